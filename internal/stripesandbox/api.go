package stripesandbox

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxBody is far above any request that the sandbox understands.
const maxBody = 1 << 20

// call is one API request after authentication.
type call struct {
	id     string // the {id} of the path
	params params
	expand []string
	key    string // Idempotency-Key
	path   string
	form   url.Values
	reqID  string
}

// endpoint does the work of one API call inside a transaction. Its answer is
// marshalled as it is.
type endpoint func(x *tx, c *call) (any, error)

func (s *Server) apiRoutes(mux *http.ServeMux) {
	for pattern, do := range map[string]endpoint{
		"POST /v1/customers":                        (*tx).createCustomer,
		"GET /v1/customers":                         (*tx).listCustomers,
		"GET /v1/customers/{id}":                    (*tx).retrieveCustomer,
		"POST /v1/customers/{id}":                   (*tx).updateCustomer,
		"DELETE /v1/customers/{id}":                 (*tx).deleteCustomer,
		"POST /v1/checkout/sessions":                (*tx).createSession,
		"GET /v1/checkout/sessions":                 (*tx).listSessions,
		"GET /v1/checkout/sessions/{id}":            (*tx).retrieveSession,
		"GET /v1/checkout/sessions/{id}/line_items": (*tx).listLines,
		"POST /v1/checkout/sessions/{id}/expire":    (*tx).expireSessionCall,
		"GET /v1/payment_intents":                   (*tx).listIntents,
		"GET /v1/payment_intents/{id}":              (*tx).retrieveIntent,
		"POST /v1/payment_intents/{id}/cancel":      (*tx).cancelIntentCall,
		"GET /v1/charges":                           (*tx).listCharges,
		"GET /v1/charges/{id}":                      (*tx).retrieveCharge,
		"POST /v1/refunds":                          (*tx).createRefund,
		"GET /v1/refunds":                           (*tx).listRefunds,
		"GET /v1/refunds/{id}":                      (*tx).retrieveRefund,
		"POST /v1/privacy/redaction_jobs":           (*tx).createRedaction,
		"POST /v1/privacy/redaction_jobs/{id}/run":  (*tx).runRedaction,
		"GET /v1/disputes":                          (*tx).listDisputes,
		"GET /v1/disputes/{id}":                     (*tx).retrieveDispute,
		"GET /v1/events":                            (*tx).listEvents,
		"GET /v1/events/{id}":                       (*tx).retrieveEvent,
		"GET /v1/balance_transactions":              (*tx).listBalance,
		"GET /v1/balance_transactions/{id}":         (*tx).retrieveBalance,
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { s.api(w, r, do) })
	}
	mux.HandleFunc("/v1/", func(w http.ResponseWriter, r *http.Request) {
		s.api(w, r, func(*tx, *call) (any, error) {
			e := malformed("", "", "Unrecognized request URL (%s: %s). The sandbox does not serve it.", r.Method, r.URL.Path)
			e.status = http.StatusNotFound
			return nil, e
		})
	})
}

// answer is a response that is ready to be sent, and to be stored under an
// idempotency key.
type answer struct {
	status   int
	body     []byte
	replayed string // request id of the original, when this repeats it
}

func (s *Server) api(w http.ResponseWriter, r *http.Request, do endpoint) {
	reqID := newID("req_", 14)
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-cache, no-store")
	h.Set("Request-Id", reqID)
	h.Set("Stripe-Version", APIVersion)
	s.count(r)

	c, err := s.readCall(r)
	if err != nil {
		if asAPIError(err).status == http.StatusUnauthorized {
			h.Set("WWW-Authenticate", `Basic realm="Stripe"`)
		}
		write(w, failure(err))
		return
	}
	c.reqID = reqID
	if c.key != "" {
		h.Set("Idempotency-Key", c.key)
		if err := s.enter(c.key); err != nil {
			write(w, failure(err))
			return
		}
		defer s.leave(c.key)
	}

	fault := s.faults.take(r.Method, r.URL.Path)
	if fault.Delay > 0 {
		s.pause(fault.Delay)
	}
	if fault.Status != 0 && !fault.AfterExecution {
		a := failure(fault.asError())
		if fault.Status == http.StatusInternalServerError && c.key != "" {
			// Stripe stores the first answer under the key even when it is a 500.
			a = s.execute(r, c, func(*tx, *call) (any, error) { return nil, fault.asError() })
		}
		s.fail(w, fault, a)
		return
	}
	a := s.execute(r, c, do)
	if fault.Status != 0 {
		s.fail(w, fault, failure(fault.asError()))
		return
	}
	if a.replayed != "" {
		h.Set("Idempotent-Replayed", "true")
		h.Set("Original-Request", a.replayed)
	}
	write(w, a)
}

