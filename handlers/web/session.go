package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/alexedwards/scs/v2"

	"tenaz/internal/apperr"
)

// sessionLifetime counts from the last change of a session.
const sessionLifetime = 60 * 24 * time.Hour

// dataKey is the one key that is used of scs's map: its value is a sessionData.
const dataKey = "data"

// sessionData is all that a session holds: ids and messages, never contents.
type sessionData struct {
	CartID    int64 `json:"cart,omitempty"`
	CartCount int   `json:"count,omitempty"`
	LoginID   int64 `json:"login,omitempty"`
	// Orders are those that this session has placed.
	Orders []int64 `json:"orders,omitempty"`
	Flash  []flash `json:"flash,omitempty"`
	// Waiting is a log-in that still lacks its second factor.
	Waiting *Waiting `json:"waiting,omitempty"`
	// Viewing is whom a member of staff sees the shop as.
	Viewing *viewing `json:"viewing,omitempty"`
	// Challenge is what a passkey of this browser has to answer.
	Challenge int64 `json:"challenge,omitempty"`
}

// flash is a message for the next page, translated when it is shown.
type flash struct {
	Tone string `json:"tone"`
	ID   string `json:"id"`
	Args []any  `json:"args,omitempty"`
}

func newSessionManager(store scs.Store) *scs.SessionManager {
	m := scs.New()
	m.Store = newTimedStore(store)
	m.Lifetime = sessionLifetime
	m.Codec = jsonCodec{}
	// A stolen copy of the table opens no session.
	m.HashTokenInStore = true
	return m
}

// jsonCodec stores sessionData as JSON: a fifth of gob's time and size, and
// readable by hand.
type jsonCodec struct{}

type encodedSession struct {
	Deadline time.Time   `json:"deadline"`
	Data     sessionData `json:"data"`
}

// Encode implements scs.Codec.
func (jsonCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	data, _ := values[dataKey].(sessionData)
	return json.Marshal(encodedSession{Deadline: deadline, Data: data})
}

// Decode implements scs.Codec. A session that another version of the program
// wrote and this one cannot read begins anew: its owner must not be locked out.
func (jsonCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var s encodedSession
	if err := json.Unmarshal(b, &s); err != nil {
		return time.Now().Add(sessionLifetime).UTC(), map[string]any{}, nil
	}
	return s.Deadline, map[string]any{dataKey: s.Data}, nil
}

// loadSession reads the session that the client's cookie names; without a
// cookie it costs nothing. It may be called more than once.
func (s *state) loadSession(ctx context.Context) error {
	if s.session != nil || s.token == "" {
		return nil
	}
	loaded, err := s.kit.sessions.Load(ctx, s.token)
	if err != nil {
		return err
	}
	s.session = loaded
	return nil
}

func (s *state) data() sessionData {
	if s.session == nil {
		return sessionData{}
	}
	data, _ := s.kit.sessions.Get(s.session, dataKey).(sessionData)
	return data
}

// change applies fn to the session's data; a session that does not exist yet
// begins here.
func (s *state) change(r *http.Request, fn func(*sessionData)) {
	if s.session == nil {
		// No token was sent, so there is no store to fail.
		s.session, _ = s.kit.sessions.Load(r.Context(), "")
	}
	data := s.data()
	fn(&data)
	s.kit.sessions.Put(s.session, dataKey, data)
	s.kit.sessions.SetDeadline(s.session, time.Now().Add(sessionLifetime).UTC())
}

// saveSession stores a changed session and sets its cookie.
func (s *state) saveSession() error {
	if s.session == nil {
		return nil
	}
	switch s.kit.sessions.Status(s.session) {
	case scs.Modified:
		token, expiry, err := s.kit.sessions.Commit(s.session)
		if err != nil {
			return err
		}
		s.setCookie(s.kit.cookieName, token, time.Until(expiry))
	case scs.Destroyed:
		s.setCookie(s.kit.cookieName, "", 0)
	}
	return nil
}

// setCookie sets one of our cookies, or removes it when the value is empty. An
// answer with a cookie belongs to one person.
func (s *state) setCookie(name, value string, age time.Duration) {
	cookie := &http.Cookie{
		Name: name, Value: value, Path: "/", Secure: s.kit.secure, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, MaxAge: int(age.Seconds()),
	}
	if value == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(s, cookie)
	s.cookies = true
	if h := s.Header(); h.Get("Cache-Control") == cachePublic {
		h.Set("Cache-Control", cachePrivate)
	}
}

