package account

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	view "tenaz/views/account"
)

// Claim answers GET /orders/{token}/claim: a guest makes an account from their
// order.
func (a *Account) Claim(w http.ResponseWriter, r *http.Request) error {
	order, err := a.claimable(r)
	if err != nil {
		return err
	}
	return a.claim(w, r, http.StatusOK, order, nil)
}

// ClaimPost answers POST /orders/{token}/claim. A new account is logged in at
// once: it shows what the link showed. An e-mail that has an account gets a mail.
func (a *Account) ClaimPost(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx, back := r.Context(), "/orders/"+web.Param(r, "token")
	order, err := a.claimable(r)
	if apperr.HasID(err, "orders.claim.taken") {
		a.Kit.Flash(r, "info", "orders.claim.taken")
		return a.Kit.SeeOther(w, r, back)
	}
	if err != nil {
		return err
	}
	userID, err := a.Accounts.ClaimOrder(ctx, a.Kit.Actor(r), accounts.ClaimInput{
		OrderID: order.ID, Email: order.Email, Name: order.Recipient, Locale: i18n.Lang(ctx), Password: form.Get("password"),
	})
	switch {
	case apperr.Is(err, apperr.Invalid):
		return a.claim(w, r, http.StatusUnprocessableEntity, order, a.Kit.Fields(ctx, err))
	case apperr.HasID(err, "orders.claim.taken"):
		a.Kit.Flash(r, "info", "orders.claim.taken")
		return a.Kit.SeeOther(w, r, back)
	case err != nil:
		return err
	case userID == 0:
		a.Kit.Flash(r, "info", "orders.claim.mailed")
		return a.Kit.SeeOther(w, r, back)
	}
	a.Kit.Flash(r, "success", "orders.claim.done")
	return a.enter(w, r, entrance{userID: userID, next: "/account", password: true, first: true})
}

// claimable reads the order of a link, if no account has it and nobody is logged
// in; Conflict otherwise.
func (a *Account) claimable(r *http.Request) (orders.Order, error) {
	order, err := a.Orders.ByToken(r.Context(), web.Param(r, "token"))
	if err != nil {
		return order, err
	}
	if !order.Claimable() || a.Kit.User(r) != nil {
		return order, apperr.New(apperr.Conflict, "orders.claim.taken")
	}
	return order, nil
}

func (a *Account) claim(w http.ResponseWriter, r *http.Request, status int, order orders.Order, errors map[string]string) error {
	m := view.ClaimPage{
		Page: a.page(r, "orders.claim.title"), Number: order.Number, Path: "/orders/" + order.Token, Errors: errors,
	}
	return a.Kit.Render(w, r, status, view.Claim(m), nil)
}
