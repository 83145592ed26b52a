package web

import (
	"net/http"
	"net/url"

	"tenaz/internal/apperr"
)

// Where a person who has to prove more than a login is led.
const (
	// ConfirmPath asks for a factor once more and leads back.
	ConfirmPath = "/account/confirm"
	// EnrolPath is where staff set up the second factor that they lack.
	EnrolPath = "/account/security"
)

// proved returns what a route still misses of a person who may open it: staff a
// second factor, some routes a proof of a moment ago.
func (k *Kit) proved(user *User, o Options) error {
	if user.Staff && !o.Proof && !k.deps.StaffByPassword {
		if !user.SecondFactor {
			return apperr.New(apperr.NoFactor, "")
		}
		if !user.Proven {
			return apperr.New(apperr.Unproven, "")
		}
	}
	// Staff whose login has not passed their second factor have proved the first
	// one alone, however short a while ago.
	if o.StepUp && (!user.Fresh || user.Staff && user.SecondFactor && !user.Proven) {
		return apperr.New(apperr.Unproven, "")
	}
	return nil
}

// Fresh returns nil for whoever proved who they are a moment ago. Else its error
// leads the person there and back: for what only sometimes asks for that, such as
// a refund above a limit.
func (k *Kit) Fresh(r *http.Request) error {
	user := k.User(r)
	if user == nil {
		return apperr.New(apperr.Unauthenticated, "")
	}
	return k.proved(user, Options{Proof: true, StepUp: true})
}

// toProof leads to where the proof is asked for, and from there back to the page
// that the request came from: 303, for htmx 403 with HX-Redirect.
func (k *Kit) toProof(w http.ResponseWriter, r *http.Request, path string) {
	if back := cameFrom(r); back != "" {
		path += "?next=" + url.QueryEscape(back)
	}
	h := w.Header()
	h.Set("Cache-Control", cacheNever)
	if IsHTMX(r) {
		h.Set("HX-Redirect", path)
		w.WriteHeader(http.StatusForbidden)
		return
	}
	h.Set("Location", path)
	w.WriteHeader(http.StatusSeeOther)
}

// cameFrom returns the page to come back to: the one asked for, or the one whose
// form was sent.
func cameFrom(r *http.Request) string {
	switch {
	case IsHTMX(r):
		return SafeNext(pathOf(r.Header.Get("HX-Current-URL")), "")
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		return SafeNext(r.URL.RequestURI(), "")
	default:
		return SafeNext(pathOf(r.Referer()), "")
	}
}
