package stripesandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"
)

// fingerprint identifies a request's parameters whatever their order.
func fingerprint(method string, c *call) string {
	sum := sha256.Sum256([]byte(method + " " + c.path + "\n" + c.form.Encode()))
	return hex.EncodeToString(sum[:])
}

// enter marks a key as being executed; a second request meanwhile is refused,
// as at Stripe, and may be retried.
func (s *Server) enter(key string) error {
	s.flightMu.Lock()
	defer s.flightMu.Unlock()
	if s.flight[key] {
		e := malformed("idempotency_key_in_use", "",
			"There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): %s. Please try again later.", key)
		e.status = http.StatusConflict
		return e
	}
	s.flight[key] = true
	return nil
}

func (s *Server) leave(key string) {
	s.flightMu.Lock()
	defer s.flightMu.Unlock()
	delete(s.flight, key)
}

// replay returns the stored answer of the key, or the refusal of a key that
// was used for something else; ok is false for a new key.
func (s *Server) replay(c *call, mark string, now time.Time) (a answer, ok bool) {
	s.state.forget(now)
	row := s.state.keys.rows[c.key]
	switch {
	case row == nil:
		return answer{}, false
	case row.Print == mark:
		return answer{status: row.Status, body: row.Body, replayed: row.RequestID}, true
	}
	e := malformed("", "", "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '%s' if you meant to execute a different request.", c.key)
	if row.Path != c.path {
		e = malformed("", "", "Keys for idempotent requests can only be used for the same endpoint they were first used for ('%s' vs '%s'). Try using a key other than '%s' if you meant to execute a different request.", row.Path, c.path, c.key)
	}
	e.kind = "idempotency_error"
	return failure(e), true
}
