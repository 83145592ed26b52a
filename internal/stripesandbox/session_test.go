package stripesandbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stripe/stripe-go/v76"
)

func TestSessionCreateAndRetrieve(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.params("card")
	p.ExpiresAt = stripe.Int64(b.clock.Now().Add(31 * time.Minute).Unix())
	created, err := b.api.CheckoutSessions.New(p)
	b.ok(err)
	got := b.reload(created.ID)

	if !strings.HasPrefix(got.ID, "cs_test_") || got.URL != b.url+"/pay/"+got.ID {
		t.Errorf("id %q, url %q", got.ID, got.URL)
	}
	if got.AmountTotal != 10000 || got.AmountSubtotal != 10000 || got.Currency != "brl" {
		t.Errorf("total %d %s", got.AmountTotal, got.Currency)
	}
	if got.Status != "open" || got.PaymentStatus != "unpaid" || got.Livemode {
		t.Errorf("status %s, payment %s, livemode %v", got.Status, got.PaymentStatus, got.Livemode)
	}
	if got.ExpiresAt != *p.ExpiresAt {
		t.Errorf("expires_at %d, want %d", got.ExpiresAt, *p.ExpiresAt)
	}
	if got.ClientReferenceID != "1042" || got.CustomerDetails.Email != "maria@tenaz.test" || got.Locale != "pt-BR" {
		t.Errorf("reference %q, email %q, locale %q", got.ClientReferenceID, got.CustomerDetails.Email, got.Locale)
	}
	if diff := cmp.Diff(map[string]string{"order": "1042"}, got.Metadata); diff != "" {
		t.Error(diff)
	}
	if got.PaymentIntent != nil {
		t.Errorf("payment_intent is %v before the buyer confirmed", got.PaymentIntent)
	}
	if len(b.kinds()) != 0 {
		t.Errorf("creating a session sent %v", b.kinds())
	}
}

func TestSessionDefaultsToADay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if got, want := b.session("card").ExpiresAt, b.clock.Now().Add(24*time.Hour).Unix(); got != want {
		t.Errorf("expires_at %d, want %d", got, want)
	}
}

func TestSessionLineItems(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	var got []string
	p := &stripe.CheckoutSessionListLineItemsParams{Session: stripe.String(s.ID)}
	p.Limit = stripe.Int64(1) // two pages
	it := b.api.CheckoutSessions.ListLineItems(p)
	for it.Next() {
		l := it.LineItem()
		got = append(got, l.Description)
		if l.AmountTotal != l.Price.UnitAmount*l.Quantity {
			t.Errorf("%s: %d is not %d times %d", l.Description, l.AmountTotal, l.Quantity, l.Price.UnitAmount)
		}
	}
	b.ok(it.Err())
	if diff := cmp.Diff([]string{"Teclado", "Fone"}, got); diff != "" {
		t.Error(diff)
	}

	gp := &stripe.CheckoutSessionParams{}
	gp.AddExpand("line_items")
	full, err := b.api.CheckoutSessions.Get(s.ID, gp)
	b.ok(err)
	if len(full.LineItems.Data) != 2 {
		t.Errorf("expanded %d lines, want 2", len(full.LineItems.Data))
	}
}

func TestSessionKeepsOddText(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.params("card")
	name := `D'Ávila <script>alert(1)</script> '; DROP TABLE & 🎧` + strings.Repeat("x", 200)
	p.LineItems[0].PriceData.ProductData.Name = stripe.String(name)
	p.AddMetadata("note", name[:100])
	s, err := b.api.CheckoutSessions.New(p)
	b.ok(err)
	if got := b.box.LineItems(s.ID)[0].Description; got != name {
		t.Errorf("kept %q", got)
	}
	if s.Metadata["note"] != name[:100] {
		t.Errorf("metadata kept %q", s.Metadata["note"])
	}
}

func TestSessionExpires(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	b.clock.Advance(24*time.Hour - time.Second)
	if got := b.reload(s.ID).Status; got != "open" {
		t.Fatalf("status %s before its time", got)
	}
	b.clock.Advance(time.Second)
	got := b.reload(s.ID)
	if got.Status != "expired" || got.URL != "" || got.PaymentStatus != "unpaid" {
		t.Errorf("status %s, url %q, payment %s", got.Status, got.URL, got.PaymentStatus)
	}
	if diff := cmp.Diff([]string{"checkout.session.expired"}, b.kinds()); diff != "" {
		t.Error(diff)
	}
	b.ok(b.box.Tick())
	if len(b.kinds()) != 1 {
		t.Errorf("expired twice: %v", b.kinds())
	}
	if err := b.box.Pay(s.ID, "4242424242424242"); err == nil {
		t.Error("an expired session took a payment")
	}
}

func TestSessionExpireCall(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	got, err := b.api.CheckoutSessions.Expire(s.ID, nil)
	b.ok(err)
	if got.Status != "expired" {
		t.Errorf("status %s", got.Status)
	}
	_, err = b.api.CheckoutSessions.Expire(s.ID, nil)
	refusal(t, err, 400, "", "session")

	paid, _ := b.paid("4242424242424242")
	_, err = b.api.CheckoutSessions.Expire(paid.ID, nil)
	if e := refusal(t, err, 400, "", "session"); !strings.Contains(e.Msg, "`complete`") {
		t.Errorf("message %q", e.Msg)
	}
	_, err = b.api.CheckoutSessions.Expire("cs_test_none", nil)
	refusal(t, err, 404, "resource_missing", "session")
}

func TestSessionExpiryCancelsTheIntent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("pix")
	b.ok(b.box.IssuePix(s.ID))
	_, err := b.api.CheckoutSessions.Expire(s.ID, nil)
	b.ok(err)
	if got := b.reload(s.ID).PaymentIntent.Status; got != "canceled" {
		t.Errorf("intent is %s", got)
	}
	if err := b.box.PayPix(s.ID); err == nil {
		t.Error("the Pix code of an expired session was paid")
	}
}

func TestSessionList(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first, _ := b.paid("4242424242424242")
	second := b.session("card")
	third := b.session("pix")

	ids := func(change func(*stripe.CheckoutSessionListParams)) []string {
		p := &stripe.CheckoutSessionListParams{}
		p.Limit = stripe.Int64(1) // every result on its own page
		change(p)
		out := []string{}
		it := b.api.CheckoutSessions.List(p)
		for it.Next() {
			out = append(out, it.CheckoutSession().ID)
		}
		b.ok(it.Err())
		return out
	}
	for name, c := range map[string]struct {
		change func(*stripe.CheckoutSessionListParams)
		want   []string
	}{
		"all, newest first": {func(*stripe.CheckoutSessionListParams) {}, []string{third.ID, second.ID, first.ID}},
		"by status":         {func(p *stripe.CheckoutSessionListParams) { p.Filters.AddFilter("status", "", "open") }, []string{third.ID, second.ID}},
		"by intent": {func(p *stripe.CheckoutSessionListParams) {
			p.PaymentIntent = stripe.String(first.PaymentIntent.ID)
		}, []string{first.ID}},
		"by time": {func(p *stripe.CheckoutSessionListParams) {
			p.Filters.AddFilter("created", "gt", "1900000000000")
		}, []string{}},
	} {
		if diff := cmp.Diff(c.want, ids(c.change)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}

	p := &stripe.CheckoutSessionListParams{}
	p.StartingAfter = stripe.String("cs_test_none")
	it := b.api.CheckoutSessions.List(p)
	it.Next()
	refusal(t, it.Err(), 400, "resource_missing", "starting_after")
}
