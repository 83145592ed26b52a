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
