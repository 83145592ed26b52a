package web_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tenaz/handlers/web"
	"tenaz/views/layout"
)

// A database that hangs must not keep people waiting for ever: the request's
// context ends, and the answer is a page that says so.
func TestRequestsWaitSoLongAndNoLonger(t *testing.T) {
	for _, c := range []struct {
		method string
		most   time.Duration
	}{{"GET", 15 * time.Second}, {"HEAD", 15 * time.Second}, {"POST", 30 * time.Second}} {
		s := newSite(t, unreachable) // outside: the session manager never ends
		hang := func(_ http.ResponseWriter, r *http.Request) error {
			<-r.Context().Done()
			return r.Context().Err()
		}
		s.on("GET /", hang)
		s.on("POST /", hang)
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			w := s.do(c.method, "/", "")
			if took := time.Since(began); took != c.most {
				t.Errorf("%s: waited %v, want %v", c.method, took, c.most)
			}
			if w.Code != http.StatusServiceUnavailable {
				t.Errorf("%s: %d, want 503", c.method, w.Code)
			}
		})
	}
}

// The session store knows no deadlines; requests do.
func TestHangingSessionStore(t *testing.T) {
	s := newSite(t, unreachable)
	s.on("GET /", s.show("x"))
	s.on("POST /x", func(w http.ResponseWriter, r *http.Request) error {
		s.SetCartID(r, 1)
		return s.SeeOther(w, r, "/")
	})
	synctest.Test(t, func(t *testing.T) {
		s.store.hanging = make(chan struct{})
		defer close(s.store.hanging)
		began := time.Now()
		for range 20 {
			go func() {
				if w := s.do("GET", "/", "", "Cookie", sessionName+"=abc"); w.Code != http.StatusServiceUnavailable {
					t.Errorf("reading: %d, want 503", w.Code)
				}
			}()
		}
		if w := s.do("POST", "/x", ""); w.Code != http.StatusServiceUnavailable {
			t.Errorf("writing: %d, want 503", w.Code)
		}
		if took := time.Since(began); took != 30*time.Second {
			t.Errorf("waited %v, want 30s", took)
		}
	})
}

// What machines ask must not wait for what only a page shows.
func TestMachinesGetAFailureWithoutAPage(t *testing.T) {
	s := newSite(t, func(d *web.Deps) {
		unreachable(d)
		d.Categories = func(context.Context) ([]layout.NavCategory, error) {
			t.Error("a probe asked for the categories")
			return nil, errDown
		}
	})
	s.mux.HandleFunc("GET /readyz", s.Route(web.Options{Pattern: "/readyz", Permission: web.Public, Bare: true, Quiet: true, NoStore: true},
		func(http.ResponseWriter, *http.Request) error { return errDown }))
	w := s.do("GET", "/readyz", "")
	if w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "<") || w.Body.Len() == 0 {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}

var errDown = errors.New("dial unix /private: connection refused")

func unreachable(d *web.Deps) {
	d.Unreachable = func(err error) bool { return errors.Is(err, errDown) || strings.Contains(err.Error(), "deadline") }
}

// A database that is down is no fault of the request: 503, whatever the client
// reads, also when it is the session that cannot be read or kept.
func TestUnreachableDatabaseIsUnavailable(t *testing.T) {
	s := newSite(t, unreachable)
	s.on("GET /", func(http.ResponseWriter, *http.Request) error { return errDown })
	s.on("POST /x", func(w http.ResponseWriter, r *http.Request) error {
		s.SetCartID(r, 1)
		return s.SeeOther(w, r, "/")
	})
	for name, headers := range map[string][]string{
		"page": {}, "json": {"Accept", "application/json"}, "part": {"HX-Request", "true", "HX-Request-Type", "partial"},
	} {
		w := s.do("GET", "/", "", headers...)
		if w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "private") || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: %d %v\n%.200s", name, w.Code, w.Header(), w.Body)
		}
	}
	s.store.failing = errDown
	if w := s.do("GET", "/", "", "Cookie", sessionName+"=abc"); w.Code != http.StatusServiceUnavailable {
		t.Errorf("unreadable session: %d, want 503", w.Code)
	}
	w := s.do("POST", "/x", "")
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Location") != "" || w.Header().Get("Set-Cookie") != "" {
		t.Errorf("session not kept: %d %v, want 503", w.Code, w.Header())
	}
	if !strings.Contains(s.log.String(), "connection refused") {
		t.Error("the cause is not in the log")
	}
}
