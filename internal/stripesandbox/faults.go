package stripesandbox

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// DropConnection, as a Fault's Status, breaks the connection without an answer.
const DropConnection = -1

// Fault is an outage of the API, of calls whose path begins with Path.
type Fault struct {
	Method string `json:"method"` // empty: any
	Path   string `json:"path"`   // such as /v1/checkout/sessions
	// Status is the answer in place of the true one; 0 answers truly.
	Status int `json:"status"`
	// Times is how many calls it hits; 0 is one.
	Times int `json:"times"`
	// Delay passes before anything else happens. The call is then executed
	// even if the client has given up, as at Stripe.
	Delay time.Duration `json:"delay"`
	// AfterExecution executes the call and loses only its answer.
	AfterExecution bool `json:"after_execution"`
}

type faults struct {
	mu    sync.Mutex
	list  []Fault
	calls map[string]int
}

// Inject adds a fault. Faults are used in the order in which they came.
func (s *Server) Inject(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.list = append(s.faults.list, f)
}

// FailNext answers the next call under the path prefix with status, without
// executing it. As at Stripe, a 500 is stored under the call's idempotency
// key; any other status leaves the key unused.
func (s *Server) FailNext(pathPrefix string, status int) {
	s.Inject(Fault{Path: pathPrefix, Status: status})
}

// Delay holds the next call under the path prefix back by d, then answers it.
func (s *Server) Delay(pathPrefix string, d time.Duration) {
	s.Inject(Fault{Path: pathPrefix, Delay: d})
}

// ResetFaults forgets every fault not yet used.
func (s *Server) ResetFaults() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.list = nil
}

// Calls returns how often each API route was called since New, by pattern:
// "POST /v1/checkout/sessions/{id}/expire".
func (s *Server) Calls() map[string]int {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	out := make(map[string]int, len(s.faults.calls))
	for k, v := range s.faults.calls {
		out[k] = v
	}
	return out
}

func (s *Server) count(r *http.Request) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	if s.faults.calls == nil {
		s.faults.calls = map[string]int{}
	}
	s.faults.calls[r.Pattern]++
}

// take returns the fault that hits this call; the zero Fault is none.
func (f *faults) take(method, path string) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.list {
		hit := f.list[i]
		if (hit.Method != "" && hit.Method != method) || !strings.HasPrefix(path, hit.Path) {
			continue
		}
		if f.list[i].Times--; f.list[i].Times <= 0 {
			f.list = append(f.list[:i], f.list[i+1:]...)
		}
		return hit
	}
	return Fault{}
}

func (f Fault) asError() *apiError {
	e := &apiError{status: f.Status, kind: "api_error", message: fmt.Sprintf("The sandbox was told to fail with %d.", f.Status)}
	switch f.Status {
	case http.StatusTooManyRequests:
		e.kind, e.code = "invalid_request_error", "rate_limit"
	case http.StatusConflict:
		e.kind, e.code = "invalid_request_error", "lock_timeout"
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		e.kind = "invalid_request_error"
	case http.StatusPaymentRequired:
		e.kind, e.code = "card_error", declined
	}
	return e
}

func (s *Server) fail(w http.ResponseWriter, f Fault, a answer) {
	if f.Status == DropConnection {
		panic(http.ErrAbortHandler)
	}
	write(w, a)
}
