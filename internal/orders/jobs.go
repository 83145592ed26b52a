package orders

// PaidMailArgs asks for the confirmation mail of a paid order.
type PaidMailArgs struct {
	OrderID int64 `json:"order_id"`
}

// Kind implements river.JobArgs.
func (PaidMailArgs) Kind() string { return "mail_order_paid" }

// CodeMailArgs asks for the mail that carries the link to an issued Pix or
// boleto code.
type CodeMailArgs struct {
	OrderID   int64 `json:"order_id"`
	AttemptID int64 `json:"attempt_id"`
}

// Kind implements river.JobArgs.
func (CodeMailArgs) Kind() string { return "mail_order_code" }

// ShippedMailArgs asks for the mail that an order is on its way.
type ShippedMailArgs struct {
	OrderID    int64 `json:"order_id"`
	ShipmentID int64 `json:"shipment_id"`
}

// Kind implements river.JobArgs.
func (ShippedMailArgs) Kind() string { return "mail_order_shipped" }

// RefundMailArgs asks for the mail about a refund: that the money left, or that
// the store needs to know where to send it.
type RefundMailArgs struct {
	OrderID  int64 `json:"order_id"`
	RefundID int64 `json:"refund_id"`
}

// Kind implements river.JobArgs.
func (RefundMailArgs) Kind() string { return "mail_order_refund" }

// CancelledMailArgs asks for the mail that an order was cancelled.
type CancelledMailArgs struct {
	OrderID int64 `json:"order_id"`
}

// Kind implements river.JobArgs.
func (CancelledMailArgs) Kind() string { return "mail_order_cancelled" }

// LinkMailArgs asks for the mail that carries the order's link, after the
// customer's address was corrected. Version is the order's token version.
type LinkMailArgs struct {
	OrderID int64 `json:"order_id"`
	Version int   `json:"version"`
}

// Kind implements river.JobArgs.
func (LinkMailArgs) Kind() string { return "mail_order_link" }

// MailAgainArgs asks for a mail that was sent before to be sent again. Key is the
// first one's, Nonce makes this one another.
type MailAgainArgs struct {
	OrderID int64  `json:"order_id"`
	Key     string `json:"key"`
	Nonce   string `json:"nonce"`
}

// Kind implements river.JobArgs.
func (MailAgainArgs) Kind() string { return "mail_order_again" }
