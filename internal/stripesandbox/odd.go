package stripesandbox

import "time"

// PayLate is money that arrives although the session or its code is over: the bank
// took it and tells late.
func (s *Server) PayLate(sessionID string) error {
	return s.change(func(x *tx) error { return x.force(sessionID, 0, "") })
}

// PayOther pays a session with another amount, in another currency where one is
// given: what an integration must survive, though Stripe's own page never does it.
func (s *Server) PayOther(sessionID string, amount int64, currency string) error {
	return s.change(func(x *tx) error { return x.force(sessionID, amount, currency) })
}

// FailAfterPaid reports a failure of a payment that has succeeded. Nothing about
// the payment changes.
func (s *Server) FailAfterPaid(sessionID string) error {
	return s.change(func(x *tx) error {
		row := get(x, x.st.sessions, sessionID)
		if row == nil {
			return ErrNoSession
		}
		p := get(x, x.st.intents, string(row.PaymentIntent))
		if p == nil || p.Status != "succeeded" {
			return ErrNoPending
		}
		x.emit("payment_intent.payment_failed", &p.PaymentIntent, nil)
		x.emit("checkout.session.async_payment_failed", &row.Session, nil)
		return nil
	})
}

// force books a payment by the session's method whatever the session's state.
func (x *tx) force(sessionID string, amount int64, currency string) error {
	row := get(x, x.st.sessions, sessionID)
	if row == nil {
		return ErrNoSession
	}
	p := x.confirm(row)
	if p.Status == "succeeded" {
		return ErrNotOpen
	}
	if amount > 0 {
		p.Amount = amount
	}
	if currency != "" {
		p.Currency = currency
	}
	var how MethodDetails
	prefix := "py_3"
	switch how.Type = row.PaymentMethodTypes[0]; how.Type {
	case Pix:
		how.Pix = &pixDetails{BankTransactionID: Nullable("E" + randomFrom(digits, 31))}
	case Boleto:
		how.Boleto = &boletoDetails{TaxID: "00000000000191"}
	default:
		prefix = "ch_3"
		how.Card = x.cardMethod(testCards["4242424242424242"], p).Card
	}
	row = x.settle(p, x.newCharge(p, prefix, how, Nullable(newID("pm_1", 23))), 0, 24*time.Hour)
	if row.Status == "open" {
		x.complete(row)
		return nil
	}
	put(x, x.st.sessions, row.ID, row)
	x.emit("checkout.session.async_payment_succeeded", &row.Session, nil)
	return nil
}
