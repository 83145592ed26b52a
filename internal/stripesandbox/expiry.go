package stripesandbox

// expireSession closes an open session: its page takes no more payment and
// its intent, with any Pix code it shows, is cancelled.
func (x *tx) expireSession(row *sessionRow) {
	if p := get(x, x.st.intents, string(row.PaymentIntent)); p != nil && p.Status != "succeeded" && p.Status != "canceled" {
		x.cancelIntent(p, "automatic")
	}
	row.Status, row.URL = "expired", ""
	put(x, x.st.sessions, row.ID, row)
	x.emit("checkout.session.expired", &row.Session, nil)
}

func (x *tx) cancelIntent(p *intentRow, reason string) {
	at := x.now.Unix()
	p.Status, p.CanceledAt, p.CancellationReason = "canceled", &at, Nullable(reason)
	p.NextAction, p.Challenge = nil, ""
	put(x, x.st.intents, p.ID, p)
	x.emit("payment_intent.canceled", &p.PaymentIntent, nil)
}

// expireCode fails the attempt whose Pix code or boleto ran out. A Pix session
// stays open for another attempt; a boleto session was complete when the
// voucher was issued, so its payment has failed for good.
func (x *tx) expireCode(p *intentRow) {
	method := "pix"
	message := "The Pix code expired before it was paid."
	if p.NextAction.Boleto != nil {
		method, message = "boleto", "The boleto expired before it was paid."
	}
	x.failIntent(p, &PaymentError{
		Code: "payment_intent_payment_attempt_expired", Message: message, Type: "invalid_request_error",
		PaymentMethod: &paymentMethod{
			ID: string(p.PaymentMethod), Object: "payment_method", Type: method, Created: x.now.Unix(),
		},
	})
	if method == "boleto" {
		if row := get(x, x.st.sessions, p.SessionID); row != nil {
			x.emit("checkout.session.async_payment_failed", &row.Session, nil)
		}
	}
}

// failIntent takes the intent back to where a new attempt may begin.
func (x *tx) failIntent(p *intentRow, why *PaymentError) {
	why.DocURL = docURL(why.Code)
	p.Status, p.NextAction, p.Challenge = "requires_payment_method", nil, ""
	p.LastPaymentError, p.PaymentMethod = why, ""
	put(x, x.st.intents, p.ID, p)
	x.emit("payment_intent.payment_failed", &p.PaymentIntent, nil)
}
