package stripesandbox

// rowsOf returns copies of a table's rows, oldest first.
func rowsOf[T, V any](s *Server, t *table[T], view func(*T) V, keep func(*T) bool) []V {
	s.state.mu.Lock()
	defer s.state.mu.Unlock()
	out := []V{}
	for _, id := range t.order {
		if row := t.rows[id]; keep == nil || keep(row) {
			out = append(out, view(row))
		}
	}
	return out
}

// Session returns a session as it stands, expired if it is due.
func (s *Server) Session(id string) (Session, bool) {
	var found Session
	err := s.change(func(x *tx) error {
		row := get(x, x.st.sessions, id)
		if row == nil {
			return ErrNoSession
		}
		found = row.Session
		return nil
	})
	return found, err == nil
}

// Sessions returns all sessions, oldest first.
func (s *Server) Sessions() []Session {
	return rowsOf(s, s.state.sessions, func(r *sessionRow) Session { return r.Session }, nil)
}

// LineItems returns the lines of a session.
func (s *Server) LineItems(sessionID string) []LineItem {
	s.state.mu.Lock()
	defer s.state.mu.Unlock()
	if row := s.state.sessions.rows[sessionID]; row != nil {
		return append([]LineItem{}, row.Lines...)
	}
	return nil
}

// PaymentIntent returns the intent of a session; false before the buyer first
// confirmed.
func (s *Server) PaymentIntent(sessionID string) (PaymentIntent, bool) {
	s.state.mu.Lock()
	defer s.state.mu.Unlock()
	row := s.state.sessions.rows[sessionID]
	if row == nil || row.PaymentIntent == "" {
		return PaymentIntent{}, false
	}
	return s.state.intents.rows[string(row.PaymentIntent)].PaymentIntent, true
}

// Charges returns all charges, failed ones too, oldest first.
func (s *Server) Charges() []Charge {
	return rowsOf(s, s.state.charges, func(r *chargeRow) Charge { return r.Charge }, nil)
}

// Refunds returns all refunds, oldest first.
func (s *Server) Refunds() []Refund {
	return rowsOf(s, s.state.refunds, func(r *refundRow) Refund { return r.Refund }, nil)
}

// Disputes returns all disputes, oldest first.
func (s *Server) Disputes() []Dispute {
	return rowsOf(s, s.state.disputes, func(d *Dispute) Dispute { return *d }, nil)
}

// Events returns the events of the given types (exact, charge.* or none for
// all), oldest first.
func (s *Server) Events(types ...string) []Event {
	return rowsOf(s, s.state.events, func(e *Event) Event { return *e }, func(e *Event) bool {
		for _, t := range types {
			if kindMatches(t, e.Type) {
				return true
			}
		}
		return len(types) == 0
	})
}
