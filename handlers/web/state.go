package web

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"
)

// state is what the kit knows of one request. It is also the ResponseWriter
// that handlers see, because the session must be saved and its cookie set just
// before the first byte leaves.
type state struct {
	http.ResponseWriter
	kit   *Kit
	start time.Time
	id    string
	// route is the pattern that matched, empty for none.
	route string
	lang  string
	theme string
	token string // of the session, as the client sent it
	// cookies is true when the client sent any cookie of ours.
	cookies bool
	// noStore forbids keeping the answer anywhere.
	noStore bool
	// staff is true on routes that ask for a staff permission.
	staff bool
	// quiet routes are logged at debug only.
	quiet bool
	// recorded routes are pages and actions: the access record keeps them.
	recorded bool
	// head is true for HEAD requests.
	head bool

	session    context.Context // scs's, nil until loaded
	user       *User
	userLoaded bool
	// viewed is the customer as whom a member of staff sees the shop.
	viewed       *User
	viewedLoaded bool

	status int // 0 until the header is written
	bytes  int64
	failed bool // the session could not be saved: an error page was sent instead
}

type stateKey struct{}

// stateOf returns the request's state. Handlers run behind Kit.Around only.
func stateOf(r *http.Request) *state {
	return r.Context().Value(stateKey{}).(*state)
}

// readCookies takes what is ours from the Cookie header without building the
// list of all cookies.
func (s *state) readCookies(headers []string) {
	for _, line := range headers {
		for pair := range strings.SplitSeq(line, ";") {
			name, value, ok := strings.Cut(strings.TrimSpace(pair), "=")
			if !ok || value == "" {
				continue
			}
			switch name {
			case s.kit.cookieName:
				s.token, s.cookies = value, true
			case langCookie:
				s.lang, s.cookies = value, true
			case themeCookie:
				s.theme, s.cookies = value, true
			}
		}
	}
}

// WriteHeader saves the session, sets its cookie and sends the header.
func (s *state) WriteHeader(status int) {
	if s.status != 0 {
		return
	}
	if status >= 100 && status < 200 && status != http.StatusSwitchingProtocols {
		s.ResponseWriter.WriteHeader(status)
		return
	}
	if err := s.saveSession(); err != nil {
		s.failed = true
		s.kit.logFailure(s.session, s, "session not saved", err)
		if s.kit.unreachable(err) {
			s.writeCrash(http.StatusServiceUnavailable)
		} else {
			s.writeCrash(http.StatusInternalServerError)
		}
		return
	}
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (s *state) Write(b []byte) (int, error) {
	if s.status == 0 {
		s.WriteHeader(http.StatusOK)
	}
	if s.failed {
		return len(b), nil
	}
	n, err := s.ResponseWriter.Write(b)
	s.bytes += int64(n)
	return n, err
}

// ReadFrom lets files go out by sendfile.
func (s *state) ReadFrom(src io.Reader) (int64, error) {
	if s.status == 0 {
		s.WriteHeader(http.StatusOK)
	}
	if s.failed {
		return io.Copy(io.Discard, src)
	}
	n, err := io.Copy(s.ResponseWriter, src)
	s.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (s *state) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// writeCrash replaces the answer by the page of last resort.
func (s *state) writeCrash(status int) {
	h := s.Header()
	h.Del("Location")
	h.Del("HX-Redirect")
	h.Del("Content-Encoding")
	h.Del("Content-Length")
	h.Del("Set-Cookie")
	h.Del("ETag")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("X-Request-Id", s.id)
	s.status = status
	s.ResponseWriter.WriteHeader(s.status)
	n, _ := s.ResponseWriter.Write(s.kit.crashPage(s.lang, s.id)) // the client may have gone
	s.bytes += int64(n)
}
