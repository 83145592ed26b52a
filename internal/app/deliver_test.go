package app_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"tenaz/internal/apperr"
	"tenaz/internal/orders"
	"tenaz/internal/storetest"
)

// Staff mark a shipment as delivered by the page's form: order, timeline, audit,
// mail and the customer's page agree; a double click and another's shipment are
// refused.
func TestStaffMarkAsDelivered(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	staff := s.Staff(t)
	page := desk(t, s, staff).Submit("/ship", "tracking_code", "AA1").Want(http.StatusOK)
	guest := s.Client(t)
	if way := guest.Get("/orders/" + order.Token).Want(http.StatusOK); !way.Has("Seu pedido está a caminho") {
		t.Errorf("under way, the page says:\n%s", way.Text())
	}
	page.Submit("/deliver", "shipment", "x").Want(http.StatusUnprocessableEntity)
	page.Submit("/deliver", "shipment", "999999").Want(http.StatusNotFound)
	done := page.Submit("/deliver").Want(http.StatusOK)
	if !done.Has("Entrega registrada") || !done.Has("Entrega confirmada") || !done.Has("Entregue em") || strings.Contains(done.Body, `/deliver"`) {
		t.Errorf("after the delivery:\n%s", done.Text())
	}
	page.Submit("/deliver").Want(http.StatusConflict)
	shipment := s.Count(t, `SELECT max(id) FROM shipments`)
	again := orders.DeliverInput{Number: order.Number, ShipmentID: int64(shipment), Version: theOrder(t, s).Version}
	if err := s.App.Orders.Deliver(t.Context(), clerk, again); !apperr.HasID(err, orders.ErrDelivered) {
		t.Errorf("delivered twice: %v", err)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE fulfilment_state = 'delivered'`)
	s.WantCount(t, 1, `SELECT count(*) FROM order_events WHERE kind = 'delivered'`)
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'order.deliver' AND after ->> 'fulfilment_state' = 'delivered'`)
	mailed(t, s, 1, "order_delivered")
	if end := guest.Get("/orders/" + order.Token).Want(http.StatusOK); !end.Has("Pedido entregue") || end.Has("A caminho") {
		t.Errorf("in the end the page says:\n%s", end.Text())
	}
}

// An order that goes in two parcels is delivered with the second.
func TestPartOfAnOrderIsDelivered(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{Broken: true})
	order := bought(t, s, "card")
	if err := s.App.Orders.Ship(t.Context(), clerk, orders.ShipInput{Number: order.Number, Version: order.Version}); err != nil {
		t.Fatal(err)
	}
	// The cables of the same order went another time.
	_, err := s.Owner.Exec(t.Context(), `WITH two AS (INSERT INTO shipments (order_id, service_code, carrier, tracking_code, shipped_at)
			SELECT order_id, service_code, carrier, 'BB2', shipped_at FROM shipments RETURNING id)
		UPDATE shipment_lines SET shipment_id = two.id FROM two WHERE order_line_id = $1`, order.Lines[1].ID)
	if err != nil {
		t.Fatal(err)
	}
	deliver := func(which string) {
		t.Helper()
		in := orders.DeliverInput{Number: order.Number, ShipmentID: int64(s.Count(t, `SELECT `+which+`(id) FROM shipments`)), Version: theOrder(t, s).Version}
		if err := s.App.Orders.Deliver(t.Context(), clerk, in); err != nil {
			t.Fatal(err)
		}
	}
	deliver("min")
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE fulfilment_state = 'shipped'`)
	mailed(t, s, 1, "order_delivered")
	for _, m := range s.Mail.Messages() {
		if strings.Contains(m.Subject, "foi entregue") && (!strings.Contains(m.Text, "Uma parte do seu pedido") || strings.Contains(m.Text, "Cabo")) {
			t.Errorf("the mail of the first parcel says:\n%s", m.Text)
		}
	}
	guest := s.Client(t).Get("/orders/" + order.Token).Want(http.StatusOK)
	if !guest.Has("código BB2") || !guest.Has("Entregue em") {
		t.Errorf("between the two the page says:\n%s", guest.Text())
	}
	deliver("max")
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE fulfilment_state = 'delivered'`)
	mailed(t, s, 2, "order_delivered")
}

