package account

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"tenaz/internal/apperr"
	view "tenaz/views/account"
)

// Link answers GET /account/link/{token}: mail programs open links by
// themselves, people press the button.
func (a *Account) Link(w http.ResponseWriter, r *http.Request) error {
	if _, err := a.Accounts.PeekLink(r.Context(), chi.URLParam(r, "token")); err != nil {
		return a.deadLink(w, r, err, view.AskLink)
	}
	return a.linkPage(w, r, view.LinkPage{Kind: "enter"})
}

// LinkPost answers POST /account/link/{token}: it stands for the password.
func (a *Account) LinkPost(w http.ResponseWriter, r *http.Request) error {
	userID, err := a.Accounts.EnterByLink(r.Context(), a.Kit.Actor(r), chi.URLParam(r, "token"))
	if err != nil {
		return a.deadLink(w, r, err, view.AskLink)
	}
	return a.secondOrEnter(w, r, entrance{userID: userID})
}

// NotMe answers GET /account/not-me/{token}: what happens when the person says
// that it was somebody else.
func (a *Account) NotMe(w http.ResponseWriter, r *http.Request) error {
	if err := a.Accounts.PeekDisown(r.Context(), chi.URLParam(r, "token")); err != nil {
		return a.deadLink(w, r, err, view.AskForgot)
	}
	return a.linkPage(w, r, view.LinkPage{Kind: "not_me", Danger: true})
}

// NotMePost answers POST /account/not-me/{token}: everybody is out, and the
// person chooses a password at once.
func (a *Account) NotMePost(w http.ResponseWriter, r *http.Request) error {
	out, err := a.Accounts.Disown(r.Context(), a.Kit.Actor(r), chi.URLParam(r, "token"))
	if err != nil {
		return a.deadLink(w, r, err, view.AskForgot)
	}
	if err := a.Kit.Logout(r); err != nil {
		return err
	}
	if out.Disabled {
		a.Kit.Flash(r, "warning", "identity.not_me.disabled")
		return a.Kit.SeeOther(w, r, "/")
	}
	if out.Recovery == "" {
		a.Kit.Flash(r, "warning", "identity.not_me.elsewhere")
		return a.Kit.SeeOther(w, r, "/contact")
	}
	a.Kit.Flash(r, "success", "identity.not_me.done")
	return a.Kit.SeeOther(w, r, "/account/recover/"+out.Recovery)
}

func (a *Account) linkPage(w http.ResponseWriter, r *http.Request, m view.LinkPage) error {
	m.Page, m.Action = a.page(r, "identity."+m.Kind+".title"), r.URL.Path
	return a.Kit.Render(w, r, http.StatusOK, view.Link(m), nil)
}

// deadLink says that a mailed link is worthless and where to get another; any
// other error is returned.
func (a *Account) deadLink(w http.ResponseWriter, r *http.Request, err error, again view.AskKind) error {
	if !apperr.Is(err, apperr.NotFound) {
		return err
	}
	m := view.DeadLinkPage{Page: a.page(r, "identity.dead.title"), Again: again}
	return a.Kit.Render(w, r, http.StatusNotFound, view.DeadLink(m), nil)
}
