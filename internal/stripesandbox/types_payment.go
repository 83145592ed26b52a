package stripesandbox

// PaymentIntent is one attempt of a session to collect its total.
type PaymentIntent struct {
	ID                         string        `json:"id"`
	Object                     string        `json:"object"`
	Amount                     int64         `json:"amount"`
	AmountCapturable           int64         `json:"amount_capturable"`
	AmountDetails              amountDetails `json:"amount_details"`
	AmountReceived             int64         `json:"amount_received"`
	Application                null          `json:"application"`
	ApplicationFeeAmount       null          `json:"application_fee_amount"`
	AutomaticPaymentMethods    null          `json:"automatic_payment_methods"`
	CanceledAt                 *int64        `json:"canceled_at"`
	CancellationReason         Nullable      `json:"cancellation_reason"`
	CaptureMethod              string        `json:"capture_method"`
	ClientSecret               string        `json:"client_secret"`
	ConfirmationMethod         string        `json:"confirmation_method"`
	Created                    int64         `json:"created"`
	Currency                   string        `json:"currency"`
	Customer                   Nullable      `json:"customer"`
	Description                Nullable      `json:"description"`
	Invoice                    null          `json:"invoice"`
	LastPaymentError           *PaymentError `json:"last_payment_error"`
	LatestCharge               Nullable      `json:"latest_charge"`
	Livemode                   bool          `json:"livemode"`
	Metadata                   metadata      `json:"metadata"`
	NextAction                 *NextAction   `json:"next_action"`
	OnBehalfOf                 null          `json:"on_behalf_of"`
	PaymentMethod              Nullable      `json:"payment_method"`
	PaymentMethodConfigDetails null          `json:"payment_method_configuration_details"`
	PaymentMethodOptions       methodOptions `json:"payment_method_options"`
	PaymentMethodTypes         []string      `json:"payment_method_types"`
	Processing                 null          `json:"processing"`
	ReceiptEmail               Nullable      `json:"receipt_email"`
	Review                     null          `json:"review"`
	SetupFutureUsage           Nullable      `json:"setup_future_usage"`
	Shipping                   *Shipping     `json:"shipping"`
	StatementDescriptor        Nullable      `json:"statement_descriptor"`
	StatementDescriptorSuffix  Nullable      `json:"statement_descriptor_suffix"`
	Status                     string        `json:"status"`
	TransferData               null          `json:"transfer_data"`
	TransferGroup              null          `json:"transfer_group"`
}

type amountDetails struct {
	Tip struct{} `json:"tip"`
}

// PaymentError says why the last attempt of an intent failed.
type PaymentError struct {
	Charge        string         `json:"charge,omitempty"`
	Code          string         `json:"code"`
	DeclineCode   string         `json:"decline_code,omitempty"`
	DocURL        string         `json:"doc_url"`
	Message       string         `json:"message"`
	PaymentMethod *paymentMethod `json:"payment_method,omitempty"`
	Type          string         `json:"type"`
}

type paymentMethod struct {
	ID             string         `json:"id"`
	Object         string         `json:"object"`
	BillingDetails BillingDetails `json:"billing_details"`
	Boleto         *boletoDetails `json:"boleto,omitempty"`
	Card           *cardDetails   `json:"card,omitempty"`
	Created        int64          `json:"created"`
	Customer       Nullable       `json:"customer"`
	Livemode       bool           `json:"livemode"`
	Metadata       metadata       `json:"metadata"`
	Pix            *struct{}      `json:"pix,omitempty"`
	Type           string         `json:"type"`
}

// NextAction says what the buyer has to do before an intent can go on.
type NextAction struct {
	Type          string         `json:"type"`
	Boleto        *BoletoDisplay `json:"boleto_display_details,omitempty"`
	Pix           *PixDisplay    `json:"pix_display_qr_code,omitempty"`
	RedirectToURL *Redirect      `json:"redirect_to_url,omitempty"`
}

