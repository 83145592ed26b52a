package stripesandbox

// Session is a Checkout Session: one hosted payment page.
type Session struct {
	ID                         string           `json:"id"`
	Object                     string           `json:"object"`
	AfterExpiration            null             `json:"after_expiration"`
	AllowPromotionCodes        null             `json:"allow_promotion_codes"`
	AmountSubtotal             int64            `json:"amount_subtotal"`
	AmountTotal                int64            `json:"amount_total"`
	AutomaticTax               automaticTax     `json:"automatic_tax"`
	BillingAddressCollection   Nullable         `json:"billing_address_collection"`
	CancelURL                  Nullable         `json:"cancel_url"`
	ClientReferenceID          Nullable         `json:"client_reference_id"`
	ClientSecret               null             `json:"client_secret"`
	Consent                    null             `json:"consent"`
	ConsentCollection          null             `json:"consent_collection"`
	Created                    int64            `json:"created"`
	Currency                   string           `json:"currency"`
	CurrencyConversion         null             `json:"currency_conversion"`
	CustomFields               []struct{}       `json:"custom_fields"`
	CustomText                 customText       `json:"custom_text"`
	Customer                   Nullable         `json:"customer"`
	CustomerCreation           Nullable         `json:"customer_creation"`
	CustomerDetails            *CustomerDetails `json:"customer_details"`
	CustomerEmail              Nullable         `json:"customer_email"`
	ExpiresAt                  int64            `json:"expires_at"`
	Invoice                    null             `json:"invoice"`
	InvoiceCreation            null             `json:"invoice_creation"`
	Livemode                   bool             `json:"livemode"`
	Locale                     Nullable         `json:"locale"`
	Metadata                   metadata         `json:"metadata"`
	Mode                       string           `json:"mode"`
	PaymentIntent              Nullable         `json:"payment_intent"`
	PaymentLink                null             `json:"payment_link"`
	PaymentMethodCollection    string           `json:"payment_method_collection"`
	PaymentMethodConfigDetails null             `json:"payment_method_configuration_details"`
	PaymentMethodOptions       methodOptions    `json:"payment_method_options"`
	PaymentMethodTypes         []string         `json:"payment_method_types"`
	PaymentStatus              string           `json:"payment_status"`
	PhoneNumberCollection      enabled          `json:"phone_number_collection"`
	RecoveredFrom              null             `json:"recovered_from"`
	SetupIntent                null             `json:"setup_intent"`
	ShippingAddressCollection  null             `json:"shipping_address_collection"`
	ShippingCost               null             `json:"shipping_cost"`
	ShippingDetails            null             `json:"shipping_details"`
	ShippingOptions            []struct{}       `json:"shipping_options"`
	Status                     string           `json:"status"`
	SubmitType                 Nullable         `json:"submit_type"`
	Subscription               null             `json:"subscription"`
	SuccessURL                 Nullable         `json:"success_url"`
	TotalDetails               totalDetails     `json:"total_details"`
	UIMode                     string           `json:"ui_mode"`
	URL                        Nullable         `json:"url"`
}

type automaticTax struct {
	Enabled bool `json:"enabled"`
	Status  null `json:"status"`
}

type customText struct {
	AfterSubmit     null `json:"after_submit"`
	ShippingAddress null `json:"shipping_address"`
	Submit          null `json:"submit"`
	Terms           null `json:"terms_of_service_acceptance"`
}

// CustomerDetails is what is known of the buyer of one session.
type CustomerDetails struct {
	Address   *Address   `json:"address"`
	Email     Nullable   `json:"email"`
	Name      Nullable   `json:"name"`
	Phone     Nullable   `json:"phone"`
	TaxExempt string     `json:"tax_exempt"`
	TaxIDs    []struct{} `json:"tax_ids"`
}

type enabled struct {
	Enabled bool `json:"enabled"`
}

type totalDetails struct {
	AmountDiscount int64 `json:"amount_discount"`
	AmountShipping int64 `json:"amount_shipping"`
	AmountTax      int64 `json:"amount_tax"`
}

type methodOptions struct {
	Boleto *boletoOptions `json:"boleto,omitempty"`
	Card   *cardOptions   `json:"card,omitempty"`
	Pix    *pixOptions    `json:"pix,omitempty"`
}

type boletoOptions struct {
	ExpiresAfterDays int64 `json:"expires_after_days"`
}

type cardOptions struct {
	Installments        *enabled `json:"installments,omitempty"`
	RequestThreeDSecure string   `json:"request_three_d_secure"`
}

type pixOptions struct {
	ExpiresAfterSeconds int64 `json:"expires_after_seconds"`
}

// LineItem is one line of the hosted page.
type LineItem struct {
	ID             string `json:"id"`
	Object         string `json:"object"`
	AmountDiscount int64  `json:"amount_discount"`
	AmountSubtotal int64  `json:"amount_subtotal"`
	AmountTax      int64  `json:"amount_tax"`
	AmountTotal    int64  `json:"amount_total"`
	Currency       string `json:"currency"`
	Description    string `json:"description"`
	Price          *price `json:"price"`
	Quantity       int64  `json:"quantity"`
}

type price struct {
	ID                string   `json:"id"`
	Object            string   `json:"object"`
	Active            bool     `json:"active"`
	BillingScheme     string   `json:"billing_scheme"`
	Created           int64    `json:"created"`
	Currency          string   `json:"currency"`
	CustomUnitAmount  null     `json:"custom_unit_amount"`
	Livemode          bool     `json:"livemode"`
	LookupKey         null     `json:"lookup_key"`
	Metadata          metadata `json:"metadata"`
	Nickname          null     `json:"nickname"`
	Product           string   `json:"product"`
	Recurring         null     `json:"recurring"`
	TaxBehavior       string   `json:"tax_behavior"`
	TiersMode         null     `json:"tiers_mode"`
	TransformQuantity null     `json:"transform_quantity"`
	Type              string   `json:"type"`
	UnitAmount        int64    `json:"unit_amount"`
	UnitAmountDecimal string   `json:"unit_amount_decimal"`
}
