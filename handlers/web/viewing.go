package web

import (
	"net/http"
	"slices"
	"time"

	"tenaz/internal/apperr"
)

const (
	// ViewEndPath ends seeing the shop as a customer; of everything that can be
	// posted it alone answers meanwhile.
	ViewEndPath = "/admin/view/end"
	// viewingTime is how long it lasts at most.
	viewingTime = 30 * time.Minute
	// viewingPermission is what a member of staff needs for it, in every moment.
	viewingPermission = "customers"
)

// viewing is whom a member of staff sees the shop as.
type viewing struct {
	UserID int64     `json:"user"`
	Since  time.Time `json:"since"`
}

// View lets a member of staff see the shop as a customer: read only, without
// what is the customer's secret, until EndView or for half an hour. The caller
// records it.
func (k *Kit) View(r *http.Request, userID int64) {
	s := stateOf(r)
	s.change(r, func(d *sessionData) { d.Viewing = &viewing{UserID: userID, Since: time.Now()} })
	s.viewed, s.viewedLoaded = nil, false
}

// EndView ends View and returns whom it was, 0 for nobody.
func (k *Kit) EndView(r *http.Request) int64 {
	s := stateOf(r)
	v := s.data().Viewing
	if v == nil {
		return 0
	}
	s.change(r, func(d *sessionData) { d.Viewing = nil })
	s.viewed, s.viewedLoaded = nil, true
	return v.UserID
}

// Viewed returns the customer as whom a member of staff sees the shop, nil
// outside of View. It ends by itself when the time is over, the staff member may
// not any more, or the customer has become somebody who works here.
func (k *Kit) Viewed(r *http.Request) *User {
	s := stateOf(r)
	v := s.data().Viewing
	if v == nil || s.viewedLoaded {
		return s.viewed
	}
	s.viewedLoaded = true
	staff := k.person(r)
	if staff == nil || !staff.Staff || !slices.Contains(staff.Permissions, viewingPermission) ||
		time.Since(v.Since) > viewingTime || k.deps.Customer == nil {
		s.change(r, func(d *sessionData) { d.Viewing = nil })
		return nil
	}
	customer, err := k.deps.Customer(r.Context(), v.UserID)
	switch {
	case apperr.Is(err, apperr.NotFound):
		s.change(r, func(d *sessionData) { d.Viewing = nil })
	case err != nil:
		// On a doubt nothing can be changed all the same.
		k.logFailure(r.Context(), s, "customer not read", err)
		s.viewed = &User{}
	default:
		s.viewed = customer
	}
	return s.viewed
}

// viewable refuses, to whoever sees the shop as a customer, what changes
// something and what only the customer may see.
func (k *Kit) viewable(r *http.Request, o Options) error {
	if k.Viewed(r) == nil || o.Pattern == ViewEndPath {
		return nil
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return apperr.New(apperr.Forbidden, "web.view.read_only")
	}
	if o.Permission == Login && !o.Viewable {
		return apperr.New(apperr.Forbidden, "web.view.hidden")
	}
	return nil
}
