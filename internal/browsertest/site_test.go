package browsertest

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"tenaz/internal/actor"
	"tenaz/internal/orders"
	"tenaz/internal/storetest"
)

// site is a store with an order in every state, for pages to show.
type site struct {
	*storetest.Store
	// names are what an address of the page list may hold in braces.
	names map[string]string
}

// lived fills a store with people, products and orders: unpaid, refused, waiting
// for a Pix and for a boleto, paid, shipped, and never paid.
func lived(t *testing.T) *site {
	t.Helper()
	s := &site{Store: storetest.Start(t, storetest.Options{}), names: map[string]string{}}
	people(t, s.Store)
	shelves(t, s.Store)
	goods := storetest.Goods{Slug: "cabo-usb", VariantID: int64(variantID(t, s.Store, "CABO"))}
	more := storetest.Goods{Slug: "nome-longo", VariantID: int64(variantID(t, s.Store, "LONGO"))}
	place := func(name, method string, act func(session string) error) {
		c := s.Client(t)
		c.Add(goods, 2)
		if name == "shipped" {
			c.Add(more, 1)
		}
		payment := c.Place(method)
		id := payment.URL.Path[strings.LastIndex(payment.URL.Path, "/")+1:]
		session, _ := s.Sandbox.Session(id)
		back, err := url.Parse(string(session.SuccessURL))
		if err != nil {
			t.Fatal(err)
		}
		s.names["pay:"+name] = payment.URL.String()
		s.names["token:"+name] = strings.TrimPrefix(back.Path, "/orders/")
		if act != nil {
			if err := act(id); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		c.Get(back.RequestURI()).Want(200)
		s.names["number:"+name] = strconv.FormatInt(s.order(t, name).Number, 10)
	}
	place("unpaid", "card", nil)
	place("refused", "card", func(id string) error {
		if err := s.Sandbox.Pay(id, declined); err == nil {
			t.Fatal("the card was not refused")
		}
		return nil
	})
	place("pix", "pix", s.Sandbox.IssuePix)
	place("boleto", "boleto", s.Sandbox.IssueBoleto)
	place("paid", "card", func(id string) error { return s.Sandbox.Pay(id, "4242424242424242") })
	place("shipped", "pix", func(id string) error {
		if err := s.Sandbox.IssuePix(id); err != nil {
			return err
		}
		return s.Sandbox.PayPix(id)
	})
	shipped := s.order(t, "shipped")
	if err := s.App.Orders.Ship(t.Context(), actor.Store("test"), orders.ShipInput{Number: shipped.Number, TrackingCode: "AB123456789BR", Version: shipped.Version}); err != nil {
		t.Fatal(err)
	}
	place("delivered", "card", func(id string) error { return s.Sandbox.Pay(id, "4242424242424242") })
	deliver(t, s)
	place("expired", "card", s.Sandbox.ExpireSession)
	s.WantCount(t, 3, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
	s.WantCount(t, 2, `SELECT count(*) FROM mail_log WHERE kind = 'order_shipped' AND state = 'sent'`)
	s.know(t, goods)
	s.writeNews(t)
	s.askForData(t)
	s.mailLinks(t)
	colleagues(t, s)
	s.oddMoney(t)
	s.names["variant"] = strconv.FormatInt(goods.VariantID, 10)
	s.names["variant:untouched"] = strconv.Itoa(variantID(t, s.Store, "ESGOTADO"))
	return s
}

// deliver sends the order called delivered and notes that it arrived; the mail
// about it is refused for good.
func deliver(t *testing.T, s *site) {
	t.Helper()
	by := actor.Store("test")
	order := s.order(t, "delivered")
	if err := s.App.Orders.Ship(t.Context(), by, orders.ShipInput{Number: order.Number, Version: order.Version}); err != nil {
		t.Fatal(err)
	}
	order = s.order(t, "delivered")
	shipments, err := s.App.Shipping.OfOrder(t.Context(), order.ID)
	if err != nil || len(shipments) != 1 {
		t.Fatalf("%d shipments, %v", len(shipments), err)
	}
	if err := s.App.Orders.Deliver(t.Context(), by, orders.DeliverInput{Number: order.Number, ShipmentID: shipments[0].ID, Version: order.Version}); err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_delivered' AND state = 'sent'`)
	if _, err := s.Owner.Exec(t.Context(), `UPDATE mail_log SET state = 'failed', failure = 'smtp 550' WHERE kind = 'order_delivered'`); err != nil {
		t.Fatal(err)
	}
}

// order reads the order that lived made under a name.
func (s *site) order(t *testing.T, name string) orders.Order {
	t.Helper()
	o, err := s.App.Orders.ByToken(t.Context(), s.names["token:"+name])
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return o
}

// address fills the names into an address of the page list.
func (s *site) address(path string) string {
	for name, value := range s.names {
		path = strings.ReplaceAll(path, "{"+name+"}", value)
	}
	return path
}
