package account

import (
	"net/http"

	"tenaz/internal/accounts"
)

// entrance is a person who has proved who they are, by every factor that they
// have, and where they want to go.
type entrance struct {
	userID int64
	next   string
	// factor is what was proved beyond the first one; empty for nothing. password
	// tells that the first one was a password.
	factor   string
	password bool
	// first tells that the account was made just now.
	first bool
}

// enter does what every successful log-in does, whatever it was proved by: a new
// login under a new token in place of the one before, the browser known from now
// on, the cart and messages that come with it; and leads on.
func (a *Account) enter(w http.ResponseWriter, r *http.Request, e entrance) error {
	opened, err := a.Accounts.OpenLogin(r.Context(), a.Kit.Actor(r), accounts.OpenLoginInput{
		UserID: e.userID, Factor: e.factor, Password: e.password, First: e.first,
		CartID: a.Kit.CartID(r), Replaces: a.Kit.LoginID(r), DeviceCookie: a.Kit.DeviceCookie(r),
	})
	if err != nil {
		return err
	}
	if err := a.Kit.Login(r, opened.ID); err != nil {
		return err
	}
	a.Kit.SetDeviceCookie(r, opened.DeviceCookie)
	if opened.Outcome.CartID != 0 {
		a.Kit.SetCartID(r, opened.Outcome.CartID)
		a.Kit.SetCartCount(r, opened.Outcome.CartCount)
	}
	for _, id := range opened.Outcome.Messages {
		a.Kit.Flash(r, "info", id)
	}
	return a.Kit.SeeOther(w, r, home(e.next, opened.User.Staff, opened.User.Permissions))
}
