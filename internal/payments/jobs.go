package payments

// RefusedArgs asks a worker to tell staff of an attempt that Stripe refused to
// open.
type RefusedArgs struct {
	AttemptID int64 `json:"attempt_id"`
}

// Kind implements river.JobArgs.
func (RefusedArgs) Kind() string { return "mail_staff_refused" }

// EventArgs asks a worker to act on an event of the inbox.
type EventArgs struct {
	EventID string `json:"event_id"`
}

// Kind implements river.JobArgs.
func (EventArgs) Kind() string { return "payment_event" }

// RefundArgs asks a worker to carry out a refund at Stripe.
type RefundArgs struct {
	RefundID int64 `json:"refund_id"`
}

// Kind implements river.JobArgs.
func (RefundArgs) Kind() string { return "payment_refund" }
