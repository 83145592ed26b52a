package stripesandbox

import (
	"net/http"
	"slices"
)

// shown is how many of each the control page lists.
const shown = 50

type controlPage struct {
	Sessions   []controlSession
	Events     []Event
	Deliveries []Delivery
	Charges    []Charge
	Endpoint   string
	Behaviour  Behaviour
	Holding    bool
	Held       int
	Methods    []string
	Calls      map[string]int
	StateDir   string
}

type controlSession struct {
	Session
	// Pending is what the session waits for: pix, boleto, 3ds or nothing.
	Pending string
	Intent  string
}

func (s *Server) showControl(w http.ResponseWriter, _ *http.Request) {
	if err := s.Tick(); err != nil {
		s.log.Error("stripe sandbox: tick", "error", err)
	}
	page := controlPage{Calls: s.Calls(), StateDir: s.cfg.StateDir}

	s.state.mu.Lock()
	s.state.sessions.newest(func(r *sessionRow) bool {
		c := controlSession{Session: r.Session, Intent: string(r.PaymentIntent)}
		if p := s.state.intents.rows[c.Intent]; p != nil && p.Status == "requires_action" {
			switch {
			case p.Challenge != "":
				c.Pending = "3ds"
			case p.NextAction.Pix != nil:
				c.Pending = Pix
			default:
				c.Pending = Boleto
			}
		}
		page.Sessions = append(page.Sessions, c)
		return len(page.Sessions) < shown
	})
	s.state.events.newest(func(e *Event) bool {
		page.Events = append(page.Events, *e)
		return len(page.Events) < shown
	})
	s.state.charges.newest(func(c *chargeRow) bool {
		page.Charges = append(page.Charges, c.Charge)
		return len(page.Charges) < shown
	})
	page.Methods = slices.Clone(s.methods)
	s.state.mu.Unlock()

	page.Deliveries = s.hooks.Deliveries()
	slices.Reverse(page.Deliveries)
	page.Deliveries = page.Deliveries[:min(shown, len(page.Deliveries))]
	s.hooks.mu.Lock()
	page.Endpoint, page.Behaviour = s.hooks.url, s.hooks.behaviour
	page.Holding, page.Held = s.hooks.holding, len(s.hooks.held)
	s.hooks.mu.Unlock()
	s.page(w, "control.html", frame{Title: "Stripe de testes"}, page)
}
