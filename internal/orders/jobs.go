package orders

import "github.com/riverqueue/river"

// mailTries is how often a mail is tried: by River's growing pauses that is two
// days, longer than a mail server is away. After the last try the mail counts as
// failed.
const mailTries = 16

// mailJob is part of the arguments of every job that sends a mail.
type mailJob struct{}

// InsertOpts implements river.JobArgsWithInsertOpts.
func (mailJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: "mail", MaxAttempts: mailTries}
}

// PaidMailArgs asks for the confirmation mail of a paid order.
type PaidMailArgs struct {
	mailJob
	OrderID int64 `json:"order_id"`
}

// Kind implements river.JobArgs.
func (PaidMailArgs) Kind() string { return "mail_order_paid" }

// CodeMailArgs asks for the mail that carries the link to an issued Pix or
// boleto code.
type CodeMailArgs struct {
	mailJob
	OrderID   int64 `json:"order_id"`
	AttemptID int64 `json:"attempt_id"`
}

// Kind implements river.JobArgs.
func (CodeMailArgs) Kind() string { return "mail_order_code" }

// ShippedMailArgs asks for the mail that an order is on its way.
type ShippedMailArgs struct {
	mailJob
	OrderID    int64 `json:"order_id"`
	ShipmentID int64 `json:"shipment_id"`
}

// Kind implements river.JobArgs.
func (ShippedMailArgs) Kind() string { return "mail_order_shipped" }

// RefundMailArgs asks for the mail about a refund: that the money left, or that
// the store needs to know where to send it.
type RefundMailArgs struct {
	mailJob
	OrderID  int64 `json:"order_id"`
	RefundID int64 `json:"refund_id"`
}

// Kind implements river.JobArgs.
func (RefundMailArgs) Kind() string { return "mail_order_refund" }

// CancelledMailArgs asks for the mail that an order was cancelled.
type CancelledMailArgs struct {
	mailJob
	OrderID int64 `json:"order_id"`
}

// Kind implements river.JobArgs.
func (CancelledMailArgs) Kind() string { return "mail_order_cancelled" }

// LinkMailArgs asks for the mail that carries the order's link, after the
// customer's address was corrected. Version is the order's token version.
type LinkMailArgs struct {
	mailJob
	OrderID int64 `json:"order_id"`
	Version int   `json:"version"`
}

// Kind implements river.JobArgs.
func (LinkMailArgs) Kind() string { return "mail_order_link" }

// MailAgainArgs asks for a mail that was sent before to be sent again. Key is the
// first one's, Nonce makes this one another.
type MailAgainArgs struct {
	mailJob
	OrderID int64  `json:"order_id"`
	Key     string `json:"key"`
	Nonce   string `json:"nonce"`
}

// Kind implements river.JobArgs.
func (MailAgainArgs) Kind() string { return "mail_order_again" }

// UnpaidMailArgs asks for the mail that an order waits for its payment, with the
// link to pay it.
type UnpaidMailArgs struct {
	mailJob
	OrderID int64 `json:"order_id"`
}

// Kind implements river.JobArgs.
func (UnpaidMailArgs) Kind() string { return "mail_order_unpaid" }

// DeadlineMailArgs asks for the mail that an issued code expires soon.
type DeadlineMailArgs struct {
	mailJob
	OrderID   int64 `json:"order_id"`
	AttemptID int64 `json:"attempt_id"`
}

// Kind implements river.JobArgs.
func (DeadlineMailArgs) Kind() string { return "mail_order_deadline" }

// ExpiredMailArgs asks for the mail that nobody paid an order in time.
type ExpiredMailArgs struct {
	mailJob
	OrderID int64 `json:"order_id"`
}

// Kind implements river.JobArgs.
func (ExpiredMailArgs) Kind() string { return "mail_order_expired" }

// DeliveredMailArgs asks for the mail that a shipment has arrived.
type DeliveredMailArgs struct {
	mailJob
	OrderID    int64 `json:"order_id"`
	ShipmentID int64 `json:"shipment_id"`
}

// Kind implements river.JobArgs.
func (DeliveredMailArgs) Kind() string { return "mail_order_delivered" }

// StaffMailArgs asks for the mail that tells the staff of a paid order, if they
// want to hear of each.
type StaffMailArgs struct {
	mailJob
	OrderID int64 `json:"order_id"`
}

// Kind implements river.JobArgs.
func (StaffMailArgs) Kind() string { return "mail_staff_paid" }

// BackorderMailArgs asks for the mail that an order waits for stock.
type BackorderMailArgs struct {
	mailJob
	OrderID int64 `json:"order_id"`
}

// Kind implements river.JobArgs.
func (BackorderMailArgs) Kind() string { return "mail_order_backorder" }

// DigestMailArgs asks for the mail that sums up a day for the staff. Day is
// written as 2026-11-23, in Brasília.
type DigestMailArgs struct {
	mailJob
	Day string `json:"day"`
}

// Kind implements river.JobArgs.
func (DigestMailArgs) Kind() string { return "mail_staff_digest" }
