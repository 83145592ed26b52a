package payments

// EventArgs asks a worker to act on an event of the inbox.
type EventArgs struct {
	EventID string `json:"event_id"`
}

// Kind implements river.JobArgs.
func (EventArgs) Kind() string { return "payment_event" }
