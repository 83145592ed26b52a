package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tenaz/internal/storetest"
)

// Whoever holds the link recognises an own order and learns nothing of another.
func TestAnOrderPageIsMasked(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	page := s.Client(t).Get("/orders/" + order.Token).Want(http.StatusOK)
	for _, part := range []string{"***.982.247-**", "(11) *****-4321", "Praça da S***", "01001-***", "a***@example.com", "São Paulo"} {
		if !page.Has(part) {
			t.Errorf("the page lacks %s", part)
		}
	}
	for _, whole := range []string{"529.982.247-25", "52998224725", "98765", "Praça da Sé", "01001-000", "01001000", "ana@example.com", "lado ímpar"} {
		if strings.Contains(page.Body, whole) {
			t.Errorf("the page tells %s", whole)
		}
	}
	if strings.Contains(page.Body, `/email"`) {
		t.Error("a stranger is offered to correct the address")
	}
}

// The session that placed an order corrects its address: the old link dies, the
// new one goes to the right mailbox.
func TestAGuestCorrectsTheAddress(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c, payment, _ := buy(t, s, "card")
	old := theOrder(t, s)
	c.Get("/orders/" + old.Token).Want(http.StatusOK)
	stranger := s.Client(t)
	stranger.Post("/orders/"+old.Token+"/email", url.Values{"email": {"thief@example.com"}}).Want(http.StatusNotFound)
	s.WantCount(t, 0, `SELECT count(*) FROM audit_log WHERE action = 'order.correct'`)

	page := c.Get("/orders/" + old.Token).Want(http.StatusOK)
	wrong := page.Submit("/email", "email", `ana@<b>`).Want(http.StatusUnprocessableEntity)
	if !strings.Contains(wrong.Body, `value="ana@&lt;b&gt;"`) || !wrong.Has("Confira o e-mail") || !strings.Contains(wrong.Body, "autofocus") {
		t.Errorf("a wrong address says:\n%s", wrong.Text())
	}
	same := page.Submit("/email").Want(http.StatusOK)
	if !same.Has("Este já é o e-mail do pedido") {
		t.Errorf("the same address says:\n%s", same.Text())
	}
	fixed := page.Submit("/email", "email", "nova.ana@example.com").Want(http.StatusOK)
	fresh := theOrder(t, s)
	if !strings.HasSuffix(fixed.URL.Path, fresh.Token) || fresh.Token == old.Token || !fixed.Has("E-mail corrigido") {
		t.Errorf("the correction ended at %s:\n%s", fixed.URL, fixed.Text())
	}
	for _, who := range []*storetest.Client{c, stranger} {
		who.Get("/orders/" + old.Token).Want(http.StatusNotFound)
		who.Get("/orders/" + fresh.Token).Want(http.StatusOK)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_link' AND state = 'sent'`)
	for _, m := range s.Mail.Messages() {
		if strings.Contains(m.Subject, "novo link") && (!strings.Contains(m.To, "nova.ana@example.com") || !strings.Contains(m.Text, fresh.Token)) {
			t.Errorf("the new link went to %s:\n%s", m.To, m.Text)
		}
	}
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'order.correct' AND actor_kind = 'customer' AND after = '{"email": "changed"}'`)
	s.WantCount(t, 1, `SELECT count(*) FROM order_events WHERE kind = 'corrected' AND data->>'fields' = 'email'`)

	// The page that knew the old address is closed; the next one leads to the new
	// link. So does whoever paid in an old tab.
	payment.PayByCard(goodCard)
	s.WantCount(t, 0, `SELECT count(*) FROM payments`)
	next := fixed.Submit("/pay").Want(http.StatusOK)
	paid := next.PayByCard(goodCard).Want(http.StatusOK)
	if !strings.HasSuffix(paid.URL.Path, fresh.Token) || !paid.Has("Pagamento confirmado") {
		t.Errorf("paying ended at %s:\n%s", paid.URL, paid.Text())
	}
	back := c.Get("/orders/" + old.Token + "?returned=1").Want(http.StatusOK)
	if !strings.HasSuffix(back.URL.Path, fresh.Token) {
		t.Errorf("coming back by the old link ended at %s", back.URL)
	}
	stranger.Get("/orders/" + old.Token + "?returned=1").Want(http.StatusNotFound)
}

func TestCorrectionsAreFew(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c, _, _ := buy(t, s, "boleto")
	for n := range 5 {
		c.Get("/orders/"+theOrder(t, s).Token).Want(http.StatusOK).
			Submit("/email", "email", fmt.Sprintf("ana%d@example.com", n)).Want(http.StatusOK)
	}
	page := c.Get("/orders/" + theOrder(t, s).Token).Want(http.StatusOK)
	if often := page.Submit("/email", "email", "ana9@example.com").Want(http.StatusTooManyRequests); !often.Has("várias vezes hoje") {
		t.Errorf("too many corrections say:\n%s", often.Text())
	}
	page.Submit("/cancel").Want(http.StatusOK)
	if closed := page.Submit("/email", "email", "ana9@example.com").Want(http.StatusOK); !closed.Has("não pode mais ser corrigido") {
		t.Errorf("a closed order says:\n%s", closed.Text())
	}
	s.WantCount(t, 0, `SELECT count(*) FROM orders WHERE email = 'ana9@example.com'`)
}

// A look-up says the same whatever was typed, and sends the link to the order's
// own address alone.
func TestALostLinkIsSentByMail(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	c := s.Client(t)
	form := c.Get(c.Get("/contact").Want(http.StatusOK).Link("/orders/lookup")).Want(http.StatusOK)
	if c.Get("/").Link("/orders/lookup") == "" {
		t.Error("the footer does not lead to the look-up")
	}
	wrong := form.Submit("/orders/lookup", "number", "x", "email", "ana@").Want(http.StatusUnprocessableEntity)
	if !strings.Contains(wrong.Body, `value="ana@"`) || strings.Count(wrong.Body, `aria-invalid="true"`) != 2 {
		t.Errorf("a wrong form says:\n%s", wrong.Text())
	}
	number := fmt.Sprint(order.Number)
	answers := map[string]string{}
	for name, typed := range map[string][2]string{
		"right": {number, "ANA@example.com"}, "another address": {number, "bia@example.com"}, "no such order": {"999999", "ana@example.com"},
	} {
		sent := form.Submit("/orders/lookup", "number", typed[0], "email", typed[1]).Want(http.StatusOK)
		if sent.URL.String() != s.URL+"/orders/lookup?sent=1" || strings.Contains(sent.Body, order.Token) {
			t.Errorf("%s ended at %s", name, sent.URL)
		}
		answers[sent.Body] = name
	}
	if len(answers) != 1 {
		t.Errorf("the answers differ: %d of them", len(answers))
	}
	s.WantCount(t, 3, `SELECT count(*) FROM river_job WHERE kind = 'mail_order_lookup' AND state = 'completed'`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_lookup' AND state = 'sent'`)
	for range 3 {
		form.Submit("/orders/lookup", "number", "#"+number, "email", "ana@example.com").Want(http.StatusOK)
	}
	s.WantCount(t, 6, `SELECT count(*) FROM river_job WHERE kind = 'mail_order_lookup' AND state = 'completed'`)
	s.WantCount(t, 3, `SELECT count(*) FROM mail_log WHERE kind = 'order_lookup' AND state = 'sent'`)
	for _, m := range s.Mail.Messages() {
		if strings.Contains(m.Subject, "O link do seu pedido") && (!strings.Contains(m.To, "ana@example.com") || !strings.Contains(m.Text, s.URL+"/orders/"+order.Token)) {
			t.Errorf("the link went to %s:\n%s", m.To, m.Text)
		}
	}
	s.WantCount(t, 0, `SELECT count(*) FROM river_job WHERE args::text LIKE '%@%'`)
}
