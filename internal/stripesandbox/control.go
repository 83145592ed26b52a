package stripesandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// controlRoutes is the same control as the Go methods, for whoever runs the
// sandbox as its own process, and the page with the buttons. It asks for no
// key: the sandbox holds nothing of value and belongs on a loopback address.
//
// Every POST takes a plain form (fields below) or JSON with the same names and
// answers JSON, or sends a browser back to the page. Durations are
// milliseconds.
func (s *Server) controlRoutes(mux *http.ServeMux) {
	guard := http.NewCrossOriginProtection()
	post := func(path string, do func(in fields) (any, error)) {
		mux.Handle("POST /_sandbox/"+path, guard.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.control(w, r, do)
		})))
	}
	read := func(path string, do func() any) {
		mux.HandleFunc("GET /_sandbox/"+path, func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, http.StatusOK, do()) })
	}
	mux.HandleFunc("GET /{$}", s.showControl)
	read("health", func() any { return map[string]string{"status": "ok", "api_version": APIVersion} })
	read("calls", func() any { return s.Calls() })
	read("deliveries", func() any { return s.hooks.Deliveries() })
	read("held", func() any { return s.hooks.Held() })

	post("webhooks/behaviour", func(in fields) (any, error) {
		b := Behaviour{
			Copies: in.number("copies"), Delay: in.millis("delay"), Jitter: in.millis("jitter"),
			SignatureAge: in.millis("signature_age"), Secret: in["secret"], APIVersion: in["api_version"],
			Lose: strings.Fields(strings.ReplaceAll(in["lose"], ",", " ")),
		}
		s.hooks.SetBehaviour(b)
		return b, in.bad()
	})
	post("webhooks/endpoint", func(in fields) (any, error) {
		s.hooks.SetEndpoint(in["url"], in["secret"])
		return done, nil
	})
	post("webhooks/hold", func(fields) (any, error) {
		s.hooks.HoldAll()
		return done, nil
	})
	post("webhooks/release", func(in fields) (any, error) {
		s.hooks.Release(Order(in["order"]))
		return done, nil
	})
	post("webhooks/discard", func(fields) (any, error) {
		s.hooks.Discard()
		return done, nil
	})
	post("webhooks/resend", func(in fields) (any, error) { return done, s.hooks.Resend(in["event"]) })
	post("faults", func(in fields) (any, error) {
		f := Fault{
			Method: in["method"], Path: in["path"], Status: in.number("status"), Times: in.number("times"),
			Delay: in.millis("delay"), AfterExecution: in["after_execution"] == "true",
		}
		if err := in.bad(); err != nil {
			return nil, err
		}
		s.Inject(f)
		return f, nil
	})
	post("faults/reset", func(fields) (any, error) {
		s.ResetFaults()
		return done, nil
	})
	post("methods", func(in fields) (any, error) {
		s.SetActiveMethods(strings.Fields(strings.ReplaceAll(in["active"], ",", " "))...)
		return done, nil
	})
	post("tick", func(fields) (any, error) { return done, s.Tick() })
	s.driveRoutes(post)
}

// driveRoutes plays the buyer and the bank.
func (s *Server) driveRoutes(post func(string, func(fields) (any, error))) {
	session := func(action string, do func(id string) error) {
		post("sessions/"+action, func(in fields) (any, error) { return done, do(in["session"]) })
	}
	post("sessions/pay", func(in fields) (any, error) { return done, s.Pay(in["session"], in["number"]) })
	session("challenge/approve", func(id string) error { return s.Challenge(id, true) })
	session("challenge/fail", func(id string) error { return s.Challenge(id, false) })
	session("pix/issue", s.IssuePix)
	session("pix/pay", s.PayPix)
	session("pix/expire", s.ExpirePix)
	session("boleto/issue", s.IssueBoleto)
	session("boleto/pay", s.PayBoleto)
	session("boleto/expire", s.ExpireBoleto)
	session("expire", s.ExpireSession)
	session("late", s.PayLate)
	session("fail_after_paid", s.FailAfterPaid)
	post("refunds/fail", func(in fields) (any, error) { return done, s.FailRefund(in["refund"]) })
	post("charges/dispute", func(in fields) (any, error) {
		reason := in["reason"]
		if reason == "" {
			reason = "fraudulent"
		}
		id, err := s.Dispute(in["charge"], reason)
		return map[string]string{"dispute": id}, err
	})
	post("disputes/close", func(in fields) (any, error) {
		return done, s.CloseDispute(in["dispute"], in["won"] == "true")
	})
}

var done = map[string]bool{"ok": true}

// fields are a request's values by name, from a form or flat JSON.
type fields map[string]string

// number notes a bad value under "!" for bad to report.
func (f fields) number(name string) int {
	if f[name] == "" {
		return 0
	}
	n, err := strconv.Atoi(f[name])
	if err != nil {
		f["!"] = fmt.Sprintf("%s is not a number: %q", name, f[name])
	}
	return n
}

func (f fields) millis(name string) time.Duration {
	return time.Duration(f.number(name)) * time.Millisecond
}

func (f fields) bad() error {
	if f["!"] != "" {
		return errors.New(f["!"])
	}
	return nil
}

func readFields(r *http.Request) (fields, error) {
	in := fields{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var raw map[string]any
		if err := json.NewDecoder(io.LimitReader(r.Body, 64<<10)).Decode(&raw); err != nil {
			return nil, err
		}
		for k, v := range raw {
			if v != nil {
				in[k] = fmt.Sprint(v)
			}
		}
		return in, nil
	}
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	for k := range r.Form {
		in[k] = r.Form.Get(k)
	}
	return in, nil
}

func (s *Server) control(w http.ResponseWriter, r *http.Request, do func(fields) (any, error)) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	in, err := readFields(r)
	var out any
	if err == nil {
		out, err = do(in)
	}
	fromBrowser := strings.Contains(r.Header.Get("Accept"), "text/html")
	switch {
	case err != nil && fromBrowser:
		s.page(w, "message.html", frame{Title: "Não foi possível", Status: http.StatusConflict},
			message{Text: err.Error(), Link: "/", Back: "Voltar ao painel"})
	case err != nil:
		body := map[string]string{"error": err.Error()}
		var refusal *DeclineError
		if errors.As(err, &refusal) {
			body["code"], body["decline_code"] = refusal.Code, refusal.DeclineCode
		}
		writeJSON(w, http.StatusConflict, body)
	case fromBrowser:
		http.Redirect(w, r, "/", http.StatusSeeOther)
	default:
		writeJSON(w, http.StatusOK, out)
	}
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
