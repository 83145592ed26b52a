package web

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/views/problem"
)

// statuses says which HTTP status each kind of error is.
var statuses = map[apperr.Kind]int{
	apperr.Internal:             http.StatusInternalServerError,
	apperr.Invalid:              http.StatusUnprocessableEntity,
	apperr.NotFound:             http.StatusNotFound,
	apperr.Conflict:             http.StatusConflict,
	apperr.Unauthenticated:      http.StatusUnauthorized,
	apperr.Forbidden:            http.StatusForbidden,
	apperr.TooLarge:             http.StatusRequestEntityTooLarge,
	apperr.UnsupportedMediaType: http.StatusUnsupportedMediaType,
	apperr.TooMany:              http.StatusTooManyRequests,
	apperr.Unavailable:          http.StatusServiceUnavailable,
	apperr.Unproven:             http.StatusForbidden,
	apperr.NoFactor:             http.StatusForbidden,
}

// LoginPath is where everybody logs in.
const LoginPath = "/account/login"

// Error answers with what err means: a page, an alert for htmx, or JSON. This is
// the one place where errors become HTTP. Only what is our fault is logged.
func (k *Kit) Error(w http.ResponseWriter, r *http.Request, err error) {
	s := stateOf(r)
	if s.status != 0 {
		// Too late to answer: the log must do.
		k.logFailure(r.Context(), s, "failed after the answer had begun", err)
		return
	}
	if r.Context().Err() != nil && errors.Is(err, context.Canceled) {
		w.WriteHeader(statusClientGone)
		return
	}
	if k.unreachable(err) {
		err = apperr.Wrap(apperr.Unavailable, err, "")
	}
	kind := apperr.KindOf(err)
	status := statuses[kind]
	if status >= 500 {
		k.deps.Logger.LogAttrs(r.Context(), slog.LevelError, "request failed", slog.String("request", s.id),
			slog.String("route", s.route), slog.Int("status", status), slog.String("error", err.Error()))
	}
	var known *apperr.Error
	errors.As(err, &known)
	switch kind {
	case apperr.Internal:
		k.answerInternal(s, r)
		return
	case apperr.Unauthenticated:
		if !WantsJSON(r) {
			k.toLogin(w, r)
			return
		}
	case apperr.Unproven:
		if !WantsJSON(r) {
			k.toProof(w, r, ConfirmPath)
			return
		}
	case apperr.NoFactor:
		if !WantsJSON(r) {
			k.toProof(w, r, EnrolPath)
			return
		}
	case apperr.Unavailable:
		w.Header().Set("Retry-After", "30")
	case apperr.TooMany:
		if after := retryAfter(known); after > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(after.Seconds()))))
		}
	}
	k.answer(w, r, status, known)
}

// unreachable reports whether an error that nobody has understood is a database
// out of reach, or a request that has waited long enough.
func (k *Kit) unreachable(err error) bool {
	if apperr.KindOf(err) != apperr.Internal {
		return false
	}
	return errors.Is(err, context.DeadlineExceeded) || k.deps.Unreachable != nil && k.deps.Unreachable(err)
}

// statusClientGone marks in the log that nobody waited for the answer.
const statusClientGone = 499

// answer writes an error that has been understood.
func (k *Kit) answer(w http.ResponseWriter, r *http.Request, status int, known *apperr.Error) {
	ctx := r.Context()
	props := problem.Props{Status: status, Title: title(ctx, status), Text: sentence(ctx, status, known)}
	h := w.Header()
	h.Del("ETag")
	h.Del("Content-Encoding")
	h.Set("Cache-Control", cacheNever)
	switch {
	case stateOf(r).quiet: // a machine: no page, which would read more than the probe
		h.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(props.Title + "\n")) // the client may have gone
		return
	case WantsJSON(r):
		body := map[string]any{"error": props.Text}
		if fields := k.Fields(ctx, known); len(fields) > 0 {
			body["fields"] = fields
		}
		_ = JSON(w, status, body) // a map of strings always encodes
		return
	case IsPart(r):
		alertInstead(h)
		if err := k.Render(w, untimed(r), status, problem.Alert(props), nil); err != nil {
			k.logFailure(ctx, stateOf(r), "alert not rendered", err)
		}
		return
	}
	s := stateOf(r)
	if err := s.loadSession(ctx); err != nil {
		k.logFailure(ctx, s, "session not read", err)
	}
	page := k.Page(r, props.Title)
	page.NoIndex, page.Canonical = true, ""
	if err := k.Render(w, untimed(r), status, problem.Page(page, props), nil); err != nil {
		k.logFailure(ctx, s, "problem page not rendered", err)
		s.writeCrash(http.StatusInternalServerError)
	}
}

