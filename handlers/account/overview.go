package account

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	view "tenaz/views/account"
	"tenaz/views/layout"
)

// latestOrders is how many orders the front page of an account shows.
const latestOrders = 3

// Overview answers GET /account: the newest orders and the ways to everything
// else.
func (a *Account) Overview(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	history, err := a.Orders.OfUser(ctx, user.ID, 1)
	if err != nil {
		return err
	}
	profile, err := a.Accounts.Profile(ctx, user.ID)
	if err != nil {
		return err
	}
	book, err := a.Accounts.Addresses(ctx, user.ID)
	if err != nil {
		return err
	}
	m := view.OverviewPage{
		Page: a.page(r, "account.overview.title"), Name: user.Name, Email: profile.ShownEmail(), Verified: profile.Verified,
		Profile: profile.Person, Orders: history.Orders[:min(len(history.Orders), latestOrders)],
	}
	if len(book) > 0 && book[0].Default {
		m.Address = &book[0]
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Overview(m), nil)
}

// person returns who is logged in. The routes ask for a log-in; a handler that
// is reached without one answers as they do.
func (a *Account) person(r *http.Request) (*web.User, error) {
	user := a.Kit.User(r)
	if user == nil {
		return nil, apperr.New(apperr.Unauthenticated, "")
	}
	return user, nil
}

// page is the shell's part of a page of the account, which no search engine
// should know.
func (a *Account) page(r *http.Request, title string) layout.Page {
	p := a.Kit.Page(r, i18n.T(r.Context(), title))
	p.NoIndex, p.Canonical = true, ""
	return p
}