// Packing slips hold what is still to be sent, of paid orders only, one or many.
func TestPackingSlips(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	refund(t, s, orders.RefundInput{Units: map[int64]int{order.Lines[0].ID: 1}})
	buy(t, s, "card")
	unpaid := theOrder(t, s)
	staff := s.Staff(t)
	number := func(o orders.Order) string { return strconv.FormatInt(o.Number, 10) }
	file := staff.Get("/admin/orders/" + number(order) + "/slip").Want(http.StatusOK)
	if file.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(file.Body, "%PDF-") || !strings.Contains(file.Header.Get("Content-Disposition"), "pedido-"+number(order)+".pdf") {
		t.Errorf("the slip is %v", file.Header)
	}
	list := staff.Get("/admin/orders?filter=all").Want(http.StatusOK)
	if !strings.Contains(list.Body, `name="order" value="`+number(order)+`"`) || strings.Contains(list.Body, `name="order" value="`+number(unpaid)+`"`) {
		t.Error("not exactly the paid order can be ticked")
	}
	if desk(t, s, staff).Link("/slip") != "" {
		t.Error("an unpaid order offers a slip")
	}
	for path, c := range map[string]struct {
		status int
		says   string
	}{
		"/admin/orders/slips?order=" + number(order) + "&order=" + number(order):  {http.StatusOK, ""},
		"/admin/orders/slips?order=" + number(order) + "&order=" + number(unpaid): {http.StatusConflict, "Não é o caso de: " + number(unpaid)},
		"/admin/orders/slips":                                          {http.StatusUnprocessableEntity, "Escolha pelo menos um pedido"},
		"/admin/orders/slips?order=":                                   {http.StatusNotFound, ""},
		"/admin/orders/slips?order=9999":                               {http.StatusNotFound, ""},
		"/admin/orders/slips?order=1e3":                                {http.StatusNotFound, ""},
		"/admin/orders/9999/slip":                                      {http.StatusNotFound, ""},
		"/admin/orders/" + number(unpaid) + "/slip":                    {http.StatusConflict, "Não é o caso de: " + number(unpaid)},
		"/admin/orders/slips?" + strings.Repeat("order=1&", 200) + "x": {http.StatusNotFound, ""},
	} {
		page := staff.Get(path).Want(c.status)
		if !page.Has(c.says) {
			t.Errorf("%s says:\n%s", path, page.Text())
		}
	}
	if _, err := s.Owner.Exec(t.Context(), `UPDATE orders SET hold = 'amount' WHERE id = $1`, order.ID); err != nil {
		t.Fatal(err)
	}
	staff.Get("/admin/orders/" + number(order) + "/slip").Want(http.StatusConflict)
	if list := staff.Get("/admin/orders?filter=all").Want(http.StatusOK); strings.Contains(list.Body, `name="order"`) {
		t.Error("a held order can be ticked")
	}
	if _, err := s.Owner.Exec(t.Context(), `UPDATE orders SET hold = ''`); err != nil {
		t.Fatal(err)
	}
	if nobody := s.Client(t).Get("/admin/orders/" + number(order) + "/slip"); nobody.URL.Path != "/account/login" {
		t.Errorf("nobody in particular is led to %s", nobody.URL)
	}
}

// A mail that did not arrive is said on the order, with what to do, until another
// of its kind went out.
func TestMailThatDidNotArriveIsSaid(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	bought(t, s, "card")
	mailed(t, s, 1, "order_paid")
	if _, err := s.Owner.Exec(t.Context(), `UPDATE mail_log SET state = 'failed', failure = 'smtp 550', sent_at = NULL`); err != nil {
		t.Fatal(err)
	}
	staff := s.Staff(t)
	page := desk(t, s, staff)
	if !page.Has("não chegou ao cliente") || !page.Has("smtp 550, depois de 1 tentativa.") || !page.Has("corrija-o em Corrigir os dados") {
		t.Errorf("the order says:\n%s", page.Text())
	}
	if log := staff.Get("/admin/mail").Want(http.StatusOK); !log.Has("Não entregue") || !log.Has("smtp 550") {
		t.Errorf("the log says:\n%s", log.Text())
	}
	page.Submit("/mail").Want(http.StatusOK)
	mailed(t, s, 1, "order_paid")
	if again := desk(t, s, staff); again.Has("não chegou ao cliente") {
		t.Errorf("after sending it again:\n%s", again.Text())
	}
	desk(t, s, staff).Submit("/ship").Want(http.StatusOK)
	mailed(t, s, 1, "order_shipped")
	if _, err := s.Owner.Exec(t.Context(), `UPDATE mail_log SET state = 'failed', failure = 'connection', attempts = 16 WHERE kind = 'order_shipped'`); err != nil {
		t.Fatal(err)
	}
	if shipped := desk(t, s, staff); !shipped.Has("connection, depois de 16 tentativas.") || !shipped.Has("por telefone") {
		t.Errorf("the shipped order says:\n%s", shipped.Text())
	}
}

// A mail server that is away loses no mail: it is tried later and later, and the
// order says so meanwhile.
func TestMailWaitsForItsServer(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	if err := s.Mail.Close(); err != nil {
		t.Fatal(err)
	}
	bought(t, s, "card")
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'queued' AND failure = 'connection'`)
	s.WantCount(t, 1, `SELECT count(*) FROM river_job WHERE kind = 'mail_order_paid' AND state IN ('retryable', 'available', 'running') AND max_attempts = 16`)
	s.WantCount(t, 1, `SELECT count(*) FROM river_job WHERE kind = 'mail_order_paid' AND scheduled_at > created_at`)
	if page := desk(t, s, s.Staff(t)); !page.Has("Nova tentativa em breve (connection)") || page.Has("não chegou ao cliente") {
		t.Errorf("the order says:\n%s", page.Text())
	}
}