// BoletoDisplay is an issued voucher.
type BoletoDisplay struct {
	ExpiresAt        int64  `json:"expires_at"`
	HostedVoucherURL string `json:"hosted_voucher_url"`
	Number           string `json:"number"`
	PDF              string `json:"pdf"`
}

// PixDisplay is an issued Pix code.
type PixDisplay struct {
	Data                  string `json:"data"`
	ExpiresAt             int64  `json:"expires_at"`
	HostedInstructionsURL string `json:"hosted_instructions_url"`
	ImageURLPNG           string `json:"image_url_png"`
	ImageURLSVG           string `json:"image_url_svg"`
}

// Redirect is the address of a 3-D Secure challenge.
type Redirect struct {
	ReturnURL string `json:"return_url"`
	URL       string `json:"url"`
}

// BillingDetails is what the buyer gave with the payment method.
type BillingDetails struct {
	Address Address  `json:"address"`
	Email   Nullable `json:"email"`
	Name    Nullable `json:"name"`
	Phone   Nullable `json:"phone"`
}

// Charge is one movement of money, or a failed try at it.
type Charge struct {
	ID                        string         `json:"id"`
	Object                    string         `json:"object"`
	Amount                    int64          `json:"amount"`
	AmountCaptured            int64          `json:"amount_captured"`
	AmountRefunded            int64          `json:"amount_refunded"`
	Application               null           `json:"application"`
	ApplicationFee            null           `json:"application_fee"`
	ApplicationFeeAmount      null           `json:"application_fee_amount"`
	BalanceTransaction        Nullable       `json:"balance_transaction"`
	BillingDetails            BillingDetails `json:"billing_details"`
	CalculatedDescriptor      Nullable       `json:"calculated_statement_descriptor"`
	Captured                  bool           `json:"captured"`
	Created                   int64          `json:"created"`
	Currency                  string         `json:"currency"`
	Customer                  Nullable       `json:"customer"`
	Description               Nullable       `json:"description"`
	Disputed                  bool           `json:"disputed"`
	FailureBalanceTransaction null           `json:"failure_balance_transaction"`
	FailureCode               Nullable       `json:"failure_code"`
	FailureMessage            Nullable       `json:"failure_message"`
	FraudDetails              struct{}       `json:"fraud_details"`
	Invoice                   null           `json:"invoice"`
	Livemode                  bool           `json:"livemode"`
	Metadata                  metadata       `json:"metadata"`
	OnBehalfOf                null           `json:"on_behalf_of"`
	Outcome                   *Outcome       `json:"outcome"`
	Paid                      bool           `json:"paid"`
	PaymentIntent             Nullable       `json:"payment_intent"`
	PaymentMethod             Nullable       `json:"payment_method"`
	PaymentMethodDetails      MethodDetails  `json:"payment_method_details"`
	ReceiptEmail              Nullable       `json:"receipt_email"`
	ReceiptNumber             null           `json:"receipt_number"`
	ReceiptURL                Nullable       `json:"receipt_url"`
	Refunded                  bool           `json:"refunded"`
	Review                    null           `json:"review"`
	Shipping                  *Shipping      `json:"shipping"`
	SourceTransfer            null           `json:"source_transfer"`
	StatementDescriptor       Nullable       `json:"statement_descriptor"`
	StatementDescriptorSuffix Nullable       `json:"statement_descriptor_suffix"`
	Status                    string         `json:"status"`
	TransferData              null           `json:"transfer_data"`
	TransferGroup             null           `json:"transfer_group"`
}

// Outcome is the network's and Radar's verdict on a charge.
type Outcome struct {
	NetworkStatus string   `json:"network_status"`
	Reason        Nullable `json:"reason"`
	RiskLevel     string   `json:"risk_level"`
	RiskScore     int      `json:"risk_score"`
	SellerMessage string   `json:"seller_message"`
	Type          string   `json:"type"`
}

