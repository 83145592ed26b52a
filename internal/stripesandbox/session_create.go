package stripesandbox

import (
	"strings"
	"time"
)

// sessionTemplate is replaced by the session's id in success_url.
const sessionTemplate = "{CHECKOUT_SESSION_ID}"

// A session lives at least 30 minutes and at most, and by default, 24 hours.
const (
	sessionShortest = 30 * time.Minute
	sessionLongest  = 24 * time.Hour
)

var locales = strings.Fields(`auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt
	lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW`)

func (x *tx) createSession(c *call) (any, error) {
	p := c.params
	row := &sessionRow{Session: Session{
		ID: newID("cs_test_a1", 58), Object: "checkout.session", Created: x.now.Unix(),
		CustomFields: []struct{}{}, Mode: "payment", PaymentMethodCollection: "if_required",
		PaymentStatus: "unpaid", ShippingOptions: []struct{}{}, Status: "open", UIMode: "hosted",
	}}
	p.need("mode", 20)
	p.oneOf("mode", "payment")
	p.oneOf("ui_mode", "hosted")
	row.SuccessURL = Nullable(p.link("success_url"))
	if !p.has("success_url") {
		p.missing("success_url")
	}
	row.CancelURL = Nullable(p.link("cancel_url"))
	row.ClientReferenceID = Nullable(p.text("client_reference_id", 200))
	row.Locale = Nullable(p.oneOf("locale", locales...))
	row.Metadata = metadata{}.merged(p.metadata("metadata"))
	row.SubmitType = Nullable(p.oneOf("submit_type", "auto", "book", "donate", "pay"))
	row.BillingAddressCollection = Nullable(p.oneOf("billing_address_collection", "auto", "required"))
	row.PhoneNumberCollection.Enabled = p.hash("phone_number_collection").boolean("enabled")
	x.readExpiry(p, row)
	x.readLines(p, row)
	row.Intent = readIntentData(p.hash("payment_intent_data"))
	asked := x.readMethods(p)
	row.PaymentMethodOptions = readMethodOptions(p.hash("payment_method_options"))
	buyer := x.readBuyer(p, row)
	if err := p.done(); err != nil {
		return nil, err
	}

	if err := x.resolveBuyer(row, buyer); err != nil {
		return nil, err
	}
	methods, err := x.checkMethods(asked, row.Currency, row.AmountTotal)
	if err != nil {
		return nil, err
	}
	row.PaymentMethodTypes = methods
	row.PaymentMethodOptions.fill(methods)
	row.URL = Nullable(x.base + "/pay/" + row.ID)
	put(x, x.st.sessions, row.ID, row)
	x.watch(sessionExpires, row.ID, row.ExpiresAt)
	return &row.Session, nil
}