// untimed is a request whose time may be over, for rendering alone: templates
// refuse a context that has ended.
func untimed(r *http.Request) *http.Request {
	return r.WithContext(context.WithoutCancel(r.Context()))
}

// alertInstead tells htmx to put the answer above the page's content, wherever
// the request came from.
func alertInstead(h http.Header) {
	h.Set("HX-Retarget", "#alerts")
	h.Set("HX-Reswap", "innerHTML")
}

// answerInternal says that it was our fault, with the request's id and without
// the cause, using nothing that could fail again.
func (k *Kit) answerInternal(s *state, r *http.Request) {
	ctx := r.Context()
	s.Header().Set("X-Request-Id", s.id)
	switch {
	case WantsJSON(r):
		_ = JSON(s, http.StatusInternalServerError, map[string]any{
			"error": i18n.T(ctx, "problem.500.text"), "request": s.id,
		})
	case IsPart(r):
		h := s.Header()
		h.Set("Cache-Control", cacheNever)
		alertInstead(h)
		props := problem.Props{
			Status: http.StatusInternalServerError, RequestID: s.id,
			Title: i18n.T(ctx, "problem.500.title"), Text: i18n.T(ctx, "problem.500.text"),
		}
		if err := k.Render(s, untimed(r), props.Status, problem.Alert(props), nil); err != nil && s.status == 0 {
			s.writeCrash(http.StatusInternalServerError)
		}
	default:
		s.writeCrash(http.StatusInternalServerError)
	}
}

// toLogin asks a visitor to log in and to come back: 303, for htmx 401 with
// HX-Redirect.
func (k *Kit) toLogin(w http.ResponseWriter, r *http.Request) {
	target := LoginPath
	if back := cameFrom(r); back != "" {
		target += "?next=" + url.QueryEscape(back)
	}
	h := w.Header()
	h.Set("Cache-Control", cacheNever)
	if IsHTMX(r) {
		h.Set("HX-Redirect", target)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	h.Set("Location", target)
	w.WriteHeader(http.StatusSeeOther)
}

// pathOf returns path and query of an absolute address, which a client may have
// made up: the host is dropped.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" {
		return ""
	}
	return (&url.URL{Path: u.Path, RawQuery: u.RawQuery}).RequestURI()
}

// NotFound answers for what no route knows.
func (k *Kit) NotFound(w http.ResponseWriter, r *http.Request) {
	k.Error(w, r, apperr.New(apperr.NotFound, ""))
}

// MethodNotAllowed answers 405 with the methods that the address does know.
func (k *Kit) MethodNotAllowed(w http.ResponseWriter, r *http.Request, allowed []string) {
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	k.answer(w, r, http.StatusMethodNotAllowed, nil)
}

// Fields returns the messages of an Invalid error at its form fields, in the
// context's language; nil for any other error.
func (k *Kit) Fields(ctx context.Context, err error) map[string]string {
	var known *apperr.Error
	if err == nil || !errors.As(err, &known) || known == nil || len(known.Fields) == 0 {
		return nil
	}
	fields := make(map[string]string, len(known.Fields))
	for name, m := range known.Fields {
		fields[name] = i18n.T(ctx, m.ID, m.Args...)
	}
	return fields
}

// Sentence returns what a person reads about err, in the context's language.
func (k *Kit) Sentence(ctx context.Context, err error) string {
	var known *apperr.Error
	errors.As(err, &known)
	return sentence(ctx, statuses[apperr.KindOf(err)], known)
}

func sentence(ctx context.Context, status int, known *apperr.Error) string {
	if known != nil && known.ID != "" && status < 500 {
		return i18n.T(ctx, known.ID, known.Args...)
	}
	return i18n.T(ctx, "problem."+strconv.Itoa(status)+".text")
}

func title(ctx context.Context, status int) string {
	return i18n.T(ctx, "problem."+strconv.Itoa(status)+".title")
}

// retryAfter finds the pause that a TooMany error names as its argument
// "RetryAfter".
func retryAfter(known *apperr.Error) time.Duration {
	if known == nil {
		return 0
	}
	for i := 0; i+1 < len(known.Args); i += 2 {
		if known.Args[i] == "RetryAfter" {
			d, _ := known.Args[i+1].(time.Duration)
			return d
		}
	}
	return 0
}
