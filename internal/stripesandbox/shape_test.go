package stripesandbox_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/stripe/stripe-go/v76"
)

// Every object has the fields that Stripe's description of API version
// 2023-10-16 requires, and none that it does not know.
func TestShape(t *testing.T) {
	t.Parallel()
	var spec map[string]struct{ Required, All []string }
	raw, err := os.ReadFile("testdata/fields_2023-10-16.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &spec); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	var check func(v any)
	check = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				check(e)
			}
		case map[string]any:
			name, _ := v["object"].(string)
			if fields, ok := spec[name]; ok && v["deleted"] == nil {
				seen[name] = true
				for _, f := range fields.Required {
					if _, ok := v[f]; !ok {
						t.Errorf("%s lacks %s", name, f)
					}
				}
				for f := range v {
					if !slices.Contains(fields.All, f) {
						t.Errorf("%s has %s, which Stripe does not know", name, f)
					}
				}
			}
			for _, e := range v {
				check(e)
			}
		}
	}

	b := setup(t)
	_, err = b.api.Customers.New(&stripe.CustomerParams{Name: stripe.String("Maria")})
	b.ok(err)
	b.paid("4000000000000259") // with a dispute
	_, c := b.paid("4242424242424242")
	_, err = b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(c.ID)})
	b.ok(err)
	declined := b.session("card")
	if err := b.box.Pay(declined.ID, "4000000000000002"); err == nil {
		t.Fatal("accepted")
	}
	b.ok(b.box.PayPix(b.session("pix").ID))
	boleto := b.session("boleto")
	b.ok(b.box.IssueBoleto(boleto.ID))

	for _, path := range []string{
		"/v1/customers", "/v1/checkout/sessions?expand[]=data.payment_intent&expand[]=data.line_items", "/v1/payment_intents?expand[]=data.latest_charge",
		"/v1/charges?expand[]=data.balance_transaction&expand[]=data.refunds", "/v1/refunds?expand[]=data.charge", "/v1/disputes",
		"/v1/events?limit=100", "/v1/balance_transactions?expand[]=data.source", "/v1/checkout/sessions/" + boleto.ID + "/line_items",
	} {
		res := &stripe.APIResource{}
		b.ok(b.api.CheckoutSessions.B.Call("GET", path, secretKey, nil, res))
		var page map[string]any
		b.ok(json.Unmarshal(res.LastResponse.RawJSON, &page))
		data, ok := page["data"].([]any)
		if !ok || len(data) == 0 {
			t.Errorf("%s is empty", path)
		}
		check(page)
	}
	for name := range spec {
		if !seen[name] {
			t.Errorf("no %s was looked at", name)
		}
	}
}
