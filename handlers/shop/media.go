package shop

import (
	"bytes"
	"net/http"
	"strings"

	"tenaz/handlers/web"
	"tenaz/internal/blob"
)

// sandbox lets a drawing style itself and do nothing else.
const sandbox = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

// Media answers GET /media/{key}: a picture under the name of its content,
// which may be kept for ever.
func (s *Shop) Media(w http.ResponseWriter, r *http.Request) error {
	found, err := s.Blobs.Open(r.Context(), web.Param(r, "key"))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin") // link previews elsewhere show it
	h.Set("Content-Security-Policy", sandbox)
	if strings.HasSuffix(found.Key, ".svg") {
		return s.Kit.Send(w, r, http.StatusOK, found.Type, found.Content)
	}
	// Compressed already, and large enough to be asked for in ranges.
	h.Set("Content-Type", found.Type)
	h.Set("ETag", `"`+found.Key+`"`)
	http.ServeContent(w, r, "", blob.Modified, bytes.NewReader(found.Content))
	return nil
}
