package stripesandbox

// change runs fn in one transaction and keeps it when its outcome is one that
// leaves records.
func (s *Server) change(fn func(x *tx) error) error {
	s.state.mu.Lock()
	defer s.state.mu.Unlock()
	now := s.clock.Now()
	if err := s.expireDue(now); err != nil {
		return err
	}
	x := s.begin(now)
	err := fn(x)
	if !kept(err) {
		return err
	}
	if failed := x.commit(); failed != nil {
		return failed
	}
	return err
}

// Pay pays an open session with a card number, as its hosted page does. It
// returns nil when paid, a *DeclineError when refused, ErrChallenge when the
// card wants 3-D Secure.
func (s *Server) Pay(sessionID, number string) error {
	return s.change(func(x *tx) error { return x.payCard(sessionID, number) })
}

// Challenge answers the 3-D Secure question that Pay reported.
func (s *Server) Challenge(sessionID string, approve bool) error {
	return s.change(func(x *tx) error { return x.challenge(sessionID, approve) })
}

// IssuePix shows the session's Pix code without paying it.
func (s *Server) IssuePix(sessionID string) error {
	return s.change(func(x *tx) error {
		_, err := x.issuePix(sessionID)
		return err
	})
}

// PayPix pays the session's Pix code, issuing it first where needed.
func (s *Server) PayPix(sessionID string) error {
	return s.change(func(x *tx) error {
		p, err := x.issuePix(sessionID)
		if err != nil {
			return err
		}
		return x.payPix(p.ID)
	})
}

// ExpirePix makes the session's Pix code run out now.
func (s *Server) ExpirePix(sessionID string) error { return s.expirePending(sessionID, Pix) }

// IssueBoleto prints the session's voucher, which completes the session unpaid.
func (s *Server) IssueBoleto(sessionID string) error {
	return s.change(func(x *tx) error {
		_, err := x.issueBoleto(sessionID)
		return err
	})
}

// PayBoleto is the bank reporting the voucher as paid.
func (s *Server) PayBoleto(sessionID string) error {
	return s.change(func(x *tx) error {
		row := get(x, x.st.sessions, sessionID)
		if row == nil {
			return ErrNoSession
		}
		return x.payBoleto(string(row.PaymentIntent))
	})
}

// ExpireBoleto makes the voucher run out now.
func (s *Server) ExpireBoleto(sessionID string) error { return s.expirePending(sessionID, Boleto) }

func (s *Server) expirePending(sessionID, method string) error {
	return s.change(func(x *tx) error {
		row := get(x, x.st.sessions, sessionID)
		if row == nil {
			return ErrNoSession
		}
		p, err := x.pending(string(row.PaymentIntent), method)
		if err != nil {
			return err
		}
		x.expireCode(p)
		return nil
	})
}

// ExpireSession expires an open session, whatever the clock says.
func (s *Server) ExpireSession(sessionID string) error {
	return s.change(func(x *tx) error {
		row := get(x, x.st.sessions, sessionID)
		switch {
		case row == nil:
			return ErrNoSession
		case row.Status != "open":
			return ErrNotOpen
		}
		x.expireSession(row)
		return nil
	})
}

// FailRefund lets a refund fail afterwards, as a bank may days later.
func (s *Server) FailRefund(refundID string) error {
	return s.change(func(x *tx) error {
		r := get(x, x.st.refunds, refundID)
		if r == nil || r.Status == "failed" {
			return ErrNoPending
		}
		x.settleRefund(r, "failed")
		return nil
	})
}

// Dispute opens a dispute over a successful charge and returns its id. Reasons
// are Stripe's: fraudulent, product_not_received, …
func (s *Server) Dispute(chargeID, reason string) (string, error) {
	id := ""
	err := s.change(func(x *tx) error {
		c := get(x, x.st.charges, chargeID)
		if c == nil || c.Status != "succeeded" || c.Disputed {
			return ErrNoPending
		}
		id = x.openDispute(c, reason, false).ID
		return nil
	})
	return id, err
}

// CloseDispute ends a dispute, won or lost by the shop.
func (s *Server) CloseDispute(disputeID string, won bool) error {
	return s.change(func(x *tx) error {
		d := get(x, x.st.disputes, disputeID)
		if d == nil || d.Status == "won" || d.Status == "lost" {
			return ErrNoPending
		}
		status := "lost"
		if won {
			status = "won"
		}
		x.closeDispute(d, status)
		return nil
	})
}