// CartID returns the session's cart, 0 if there is none.
func (k *Kit) CartID(r *http.Request) int64 {
	data := stateOf(r).data()
	if data.Viewing != nil {
		return 0 // the cart is the staff member's own
	}
	return data.CartID
}

// SetCartID makes id the session's cart; a visitor's session begins with it.
func (k *Kit) SetCartID(r *http.Request, id int64) {
	stateOf(r).change(r, func(d *sessionData) { d.CartID = id })
}

// CartCount returns how many units the header's badge shows.
func (k *Kit) CartCount(r *http.Request) int {
	data := stateOf(r).data()
	if data.Viewing != nil {
		return 0
	}
	return data.CartCount
}

// SetCartCount keeps the badge's number beside the cart's id, so that no page
// has to count. Without a change the session is not written.
func (k *Kit) SetCartCount(r *http.Request, count int) {
	s := stateOf(r)
	if data := s.data(); data.CartCount != count && data.Viewing == nil {
		s.change(r, func(d *sessionData) { d.CartCount = count })
	}
}

// LoginID returns the row of logins that the session stands for, 0 for none.
func (k *Kit) LoginID(r *http.Request) int64 { return stateOf(r).data().LoginID }

// Login ties the session to a login, under a new token so that one known
// before is worth nothing.
func (k *Kit) Login(r *http.Request, loginID int64) error {
	s := stateOf(r)
	s.change(r, func(d *sessionData) { d.LoginID, d.Waiting, d.Challenge = loginID, nil, 0 })
	s.user, s.userLoaded = nil, false
	return k.sessions.RenewToken(s.session)
}

// Logout forgets the login, the cart and every message, under a new token. The
// caller ends the row of logins.
func (k *Kit) Logout(r *http.Request) error {
	s := stateOf(r)
	if s.session == nil {
		return nil
	}
	s.change(r, func(d *sessionData) { *d = sessionData{} })
	s.user, s.userLoaded = nil, true
	return k.sessions.RenewToken(s.session)
}

// flashLimit is how many messages wait at most: whoever looks at no page must
// not make the session grow.
const flashLimit = 5

// Flash keeps a message for the next page that is shown; of many the newest
// ones, and of the same one it is said once. Tone is one of views/ui ("success",
// "info", "warning", "error"), id a message id; the arguments have to be text or
// numbers.
func (k *Kit) Flash(r *http.Request, tone, id string, args ...any) {
	added := flash{Tone: tone, ID: id, Args: args}
	stateOf(r).change(r, func(d *sessionData) {
		waiting := slices.DeleteFunc(slices.Clone(d.Flash), added.same)
		waiting = waiting[max(0, len(waiting)-flashLimit+1):]
		d.Flash = append(waiting, added)
	})
}

// same compares as text: a number that was stored comes back as another type.
func (f flash) same(other flash) bool {
	return f.Tone == other.Tone && f.ID == other.ID && fmt.Sprint(f.Args...) == fmt.Sprint(other.Args...)
}

// popFlash takes the messages out of the session.
func (s *state) popFlash(r *http.Request) []flash {
	messages := s.data().Flash
	if len(messages) > 0 {
		s.change(r, func(d *sessionData) { d.Flash = nil })
	}
	return messages
}

// User returns who is logged in, nil for a visitor: in the shop the customer as
// whom a member of staff sees it. A login that was ended elsewhere leaves the
// session.
func (k *Kit) User(r *http.Request) *User {
	if s := stateOf(r); !s.staff && s.data().Viewing != nil {
		if viewed := k.Viewed(r); viewed != nil {
			return viewed
		}
	}
	return k.person(r)
}

// person returns whose login the session stands for, nil for a visitor.
func (k *Kit) person(r *http.Request) *User {
	s := stateOf(r)
	if s.userLoaded {
		return s.user
	}
	s.userLoaded = true
	loginID := s.data().LoginID
	if loginID == 0 || k.deps.UserByLogin == nil {
		return nil
	}
	user, err := k.deps.UserByLogin(r.Context(), loginID)
	switch {
	case err == nil:
		s.user = user
	case apperr.Is(err, apperr.NotFound):
		s.change(r, func(d *sessionData) { d.LoginID = 0 })
	default:
		// Nobody is let in on a doubt; the page itself may still be served.
		k.logFailure(r.Context(), s, "login not read", err)
	}
	return s.user
}
