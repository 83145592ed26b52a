package handlers

import (
	"context"
	"net/http"
	"time"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/static"
)

// health answers /healthz: the process is alive.
func health(w http.ResponseWriter, _ *http.Request) error {
	return plain(w, "ok\n")
}

// ready answers /readyz: the database is there and has every migration.
func ready(check func(context.Context) error) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := check(ctx); err != nil {
			return apperr.Wrap(apperr.Unavailable, err, "")
		}
		return plain(w, "ready\n")
	}
}

func plain(w http.ResponseWriter, text string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(text)) // the client may have gone
	return nil
}

// files serves what a browser downloads.
func files() web.Handler {
	served := static.Handler()
	return func(w http.ResponseWriter, r *http.Request) error {
		served.ServeHTTP(w, r)
		return nil
	}
}
