package stripesandbox

import "encoding/json"

// APIVersion is the only version the sandbox speaks: the one stripe-go v76
// pins.
const APIVersion = "2023-10-16"

// Nullable is a string that travels as null when it is empty, which is how
// Stripe writes a field that has no value.
type Nullable string

// MarshalJSON writes null for the empty string.
func (n Nullable) MarshalJSON() ([]byte, error) {
	if n == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(n))
}

// null is a field that this sandbox never fills.
type null = *struct{}

// metadata is never null on the wire.
type metadata map[string]string

func (m metadata) MarshalJSON() ([]byte, error) {
	if len(m) == 0 {
		return []byte("{}"), nil
	}
	return json.Marshal(map[string]string(m))
}

// merged returns m changed as Stripe changes metadata: "" deletes a key.
func (m metadata) merged(with map[string]string) metadata {
	out := metadata{}
	for k, v := range m {
		out[k] = v
	}
	for k, v := range with {
		if v == "" {
			delete(out, k)
			continue
		}
		out[k] = v
	}
	return out
}

// Address is a postal address.
type Address struct {
	City       Nullable `json:"city"`
	Country    Nullable `json:"country"`
	Line1      Nullable `json:"line1"`
	Line2      Nullable `json:"line2"`
	PostalCode Nullable `json:"postal_code"`
	State      Nullable `json:"state"`
}

// Shipping says where a parcel goes.
type Shipping struct {
	Address        Address  `json:"address"`
	Carrier        Nullable `json:"carrier,omitempty"`
	Name           Nullable `json:"name"`
	Phone          Nullable `json:"phone"`
	TrackingNumber Nullable `json:"tracking_number,omitempty"`
}

// Customer is a buyer that the shop registered.
type Customer struct {
	ID                  string          `json:"id"`
	Object              string          `json:"object"`
	Address             *Address        `json:"address"`
	Balance             int64           `json:"balance"`
	Created             int64           `json:"created"`
	Currency            Nullable        `json:"currency"`
	DefaultSource       null            `json:"default_source"`
	Delinquent          bool            `json:"delinquent"`
	Description         Nullable        `json:"description"`
	Discount            null            `json:"discount"`
	Email               Nullable        `json:"email"`
	InvoicePrefix       string          `json:"invoice_prefix"`
	InvoiceSettings     invoiceSettings `json:"invoice_settings"`
	Livemode            bool            `json:"livemode"`
	Metadata            metadata        `json:"metadata"`
	Name                Nullable        `json:"name"`
	NextInvoiceSequence int64           `json:"next_invoice_sequence"`
	Phone               Nullable        `json:"phone"`
	PreferredLocales    []string        `json:"preferred_locales"`
	Shipping            *Shipping       `json:"shipping"`
	TaxExempt           string          `json:"tax_exempt"`
	TestClock           null            `json:"test_clock"`
}

type invoiceSettings struct {
	CustomFields         null `json:"custom_fields"`
	DefaultPaymentMethod null `json:"default_payment_method"`
	Footer               null `json:"footer"`
	RenderingOptions     null `json:"rendering_options"`
}

type deletedCustomer struct {
	ID      string `json:"id"`
	Object  string `json:"object"`
	Deleted bool   `json:"deleted"`
}

// Event tells the shop of a change. Data.Object is the object as it was then.
type Event struct {
	ID              string       `json:"id"`
	Object          string       `json:"object"`
	APIVersion      string       `json:"api_version"`
	Created         int64        `json:"created"`
	Data            EventData    `json:"data"`
	Livemode        bool         `json:"livemode"`
	PendingWebhooks int          `json:"pending_webhooks"`
	Request         eventRequest `json:"request"`
	Type            string       `json:"type"`
}

// EventData holds the snapshot and, for a change, the values before it.
type EventData struct {
	Object             json.RawMessage `json:"object"`
	PreviousAttributes map[string]any  `json:"previous_attributes,omitempty"`
}

type eventRequest struct {
	ID             Nullable `json:"id"`
	IdempotencyKey Nullable `json:"idempotency_key"`
}

// BalanceTransaction is one entry of the account's ledger.
type BalanceTransaction struct {
	ID                string      `json:"id"`
	Object            string      `json:"object"`
	Amount            int64       `json:"amount"`
	AvailableOn       int64       `json:"available_on"`
	Created           int64       `json:"created"`
	Currency          string      `json:"currency"`
	Description       Nullable    `json:"description"`
	ExchangeRate      null        `json:"exchange_rate"`
	Fee               int64       `json:"fee"`
	FeeDetails        []FeeDetail `json:"fee_details"`
	Net               int64       `json:"net"`
	ReportingCategory string      `json:"reporting_category"`
	Source            Nullable    `json:"source"`
	Status            string      `json:"status"`
	Type              string      `json:"type"`
}

// FeeDetail is one part of a fee.
type FeeDetail struct {
	Amount      int64    `json:"amount"`
	Application null     `json:"application"`
	Currency    string   `json:"currency"`
	Description Nullable `json:"description"`
	Type        string   `json:"type"`
}

// list is a page of objects.
type list struct {
	Object  string `json:"object"`
	Data    []any  `json:"data"`
	HasMore bool   `json:"has_more"`
	URL     string `json:"url"`
}
