package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"tenaz/internal/apperr"
)

// IsHTMX reports whether htmx made the request.
func IsHTMX(r *http.Request) bool { return r.Header.Get("HX-Request") == "true" }

// IsPart reports whether the client wants only the part of a page: htmx says
// so. Everything else, history restores included, gets the page.
func IsPart(r *http.Request) bool {
	return IsHTMX(r) && r.Header.Get("HX-Request-Type") == "partial"
}

// WantsJSON reports whether the answer has to be JSON: the path ends in .json or
// the client accepts JSON and no HTML.
func WantsJSON(r *http.Request) bool {
	if strings.HasSuffix(r.URL.Path, ".json") {
		return true
	}
	accept := r.Header.Get("Accept")
	return strings.Contains(accept, "application/json") && !strings.Contains(accept, "text/html")
}

// JSON answers with v, which nobody may keep.
func JSON(w http.ResponseWriter, status int, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", cacheNever)
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may have gone
	return nil
}

// SeeOther leads on after a success: 303, or for htmx 200 with HX-Redirect,
// because htmx would follow a 303 and swap a whole page into its target.
func (k *Kit) SeeOther(w http.ResponseWriter, r *http.Request, url string) error {
	h := w.Header()
	h.Set("Cache-Control", cacheNever)
	if IsHTMX(r) {
		h.Set("HX-Redirect", url)
		w.WriteHeader(http.StatusOK)
		return nil
	}
	h.Set("Location", url)
	w.WriteHeader(http.StatusSeeOther)
	return nil
}

// Moved leads to the lasting address of what was asked for: 301.
func (k *Kit) Moved(w http.ResponseWriter, r *http.Request, url string) error {
	h := w.Header()
	h.Set("Cache-Control", "public, max-age=0, s-maxage=30")
	if stateOf(r).noStore {
		h.Set("Cache-Control", cacheNever)
	}
	h.Set("Location", url)
	w.WriteHeader(http.StatusMovedPermanently)
	return nil
}

// SafeNext returns next if it is a path of this store, else fallback: whatever a
// browser could read as another host, a scheme or a control character is not.
func SafeNext(next, fallback string) string {
	if len(next) == 0 || len(next) > 2000 || next[0] != '/' {
		return fallback
	}
	if len(next) > 1 && (next[1] == '/' || next[1] == '\\') {
		return fallback
	}
	for i := range len(next) {
		if c := next[i]; c < 0x20 || c == 0x7f || c == '\\' {
			return fallback
		}
	}
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || u.User != nil {
		return fallback
	}
	return next
}

// Param returns a part of the path by its name in the route.
func Param(r *http.Request, name string) string { return chi.URLParam(r, name) }

// PathID returns a part of the path that has to be a key; anything else is
// NotFound.
func PathID(r *http.Request, name string) (int64, error) {
	text := chi.URLParam(r, name)
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 || strconv.FormatInt(id, 10) != text {
		return 0, apperr.New(apperr.NotFound, "")
	}
	return id, nil
}