// MethodDetails says how a charge was paid; Type is card, pix or boleto.
type MethodDetails struct {
	Boleto *boletoDetails `json:"boleto,omitempty"`
	Card   *cardDetails   `json:"card,omitempty"`
	Pix    *pixDetails    `json:"pix,omitempty"`
	Type   string         `json:"type"`
}

type boletoDetails struct {
	TaxID string `json:"tax_id"`
}

type pixDetails struct {
	BankTransactionID Nullable `json:"bank_transaction_id"`
}

type cardDetails struct {
	AmountAuthorized int64      `json:"amount_authorized,omitempty"`
	Brand            string     `json:"brand"`
	Checks           cardChecks `json:"checks"`
	Country          string     `json:"country"`
	ExpMonth         int        `json:"exp_month"`
	ExpYear          int        `json:"exp_year"`
	Fingerprint      string     `json:"fingerprint"`
	Funding          string     `json:"funding"`
	Installments     null       `json:"installments"`
	Last4            string     `json:"last4"`
	Mandate          null       `json:"mandate"`
	Network          string     `json:"network"`
	ThreeDSecure     *threeDS   `json:"three_d_secure"`
	Wallet           null       `json:"wallet"`
}

type cardChecks struct {
	Line1      Nullable `json:"address_line1_check"`
	PostalCode Nullable `json:"address_postal_code_check"`
	CVC        Nullable `json:"cvc_check"`
}

type threeDS struct {
	AuthenticationFlow Nullable `json:"authentication_flow"`
	Result             string   `json:"result"`
	ResultReason       Nullable `json:"result_reason"`
	Version            string   `json:"version"`
}

// Refund gives money of a charge back.
type Refund struct {
	ID                        string             `json:"id"`
	Object                    string             `json:"object"`
	Amount                    int64              `json:"amount"`
	BalanceTransaction        Nullable           `json:"balance_transaction"`
	Charge                    Nullable           `json:"charge"`
	Created                   int64              `json:"created"`
	Currency                  string             `json:"currency"`
	DestinationDetails        *refundDestination `json:"destination_details,omitempty"`
	FailureBalanceTransaction string             `json:"failure_balance_transaction,omitempty"`
	FailureReason             string             `json:"failure_reason,omitempty"`
	Metadata                  metadata           `json:"metadata"`
	PaymentIntent             Nullable           `json:"payment_intent"`
	Reason                    Nullable           `json:"reason"`
	ReceiptNumber             null               `json:"receipt_number"`
	SourceTransferReversal    null               `json:"source_transfer_reversal"`
	Status                    string             `json:"status"`
	TransferReversal          null               `json:"transfer_reversal"`
}

type refundDestination struct {
	Card *cardRefund `json:"card,omitempty"`
	Pix  *struct{}   `json:"pix,omitempty"`
	Type string      `json:"type"`
}

type cardRefund struct {
	Type string `json:"type"`
}

// Dispute is a buyer's objection to a charge.
type Dispute struct {
	ID                  string                `json:"id"`
	Object              string                `json:"object"`
	Amount              int64                 `json:"amount"`
	BalanceTransactions []*BalanceTransaction `json:"balance_transactions"`
	Charge              string                `json:"charge"`
	Created             int64                 `json:"created"`
	Currency            string                `json:"currency"`
	Evidence            map[string]null       `json:"evidence"`
	EvidenceDetails     evidenceDetails       `json:"evidence_details"`
	IsChargeRefundable  bool                  `json:"is_charge_refundable"`
	Livemode            bool                  `json:"livemode"`
	Metadata            metadata              `json:"metadata"`
	PaymentIntent       Nullable              `json:"payment_intent"`
	Reason              string                `json:"reason"`
	Status              string                `json:"status"`
}

type evidenceDetails struct {
	DueBy           int64 `json:"due_by"`
	HasEvidence     bool  `json:"has_evidence"`
	PastDue         bool  `json:"past_due"`
	SubmissionCount int   `json:"submission_count"`
}
