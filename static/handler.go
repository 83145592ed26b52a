package static

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
)

// Handler serves the files at the addresses that URL returns, compressed once
// per process with whichever of brotli and gzip the client accepts. An unknown
// address, including a stale hash, is 404 and is not cached.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		a, ok := assets().byURL[r.URL.Path]
		if !ok {
			w.Header().Set("Cache-Control", "no-store")
			http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound)
			return
		}
		a.serve(w, r)
	})
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	body := a.body
	if compressible(a.contentType) {
		h.Set("Vary", "Accept-Encoding")
		accept := r.Header.Values("Accept-Encoding")
		if b := a.brotli(); b != nil && accepts(accept, "br") {
			body = b
			h.Set("Content-Encoding", "br")
		} else if b := a.gzip(); b != nil && accepts(accept, "gzip") {
			body = b
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(body) // the client went away: nobody is left to tell
}

// accepts reports whether an Accept-Encoding header allows coding. "*" is not
// honoured: a client that wants compression names it.
func accepts(header []string, coding string) bool {
	for _, line := range header {
		for part := range strings.SplitSeq(line, ",") {
			name, params, _ := strings.Cut(part, ";")
			if !strings.EqualFold(strings.TrimSpace(name), coding) {
				continue
			}
			q, found := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
			if !found {
				return true
			}
			v, err := strconv.ParseFloat(q, 64)
			return err == nil && v > 0
		}
	}
	return false
}

// compressible is false for what is compressed already (fonts, pictures).
func compressible(contentType string) bool {
	return strings.HasPrefix(contentType, "text/") || contentType == "image/svg+xml" ||
		contentType == "application/manifest+json"
}

func compressGzip(contentType string, body []byte) []byte {
	if !compressible(contentType) {
		return nil
	}
	var out bytes.Buffer
	zw, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil
	}
	if _, err := zw.Write(body); err != nil || zw.Close() != nil || out.Len() >= len(body) {
		return nil
	}
	return out.Bytes()
}

func compressBrotli(contentType string, body []byte) []byte {
	if !compressible(contentType) {
		return nil
	}
	var out bytes.Buffer
	zw := brotli.NewWriterLevel(&out, brotli.BestCompression)
	if _, err := zw.Write(body); err != nil || zw.Close() != nil || out.Len() >= len(body) {
		return nil
	}
	return out.Bytes()
}
