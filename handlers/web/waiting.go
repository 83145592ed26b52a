package web

import (
	"net/http"
	"time"
)

// Waiting is a log-in whose first factor was right and whose second is awaited.
// The session alone holds it: it opens nothing.
type Waiting struct {
	UserID int64     `json:"user"`
	Since  time.Time `json:"since"`
	Next   string    `json:"next,omitempty"`
	// Password tells that the first factor was a password, not a mailed link.
	Password bool `json:"password,omitempty"`
}

// Await keeps a log-in that lacks its second factor, under a new token; whoever
// was logged in before is not any more.
func (k *Kit) Await(r *http.Request, waiting Waiting) error {
	s := stateOf(r)
	s.change(r, func(d *sessionData) { d.LoginID, d.Waiting, d.Challenge = 0, &waiting, 0 })
	s.user, s.userLoaded = nil, true
	return k.sessions.RenewToken(s.session)
}

// Waiting returns the log-in that lacks its second factor, nil if there is none.
func (k *Kit) Waiting(r *http.Request) *Waiting { return stateOf(r).data().Waiting }

// StopWaiting forgets the log-in that lacks its second factor.
func (k *Kit) StopWaiting(r *http.Request) {
	if k.Waiting(r) != nil {
		stateOf(r).change(r, func(d *sessionData) { d.Waiting, d.Challenge = nil, 0 })
	}
}

// Renew gives the session a new token, after what proves the person has changed:
// the one before is worth nothing.
func (k *Kit) Renew(r *http.Request) error {
	s := stateOf(r)
	s.change(r, func(*sessionData) {})
	s.user, s.userLoaded = nil, false
	return k.sessions.RenewToken(s.session)
}

// SetChallenge keeps which challenge a passkey of this browser has to answer; a
// visitor's session begins with it.
func (k *Kit) SetChallenge(r *http.Request, id int64) {
	stateOf(r).change(r, func(d *sessionData) { d.Challenge = id })
}

// TakeChallenge returns the challenge that a passkey of this browser had to
// answer, once; 0 if there is none.
func (k *Kit) TakeChallenge(r *http.Request) int64 {
	id := stateOf(r).data().Challenge
	if id != 0 {
		stateOf(r).change(r, func(d *sessionData) { d.Challenge = 0 })
	}
	return id
}
