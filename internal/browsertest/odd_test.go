package browsertest

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"tenaz/internal/actor"
	"tenaz/internal/catalog"
)

// oddMoney adds what a shop has on its bad days: an order whose money does not
// fit, two that stock cannot cover, a payment without an answer, work that failed.
func (s *site) oddMoney(t *testing.T) {
	t.Helper()
	rare := s.Product(t, "Fonte rara de 850 W", 89900, 1)
	place := func(name, method string) (session string) {
		c := s.Client(t)
		c.Add(rare, 1)
		payment := c.Place(method)
		s.names["token:"+name] = strings.TrimPrefix(strings.TrimPrefix(payment.Link("/orders/"), s.URL), "/orders/")
		s.names["number:"+name] = strconv.FormatInt(s.order(t, name).Number, 10)
		return payment.URL.Path[strings.LastIndex(payment.URL.Path, "/")+1:]
	}
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var late []string
	for _, name := range []string{"short", "waiting"} {
		late = append(late, place(name, "card"))
		do(s.Sandbox.ExpireSession(late[len(late)-1]))
		s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE number = $1 AND state = 'cancelled'`, s.order(t, name).Number)
	}
	do(s.Sandbox.PayOther(place("held", "card"), 50000, ""))
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE number = $1 AND hold = 'amount'`, s.order(t, "held").Number)
	for _, session := range late {
		do(s.Sandbox.PayLate(session))
	}
	s.WantCount(t, 2, `SELECT count(*) FROM shortages WHERE resolved_at IS NULL`)
	s.Staff(t).Get("/admin/orders/" + s.names["number:waiting"]).Want(http.StatusOK).Submit("/backorder").Want(http.StatusOK)

	rare = s.Product(t, "Cabo de rede", 4990, 5)
	do(s.Sandbox.IssueBoleto(place("overdue", "boleto")))
	s.WantCount(t, 1, `SELECT count(*) FROM payment_attempts a JOIN orders o ON o.id = a.order_id WHERE o.number = $1 AND a.state = 'pending'`, s.order(t, "overdue").Number)
	for _, statement := range []string{
		`UPDATE payment_attempts SET code_expires_at = now() - interval '5 days' WHERE order_id = (SELECT max(id) FROM orders)`,
		`INSERT INTO river_job (state, attempt, max_attempts, attempted_at, finalized_at, args, kind)
			SELECT 'discarded', 5, 5, now(), now(), jsonb_build_object('order_id', max(id)), 'mail_order_paid' FROM orders`,
	} {
		_, err := s.Owner.Exec(t.Context(), statement)
		do(err)
	}
	// Nothing of it is on sale any more.
	if _, err := s.App.Catalog.SaveProducts(t.Context(), actor.Store("test"), []catalog.ProductInput{
		{Slug: "fonte-rara-de-850-w", Title: "Fonte rara de 850 W", Brand: "Marca", Category: "Categoria", State: "archived"},
		{Slug: "cabo-de-rede", Title: "Cabo de rede", Brand: "Marca", Category: "Categoria", State: "archived"},
	}); err != nil {
		t.Fatal(err)
	}
}
