package bench

import (
	"context"
	"encoding/gob"
	"io"
	"net/http"

	"github.com/go-chi/chi/v5"
)

// taken is one answer of the store as it was recorded.
type taken struct {
	Method, Pattern string
	Status          int
	Header          http.Header
	Body            []byte
}

// bare serves recorded answers through chi and nothing else: the most that this
// router and net/http could do with the same bytes and headers. It reads them
// from in.
func bare(ctx context.Context, in io.Reader, out io.Writer) error {
	var list []taken
	if err := gob.NewDecoder(in).Decode(&list); err != nil {
		return err
	}
	mux := chi.NewMux()
	for _, t := range list {
		t.Header.Del("Date") // net/http writes it
		t.Header.Del("Transfer-Encoding")
		mux.MethodFunc(t.Method, t.Pattern, func(w http.ResponseWriter, _ *http.Request) {
			header := w.Header()
			for name, values := range t.Header {
				header[name] = values
			}
			w.WriteHeader(t.Status)
			// The client counts what it did not get.
			_, _ = w.Write(t.Body)
		})
	}
	return serveHere(ctx, out, mux, nil)
}
