package browsertest

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"tenaz/internal/storetest"
)

const (
	buyForm     = `form[action="/cart/items"]`
	buyButton   = buyForm + ` button[type=submit]`
	declined    = "4000 0000 0000 0002"
	needsSecret = "4000 0025 0000 3155" // a 3-D Secure challenge
)

// TestPurchase buys two lines as a shopper with scripts does, has a card refused
// and another one confirmed by its bank, and ships the order as the owner does.
func TestPurchase(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	people(t, s)
	shelves(t, s)
	b := open(t, s.URL)

	b.visit("/products/fone-onda", 200)
	b.stay("add the first product", func() {
		b.do("buy", chromedp.Click(buyButton))
		b.wait(`document.querySelector("#cart-badge").textContent.trim().startsWith("1")`)
		b.wait(`document.querySelector("#toasts .toast")`)
	})
	b.do("axe", chromedp.Evaluate(axe, nil))
	b.axe("a toast", onPages)
	b.visit("/products/cabo-usb", 200)
	b.stay("add the second product", func() {
		b.do("buy", chromedp.Click(buyButton))
		b.wait(`document.querySelector("#cart-badge").textContent.trim().startsWith("2")`)
	})
	b.visit("/cart", 200)
	b.says("Fone Onda", "Cabo USB-C de 2 m")
	b.stay("change a quantity", func() {
		b.do("two more", chromedp.Click(`#cart li:nth-child(2) [data-step="1"]`))
		b.wait(`document.querySelector("#cart-badge").textContent.trim().startsWith("3")`)
	})
	b.says("R$ 1.098,80") // 999,00 + 2 × 49,90

	checkOut(b, func(selector string) { b.load(selector, 200, chromedp.Click(selector)) })
	if !strings.HasPrefix(b.place(), s.SandboxURL) {
		t.Fatalf("placing led to %s\n%s", b.place(), b.text())
	}
	b.quiet("on the way to the payment page")

	b.do("a card that is refused", chromedp.SendKeys(`#number`, declined))
	b.load("pay", 402, chromedp.Click(`.method button`))
	b.says("O cartão foi recusado")
	b.do("a card that asks the bank", chromedp.SendKeys(`#number`, needsSecret))
	b.load("pay", 200, chromedp.Click(`.method button`))
	b.says("pede a confirmação")
	b.load("confirm", 200, chromedp.Click(`button[value=approve]`))
	if !strings.HasPrefix(b.place(), s.URL+"/orders/") {
		t.Fatalf("paying led to %s\n%s", b.place(), b.text())
	}
	b.says("Pagamento confirmado", "Fone Onda", "Cabo USB-C de 2 m")
	if !b.is(`document.querySelector("#cart-badge[data-empty]")`) {
		t.Error("the cart is not empty after paying")
	}

	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid' AND state = 'open' AND paid_cents = total_cents`)
	s.WantCount(t, 2, `SELECT count(*) FROM reservations WHERE state = 'committed' AND expires_at IS NULL`)
	s.WantCount(t, 3, `SELECT sum(reserved) FROM stock_levels`)
	s.WantCount(t, 0, `SELECT count(*) FROM cart_lines`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
	s.WantCount(t, 0, `SELECT count(*) FROM stock_movements WHERE reason = 'sale'`)
	paid := 0
	for _, c := range s.Sandbox.Charges() {
		if c.Status == "succeeded" {
			paid++
		}
	}
	if paid != 1 {
		t.Errorf("%d paid charges, want 1", paid)
	}

	ship(t, s)
	s.WantCount(t, 2, `SELECT count(*) FROM stock_movements WHERE reason = 'sale'`)
	s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_shipped' AND state = 'sent'`)
	s.WantCount(t, 2, `SELECT count(*) FROM mail_log WHERE kind LIKE 'order%'`)
	b.load("look again", 200, chromedp.Reload())
	b.says("AB123456789BR")
}

// checkOut goes from the cart to the hosted payment page; follow activates a
// link or button that leads to another page.
func checkOut(b *tab, follow func(selector string)) {
	b.t.Helper()
	follow(`a[href="/checkout"]`)
	for name, values := range storetest.Buyer() {
		if name == "state" {
			b.do(name, chromedp.SetValue(`select[name=state]`, values[0]))
			continue
		}
		b.do(name, chromedp.SendKeys(fmt.Sprintf(`input[name=%s]`, name), values[0]))
	}
	follow(`form[action="/checkout"] button.btn-primary`)
	b.do("the way", chromedp.Click(`input[name=shipping_option][value=economica]`), chromedp.Click(`input[name=payment_method][value=card]`))
	follow(`form[action="/checkout/shipping"] button[type=submit]`)
	b.says("Fone Onda", "Ana D'Ávila <script>", "Praça da Sé")
	follow(`form[action="/checkout/place"] button[type=submit]`)
}

// ship logs in as the owner, finds the paid order on the page that the back
// office opens on, and ships it.
func ship(t *testing.T, s *storetest.Store) {
	t.Helper()
	b := another(t, s.URL)
	b.visit("/admin/orders", 200)
	b.do("log in", chromedp.SendKeys(`input[name=email]`, ownerMail), chromedp.SendKeys(`input[name=password]`, password))
	b.load("log in", 200, chromedp.Click(`form[action="/account/login"] button[type=submit]`))
	b.do("second factor", chromedp.SendKeys(`input[name=code]`, s.Code(t, ownerMail)))
	b.load("second factor", 200, chromedp.Click(`form[action="/account/login/second"] button.btn-primary`))
	number := s.Count(t, `SELECT number FROM orders`)
	order := "/admin/orders/" + strconv.Itoa(number)
	b.load("open the order", 200, chromedp.Click(fmt.Sprintf(`a[href=%q]`, order)))
	b.do("tracking code", chromedp.SendKeys(`input[name=tracking_code]`, "AB123456789BR"))
	b.load("ship", 200, chromedp.Click(fmt.Sprintf(`form[action=%q] button[type=submit]`, order+"/ship")))
	b.says("AB123456789BR")
	if u, err := url.Parse(b.place()); err != nil || u.Path != order {
		t.Errorf("shipping led to %s", b.place())
	}
	b.quiet("in the back office")
}
