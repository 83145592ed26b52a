// Package web is what all handlers share: rendering of pages and parts, errors
// to HTTP, forms, sessions, preferences and the middleware around the router.
// A handler gets a *Kit and returns an error; everything else about HTTP is
// decided here, once.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"tenaz/internal/actor"
	"tenaz/internal/money"
	"tenaz/views/layout"
)

// Handler is a page or an action. What it returns as an error becomes the
// answer, unless it has already written one.
type Handler func(w http.ResponseWriter, r *http.Request) error

// User is the person who is logged in, as far as handlers and shells care.
type User struct {
	ID          int64
	Name        string
	Email       string
	Permissions []string
	// RefundLimit is the most that staff may give back of one order; nil is no
	// limit.
	RefundLimit *money.Cents
	Staff       bool
	// LoginID is the row of logins that this request comes with.
	LoginID int64
	// SecondFactor tells that the person has a second factor, Proven that this
	// login has passed it.
	SecondFactor, Proven bool
	// Fresh tells that the person proved who they are a moment ago.
	Fresh bool
	// Verified tells that the e-mail address is known to be theirs.
	Verified bool
}

// Section is one entry of the back office's menu. Label is a message id; only
// people with the permission see it.
type Section struct {
	Key, Label, Href, Icon, Permission string
	// Group is the heading under which it stands, none if empty. Sections of one
	// group stand together.
	Group string
}

// Deps are what the Kit needs. Logger, Sessions and BaseURL are
// required; a nil function means that there is nothing to show.
type Deps struct {
	Logger   *slog.Logger
	Sessions scs.Store
	// BaseURL is where the store is reached; absolute addresses, the cookie's
	// name and HSTS come from it and never from a request.
	BaseURL *url.URL
	// TrustedProxies are the peers whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// PaymentOrigins are the hosted payment pages that a form may lead to.
	PaymentOrigins []string
	// Sections is the back office's menu.
	Sections []Section
	// Dev shows the developer's links.
	Dev bool
	// StaffByPassword lets staff in without a second factor; only cmd/dev does.
	StaffByPassword bool

	Categories  func(ctx context.Context) ([]layout.NavCategory, error)
	Shop        func(ctx context.Context) (layout.ShopInfo, error)
	Footer      func(ctx context.Context) []layout.LinkGroup
	UserByLogin func(ctx context.Context, loginID int64) (*User, error)
	// Customer returns an account that works for nobody here; NotFound for staff.
	Customer func(ctx context.Context, userID int64) (*User, error)
	// Refused is told when a member of staff asks for what the role does not give.
	Refused func(ctx context.Context, by actor.Actor, method, route string)
	// Allow counts one hit of a limited action and says whether it may go on.
	Allow func(ctx context.Context, key string, limit int, window time.Duration) (ok bool, retryAfter time.Duration, err error)
	// Unreachable says that an error is a database that cannot be reached, or not in
	// time: the answer is then 503, not 500.
	Unreachable func(err error) bool
	// Record is told of every request of a page or an action; it must not block.
	Record func(Hit)
	// Observe is told of every answered request, for metrics.
	Observe func(method, route string, status int, duration time.Duration)
}

// Kit is shared by all handlers; safe for concurrent use.
type Kit struct {
	deps       Deps
	origin     string // of BaseURL, such as "https://tenaz.com.br"
	secure     bool   // BaseURL is https
	cookieName string
	sessions   *scs.SessionManager
	protection *http.CrossOriginProtection
	headers    []header
	crash      map[string]crashPage
}

// New returns a Kit and renders the page of last resort in every language, so
// that it can be shown when nothing else works.
func New(d Deps) (*Kit, error) {
	if d.Logger == nil || d.Sessions == nil || d.BaseURL == nil {
		return nil, errors.New("web: Logger, Sessions and BaseURL are required")
	}
	k := &Kit{
		deps:   d,
		origin: d.BaseURL.Scheme + "://" + d.BaseURL.Host,
		secure: d.BaseURL.Scheme == "https",
	}
	k.cookieName = sessionCookieName(d.BaseURL)
	k.sessions = newSessionManager(d.Sessions)
	k.headers = securityHeaders(k.secure, d.PaymentOrigins)
	k.protection = http.NewCrossOriginProtection()
	if err := k.protection.AddTrustedOrigin(k.origin); err != nil {
		return nil, err
	}
	// Webhooks prove their sender by a signature.
	k.protection.AddInsecureBypassPattern("/webhooks/")
	// So does a mail program that unsubscribes: by the address, without cookies
	// (RFC 8058).
	k.protection.AddInsecureBypassPattern("POST /unsubscribe/{token}")
	crash, err := renderCrashPages()
	k.crash = crash
	return k, err
}

// URL returns the absolute address of a path of the store; it depends on
// BASE_URL alone.
func (k *Kit) URL(path string) string { return k.origin + path }

// Handle turns a Handler into net/http's, with its error as the answer.
func (k *Kit) Handle(h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			k.Error(w, r, err)
		}
	}
}

// sessionCookieName is locked to the host under https. Plain loopback names the
// port, because cookies do not tell two ports of one host apart.
func sessionCookieName(base *url.URL) string {
	if base.Scheme == "https" {
		return "__Host-tenaz"
	}
	port := base.Port()
	if port == "" {
		port = "80"
	}
	return "tenaz_" + strings.TrimSpace(port)
}
