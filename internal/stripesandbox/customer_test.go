package stripesandbox_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stripe/stripe-go/v76"
)

func TestCustomerLife(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c, err := b.api.Customers.New(&stripe.CustomerParams{
		Email: stripe.String("maria@tenaz.test"), Name: stripe.String("Maria"), Metadata: map[string]string{"user": "7"},
		Address: &stripe.AddressParams{City: stripe.String("Recife"), Country: stripe.String("BR")},
	})
	b.ok(err)
	if c.Email != "maria@tenaz.test" || c.Address.City != "Recife" || c.Metadata["user"] != "7" {
		t.Errorf("%+v", c)
	}
	p := &stripe.CustomerParams{Phone: stripe.String("+5581999990000")}
	p.AddMetadata("user", "") // deletes the key
	p.AddMetadata("tier", "gold")
	c, err = b.api.Customers.Update(c.ID, p)
	b.ok(err)
	if c.Name != "Maria" || c.Phone != "+5581999990000" {
		t.Errorf("name %q, phone %q", c.Name, c.Phone)
	}
	if diff := cmp.Diff(map[string]string{"tier": "gold"}, c.Metadata); diff != "" {
		t.Error(diff)
	}

	_, err = b.api.Customers.New(&stripe.CustomerParams{Email: stripe.String("other@tenaz.test")})
	b.ok(err)
	it := b.api.Customers.List(&stripe.CustomerListParams{Email: stripe.String("maria@tenaz.test")})
	n := 0
	for it.Next() {
		n++
	}
	b.ok(it.Err())
	if n != 1 {
		t.Errorf("%d customers with the e-mail", n)
	}

	sp := b.params("card")
	sp.Customer, sp.CustomerEmail = stripe.String(c.ID), nil
	s, err := b.api.CheckoutSessions.New(sp)
	b.ok(err)
	if s.Customer.ID != c.ID || s.CustomerDetails.Email != c.Email {
		t.Errorf("customer %v, e-mail %q", s.Customer, s.CustomerDetails.Email)
	}

	gone, err := b.api.Customers.Del(c.ID, nil)
	b.ok(err)
	if !gone.Deleted {
		t.Error("not deleted")
	}
	got, err := b.api.Customers.Get(c.ID, nil)
	b.ok(err)
	if !got.Deleted || got.Email != "" {
		t.Errorf("deleted %v, e-mail %q", got.Deleted, got.Email)
	}
	_, err = b.api.Customers.Update(c.ID, &stripe.CustomerParams{Name: stripe.String("x")})
	refusal(t, err, 404, "resource_missing", "id")
	_, err = b.api.CheckoutSessions.New(sp)
	refusal(t, err, 400, "resource_missing", "customer")
	want := []string{"customer.created", "customer.updated", "customer.created", "customer.deleted"}
	if diff := cmp.Diff(want, b.kinds()); diff != "" {
		t.Error(diff)
	}
}

func TestCustomerMadeBySession(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.params("card")
	p.CustomerCreation = stripe.String("always")
	s, err := b.api.CheckoutSessions.New(p)
	b.ok(err)
	if s.Customer != nil {
		t.Error("the customer exists before the session is paid")
	}
	b.ok(b.box.Pay(s.ID, "4242424242424242"))
	c, err := b.api.Customers.Get(b.reload(s.ID).Customer.ID, nil)
	b.ok(err)
	if c.Email != "maria@tenaz.test" {
		t.Errorf("e-mail %q", c.Email)
	}
}

func TestEvents(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s, _ := b.paid("4242424242424242")
	list := func(p *stripe.EventListParams) []string {
		out := []string{}
		it := b.api.Events.List(p)
		for it.Next() {
			out = append(out, string(it.Event().Type))
		}
		b.ok(it.Err())
		return out
	}
	if diff := cmp.Diff([]string{"charge.succeeded"}, list(&stripe.EventListParams{Type: stripe.String("charge.*")})); diff != "" {
		t.Error(diff)
	}
	types := []*string{stripe.String("payment_intent.created"), stripe.String("payment_intent.succeeded")}
	if diff := cmp.Diff([]string{"payment_intent.succeeded", "payment_intent.created"}, list(&stripe.EventListParams{Types: types})); diff != "" {
		t.Error(diff)
	}
	last := b.box.Events("checkout.session.completed")[0]
	got, err := b.api.Events.Get(last.ID, nil)
	b.ok(err)
	if got.GetObjectValue("id") != s.ID || got.GetObjectValue("payment_status") != "paid" || got.APIVersion != "2023-10-16" {
		t.Errorf("%s %s", got.APIVersion, got.Data.Raw)
	}
	b.clock.Advance(30*24*time.Hour + time.Second)
	if old := list(&stripe.EventListParams{}); len(old) != 0 {
		t.Errorf("after 30 days the list still has %v", old)
	}
	_, err = b.api.Events.Get(last.ID, nil)
	refusal(t, err, 404, "resource_missing", "id")
}
