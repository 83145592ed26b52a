package web

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"
	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/gzip"
)

// The answers' Cache-Control, by design section 4, Caching.
const (
	cachePublic  = "public, max-age=0, s-maxage=30"
	cachePrivate = "private, no-cache"
	cacheNever   = "no-store"
)

// vary names every request header that an answer may depend on.
const vary = "Accept-Encoding, Cookie, HX-Request, HX-Request-Type"

// Below this size compressing costs more than it saves; above maxPooled a
// buffer is left to the garbage collector.
const (
	minCompressed = 1 << 10
	maxPooled     = 512 << 10
)

var (
	buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
	gzips   = sync.Pool{New: func() any {
		zw, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
		if err != nil {
			panic(err) // the level is a constant
		}
		return zw
	}}
)

func getBuffer() *bytes.Buffer { return buffers.Get().(*bytes.Buffer) }

func putBuffer(b *bytes.Buffer) {
	if b.Cap() <= maxPooled {
		b.Reset()
		buffers.Put(b)
	}
}

// Render answers with the part if htmx asks for one and there is one, else with
// the page. Nothing is written before the whole has been rendered, so a failing
// view is a clean 500.
func (k *Kit) Render(w http.ResponseWriter, r *http.Request, status int, page, part templ.Component) error {
	chosen := page
	if part != nil && IsPart(r) {
		chosen = part
	}
	buffer := getBuffer()
	defer putBuffer(buffer)
	if err := chosen.Render(r.Context(), buffer); err != nil {
		return err
	}
	return k.Send(w, r, status, "text/html; charset=utf-8", buffer.Bytes())
}

// Send answers with a body that is complete: it sets Content-Type, Vary, the
// caching of the design and, on pages that may be kept, an ETag (304 when the
// client has it); and compresses if that helps. A Cache-Control that the handler
// has set stays.
func (k *Kit) Send(w http.ResponseWriter, r *http.Request, status int, contentType string, body []byte) error {
	h := w.Header()
	h["Vary"] = varyHeader
	h.Set("Content-Type", contentType)
	caching := h.Get("Cache-Control")
	if caching == "" {
		caching = cachingOf(r, status)
		h.Set("Cache-Control", caching)
	}
	if status == http.StatusOK && caching != cacheNever && r.Method != http.MethodPost {
		tag := `W/"` + strconv.FormatUint(xxhash.Sum64(body), 36) + `"`
		h.Set("ETag", tag)
		if tagMatches(r.Header.Get("If-None-Match"), tag) {
			h.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	if len(body) >= minCompressed && h.Get("Content-Encoding") == "" && acceptsGzip(r.Header.Get("Accept-Encoding")) {
		small := getBuffer()
		defer putBuffer(small)
		if err := compress(small, body); err != nil {
			return err
		}
		if small.Len() < len(body) {
			h.Set("Content-Encoding", "gzip")
			body = small.Bytes()
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may have gone
	return nil
}

// varyHeader is shared by all answers; its capacity is one, so that adding to
// it copies.
var varyHeader = []string{vary}

// cachingOf decides who may keep an answer.
func cachingOf(r *http.Request, status int) string {
	s := stateOf(r)
	switch {
	case s.noStore, status != http.StatusOK, r.Method != http.MethodGet && r.Method != http.MethodHead:
		return cacheNever
	case s.cookies:
		return cachePrivate
	default:
		return cachePublic
	}
}

func compress(to *bytes.Buffer, body []byte) error {
	zw := gzips.Get().(*gzip.Writer)
	defer gzips.Put(zw)
	zw.Reset(to)
	if _, err := zw.Write(body); err != nil {
		return err
	}
	return zw.Close()
}

// acceptsGzip reports whether the client names gzip and does not refuse it.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(part, ";")
		if strings.TrimSpace(name) != "gzip" {
			continue
		}
		quality = strings.TrimSpace(quality)
		return !strings.HasPrefix(quality, "q=0") || strings.Trim(quality, "q=0.") != ""
	}
	return false
}

// tagMatches compares weakly, as If-None-Match asks.
func tagMatches(header, tag string) bool {
	if header == "" {
		return false
	}
	opaque := strings.TrimPrefix(tag, "W/")
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
		if candidate == opaque || candidate == "*" {
			return true
		}
	}
	return false
}
