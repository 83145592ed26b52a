package browsertest

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tenaz/cmd/dev/mailsink"
	"tenaz/internal/storetest"
)

// odd is text that people may type, and programs that mean harm do.
var odd = map[string]string{
	"apostrophe": `Joana D'Ávila O'Brien`,
	"markup":     `<script>alert(1)</script> <b>negrito</b>`,
	"image":      `"><img src=x onerror=alert(1)>`,
	"sql":        `Robert'; DROP TABLE orders; --`,
	"emoji":      `Família 👨‍👩‍👧 e 💡`,
	"template":   `{{.Secret}} ${7*7} %s %n`,
	"direction":  `עברית and العربية`,
	"composed":   "A\u0301vila composta",
	"long":       strings.Repeat("Nabucodonosor", 15) + "áéíóú",
}

// TestOddButLegalText is kept as it was typed, and shown escaped on the order's
// page, in the back office, in the mail and at the payment provider.
func TestOddButLegalText(t *testing.T) {
	t.Parallel()
	s := &site{Store: storetest.Start(t, storetest.Options{}), names: map[string]string{}}
	people(t, s.Store)
	staff := s.Client(t)
	staff.LogIn(s.Store, ownerMail, password, "/admin")
	mails := 0
	for name, text := range odd {
		goods := s.Product(t, text, 4990, 10)
		c := s.Client(t)
		c.Add(goods, 1)
		escaped(t, name, c.Get("/products/"+goods.Slug).Want(http.StatusOK), text)
		escaped(t, name, c.Get("/search?q="+url.QueryEscape(text)).Want(http.StatusOK), text)
		typed := storetest.Buyer()
		for _, field := range []string{"name", "recipient", "street", "complement", "district", "city"} {
			typed.Set(field, text)
		}
		c.Post("/checkout", typed).Want(http.StatusOK)
		review := c.Post("/checkout/shipping", url.Values{"shipping_option": {"economica"}, "payment_method": {"card"}}).Want(http.StatusOK)
		escaped(t, name, review, text, text)
		payment := review.Submit("/checkout/place").Want(http.StatusOK)
		escaped(t, name, payment, text)
		order := payment.PayByCard("4242424242424242").Want(http.StatusOK)
		escaped(t, name, order, text)
		number := s.Count(t, `SELECT max(number) FROM orders`)
		escaped(t, name, staff.Get(fmt.Sprintf("/admin/orders/%d", number)).Want(http.StatusOK), text, text)
		mails++
		storetest.Eventually(t, func() error {
			if got := len(orderMails(s.Mail.Messages())); got != mails {
				return fmt.Errorf("%d mails, want %d", got, mails)
			}
			return nil
		})
		if n := s.Count(t, `SELECT count(*) FROM orders WHERE name = $1 AND street = $1 AND city = $1`, text); n != 1 {
			t.Errorf("%s: the order keeps something else than what was typed", name)
		}
		mail := orderMails(s.Mail.Messages())[0]
		if !strings.Contains(mail.Text, text) {
			t.Errorf("%s: the mail's text does not hold it:\n%s", name, mail.Text)
		}
		unharmed(t, name+" in the mail", mail.HTML)
	}
	found := staff.Get("/admin/orders?filter=all&q=" + url.QueryEscape(odd["sql"])).Want(http.StatusOK)
	escaped(t, "search of orders", found, odd["sql"])
	s.WantCount(t, len(odd), `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
}

// orderMails leaves out what people of the staff are told of their own accounts.
func orderMails(all []mailsink.Message) []mailsink.Message {
	return slices.DeleteFunc(slices.Clone(all), func(m mailsink.Message) bool { return strings.Contains(m.To, ownerMail) })
}

// escaped fails the test unless a page shows every text, as often as it is
// named, as text.
func escaped(t *testing.T, name string, page *storetest.Page, texts ...string) {
	t.Helper()
	for _, text := range texts {
		want := strings.Join(strings.Fields(text), " ")
		if strings.Count(page.Text(), want) < len(texts) {
			t.Errorf("%s: %s does not show %q:\n%s", name, page.URL, want, page.Text())
			return
		}
	}
	unharmed(t, name+" at "+page.URL.String(), page.Body)
}

// unharmed fails the test if markup that was typed as text came back as markup.
func unharmed(t *testing.T, name, body string) {
	t.Helper()
	for _, bad := range []string{"<script>alert", "<b>negrito", "<img src=x"} {
		if strings.Contains(body, bad) {
			t.Errorf("%s: %s came back unescaped", name, bad)
		}
	}
}