// readCall authenticates and parses.
func (s *Server) readCall(r *http.Request) (*call, error) {
	if err := s.authenticate(r); err != nil {
		return nil, err
	}
	if v := r.Header.Get("Stripe-Version"); v != "" && v != APIVersion {
		return nil, malformed("", "", "Invalid Stripe API version: %s. The sandbox speaks %s only.", v, APIVersion)
	}
	c := &call{id: r.PathValue("id"), path: r.URL.Path, form: r.URL.Query()}
	if r.Method == http.MethodPost {
		raw, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
		if err != nil {
			return nil, malformed("", "", "The request body could not be read: %v", err)
		}
		if len(raw) > maxBody {
			e := malformed("", "", "Request is too large.")
			e.status = http.StatusRequestEntityTooLarge
			return nil, e
		}
		if ct := r.Header.Get("Content-Type"); len(raw) > 0 && !strings.HasPrefix(ct, "application/x-www-form-urlencoded") {
			return nil, malformed("", "", "Invalid request: the body must be application/x-www-form-urlencoded, not %q.", ct)
		}
		if c.form, err = url.ParseQuery(string(raw)); err != nil {
			return nil, malformed("", "", "Invalid request: the body is not form encoded.")
		}
		c.key = r.Header.Get("Idempotency-Key")
		if len(c.key) > 255 {
			return nil, malformed("", "", "Invalid idempotency key: keys can be at most 255 characters, but you sent one of %d.", len(c.key))
		}
	}
	root, bad := parseForm(c.form)
	if bad != nil {
		return nil, bad
	}
	c.params = newParams(root)
	c.expand = c.params.strings("expand")
	return c, nil
}

func (s *Server) authenticate(r *http.Request) error {
	unauthorized := func(format string, args ...any) error {
		e := malformed("", "", format, args...)
		e.status = http.StatusUnauthorized
		return e
	}
	key, _, basic := r.BasicAuth()
	if !basic {
		scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if strings.EqualFold(scheme, "Bearer") {
			key = strings.TrimSpace(token)
		}
	}
	if key == "" {
		return unauthorized("You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').")
	}
	if subtle.ConstantTimeCompare([]byte(key), []byte(s.cfg.SecretKey)) != 1 {
		return unauthorized("Invalid API Key provided: %s", masked(key))
	}
	return nil
}

func masked(key string) string {
	if len(key) < 12 {
		return strings.Repeat("*", len(key))
	}
	return key[:8] + strings.Repeat("*", len(key)-12) + key[len(key)-4:]
}

// execute runs do in one transaction, or repeats the stored answer of the
// request's idempotency key.
func (s *Server) execute(r *http.Request, c *call, do endpoint) answer {
	now := s.clock.Now()
	s.state.mu.Lock()
	defer s.state.mu.Unlock()
	if err := s.expireDue(now); err != nil {
		return failure(err)
	}
	x := s.begin(now)
	if s.cfg.BaseURL == "" {
		s.base = "http://" + r.Host
	}
	x.requestID, x.key, x.base = c.reqID, c.key, s.base
	mark := ""
	if c.key != "" {
		mark = fingerprint(r.Method, c)
		if a, ok := s.replay(c, mark, now); ok {
			return a
		}
	}
	a, keep := x.run(c, do)
	if c.key != "" && keep {
		put(x, x.st.keys, c.key, &keyRow{
			Key: c.key, Path: c.path, Print: mark, Status: a.status, Body: a.body, RequestID: c.reqID, At: now.Unix(),
		})
	}
	if err := x.commit(); err != nil {
		s.log.Error("stripe sandbox: commit", "error", err)
		return failure(err)
	}
	return a
}

// run calls the endpoint and marshals its answer. keep says whether Stripe
// would store that answer under an idempotency key.
func (x *tx) run(c *call, do endpoint) (a answer, keep bool) {
	object, err := do(x, c)
	if err == nil && len(c.expand) > 0 {
		object, err = x.expanded(object, c.expand)
	}
	if err != nil {
		x.drop()
		return failure(err), !asAPIError(err).early
	}
	body, err := json.Marshal(object)
	if err != nil {
		x.drop()
		return failure(fmt.Errorf("marshal %T: %w", object, err)), true
	}
	return answer{status: http.StatusOK, body: body}, true
}

func failure(err error) answer {
	e := asAPIError(err)
	body, err := json.Marshal(e.body())
	if err != nil {
		body = []byte(`{"error":{"type":"api_error","message":"unprintable error"}}`)
	}
	return answer{status: e.status, body: body}
}

func write(w http.ResponseWriter, a answer) {
	w.WriteHeader(a.status)
	// The client may have gone; there is nobody left to tell.
	_, _ = w.Write(append(a.body, '\n'))
}

// begin starts a transaction at now. The caller holds the state's lock.
func (s *Server) begin(now time.Time) *tx {
	return &tx{s: s, st: s.state, now: now, base: s.publicBase()}
}
