package web

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
)

// Around is the outermost layer of the store: it gives each request its state
// and id, the security headers, the visitor's language, the refusal of what
// cannot be meant and of other sites' forms, and one line in the log.
func (k *Kit) Around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := &state{
			ResponseWriter: w, kit: k, start: time.Now(), id: newRequestID(),
			head: r.Method == http.MethodHead,
		}
		if cookies := r.Header["Cookie"]; cookies != nil {
			s.readCookies(cookies)
		}
		ctx, cancel := context.WithTimeout(context.WithValue(r.Context(), stateKey{}, s), patience(r.Method))
		defer cancel()
		if s.lang = i18n.Locale(s.lang); s.lang != i18n.Default {
			ctx = i18n.With(ctx, s.lang)
		}
		if !knownTheme(s.theme) {
			s.theme = ""
		}
		r = r.WithContext(ctx)
		if r.URL.RawPath != "" {
			// Routes match the decoded path, however it was spelled.
			u := *r.URL
			u.RawPath = ""
			r.URL = &u
		}
		header := w.Header()
		for i := range k.headers {
			header[k.headers[i].name] = k.headers[i].value
		}
		defer k.finish(s, r)
		k.enter(s, r, next)
	})
}

// patience is how long a request may take in all: whoever reads waits less than
// whoever has sent something. A database that hangs costs no more than this.
func patience(method string) time.Duration {
	if method == http.MethodGet || method == http.MethodHead {
		return 15 * time.Second
	}
	return 30 * time.Second
}

// enter refuses what no route may see, else serves.
func (k *Kit) enter(s *state, r *http.Request, next http.Handler) {
	var err error
	switch {
	case !cleanText(r.URL.Path):
		err = apperr.New(apperr.NotFound, "")
	case !cleanQuery(r.URL.RawQuery):
		err = apperr.New(apperr.Invalid, "error.characters")
	default:
		if crossErr := k.protection.Check(r); crossErr != nil {
			err = apperr.Wrap(apperr.Forbidden, crossErr, "error.cross_origin")
		}
	}
	if err != nil {
		k.Error(s, r, err)
		return
	}
	next.ServeHTTP(s, r)
}

// finish answers a panic, completes an answer that wrote nothing, and logs.
func (k *Kit) finish(s *state, r *http.Request) {
	if cause := recover(); cause != nil {
		if cause == http.ErrAbortHandler {
			panic(cause)
		}
		k.deps.Logger.ErrorContext(r.Context(), "panic", slog.String("request", s.id), slog.String("route", s.route),
			slog.Any("cause", cause), slog.String("stack", string(debug.Stack())))
		if s.status == 0 {
			s.session = nil // what it would have saved is half done
			k.answerInternal(s, r)
		}
	}
	if s.status == 0 {
		s.WriteHeader(http.StatusOK)
	}
	k.record(s, r)
	took := time.Since(s.start)
	if k.deps.Observe != nil {
		k.deps.Observe(r.Method, s.route, s.status, took)
	}
	level := slog.LevelInfo
	if s.quiet {
		level = slog.LevelDebug
	}
	k.deps.Logger.LogAttrs(r.Context(), level, "request",
		slog.String("request", s.id), slog.String("method", knownMethod(r.Method)), slog.String("route", s.route),
		slog.Int("status", s.status), slog.Int64("bytes", s.bytes), slog.Float64("ms", float64(took.Microseconds())/1000))
}

// newRequestID needs to be unique, not secret.
func newRequestID() string { return strconv.FormatUint(rand.Uint64(), 36) }

// knownMethod keeps a client's inventions out of logs and metrics.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	default:
		return "other"
	}
}

// cleanQuery reports whether a query holds text that the database can keep,
// without building the map of its values.
func cleanQuery(raw string) bool {
	if !utf8.ValidString(raw) {
		return false
	}
	if strings.IndexByte(raw, '%') < 0 {
		return true
	}
	decoded := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '%' && i+2 < len(raw) && isHex(raw[i+1]) && isHex(raw[i+2]) {
			decoded = append(decoded, unhex(raw[i+1])<<4|unhex(raw[i+2]))
			i += 2
			continue
		}
		decoded = append(decoded, raw[i])
	}
	for _, b := range decoded {
		if b == 0 {
			return false
		}
	}
	return utf8.Valid(decoded)
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	default:
		return c - 'a' + 10
	}
}

// logFailure records what went wrong behind an answer that is still given.
func (k *Kit) logFailure(ctx context.Context, s *state, what string, err error) {
	if ctx != nil && errors.Is(ctx.Err(), context.Canceled) {
		return // the client went away, and took the query with it
	}
	k.deps.Logger.LogAttrs(context.Background(), slog.LevelError, what,
		slog.String("request", s.id), slog.String("route", s.route), slog.String("error", err.Error()))
}
