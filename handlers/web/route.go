package web

import (
	"net/http"
	"slices"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/ratelimit"
)

// The permissions that are not a name out of roles.
const (
	// Public is open to everybody.
	Public = "public"
	// Login asks for any account.
	Login = "login"
	// AnyStaff asks for an account with any role.
	AnyStaff = "any staff"
)

// Options say how a route is served.
type Options struct {
	// Pattern is the route as the router knows it; logs and metrics name it.
	Pattern string
	// Permission is Public, Login, AnyStaff or a staff permission.
	Permission string
	// Bare routes (files, probes, webhooks) have no session and no person.
	Bare bool
	// NoStore answers are kept nowhere: they belong to one person or moment.
	NoStore bool
	// Secret addresses are themselves a key: they are not indexed and not told to
	// other sites.
	Secret bool
	// Quiet routes are asked by machines all the time and logged at debug.
	Quiet bool
	// Proof routes are where a person proves who they are: staff without a second
	// factor reach these and nothing else that asks for a login.
	Proof bool
	// StepUp routes ask who has not proved it a moment ago to do so again.
	StepUp bool
	// Viewable pages of a person are shown to staff who see the shop as this
	// customer; all others stay the customer's own.
	Viewable bool
	// Limit is how many requests of one address pass in a Window; 0 is no limit.
	Limit  int
	Window time.Duration
}

// Route serves a handler by its options: it knows the session, has checked the
// permission and the limit before the handler runs, and answers its error.
func (k *Kit) Route(o Options, h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s := stateOf(r)
		s.route, s.noStore, s.quiet, s.recorded = o.Pattern, o.NoStore, o.Quiet, !o.Bare
		s.staff = o.Permission != Public && o.Permission != Login
		if o.Secret {
			header := w.Header()
			header["Referrer-Policy"] = noReferrer
			header["X-Robots-Tag"] = noIndex
		}
		err := k.admit(s, r, o)
		if err == nil {
			err = h(w, r)
		}
		if apperr.Is(err, apperr.Forbidden) {
			k.Refusal(r)
		}
		if err != nil {
			k.Error(w, r, err)
		}
	}
}

// Refusal notes that a member of staff was refused something here. A handler
// calls it that answers the refusal itself.
func (k *Kit) Refusal(r *http.Request) {
	if s := stateOf(r); s.staff && k.deps.Refused != nil {
		if by := k.Actor(r); by.Kind == actor.Staff {
			k.deps.Refused(r.Context(), by, r.Method, s.route)
		}
	}
}

var (
	noReferrer = []string{"no-referrer"}
	noIndex    = []string{"noindex"}
)

// admit loads the session and lets through who may pass.
func (k *Kit) admit(s *state, r *http.Request, o Options) error {
	if !o.Bare {
		if err := s.loadSession(r.Context()); err != nil {
			return err
		}
	}
	if err := k.viewable(r, o); err != nil {
		return err
	}
	if o.Permission != Public {
		user := k.User(r)
		if user == nil {
			return apperr.New(apperr.Unauthenticated, "")
		}
		if s.staff && !(user.Staff && (o.Permission == AnyStaff || slices.Contains(user.Permissions, o.Permission))) {
			return apperr.New(apperr.Forbidden, "")
		}
		if err := k.proved(user, o); err != nil {
			return err
		}
	}
	if o.Limit > 0 && k.deps.Allow != nil {
		ok, after, err := k.deps.Allow(r.Context(), o.Pattern+" "+ratelimit.Client(k.Address(r)), o.Limit, o.Window)
		if err != nil {
			return err
		}
		if !ok {
			return apperr.New(apperr.TooMany, "", "RetryAfter", after)
		}
	}
	return nil
}
