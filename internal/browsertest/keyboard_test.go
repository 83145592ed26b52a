package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tenaz/internal/storetest"
)

// TestPurchaseByKeyboard buys with Tab, Enter, arrows and typing alone. At every
// stop the focus is to be seen: on screen, not covered, and looking different
// from the same element without it.
func TestPurchaseByKeyboard(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	shelves(t, s)
	b := open(t, s.URL)
	b.look(1280, "light")

	b.visit("/", 200)
	b.press(kb.Tab)
	if !b.is(`document.activeElement.matches("a.skip") && document.activeElement.getBoundingClientRect().top >= 0`) {
		t.Error("the first stop is not the link to the content")
	}
	b.walkTo(`[data-search]`)
	b.do("search", chromedp.KeyEvent("fone onda"))
	b.load("search", 200, chromedp.KeyEvent(kb.Enter))
	b.walkTo(`main a[href*="/products/fone-onda"]`)
	b.load("open the product", 200, chromedp.KeyEvent(kb.Enter))
	b.walkTo(buyButton)
	b.stay("buy", func() {
		b.press(kb.Enter)
		b.wait(`document.querySelector("#cart-badge").textContent.trim().startsWith("1")`)
	})
	b.visit("/", 200)
	b.walkTo(`header a[href="/cart"]`)
	b.load("open the cart", 200, chromedp.KeyEvent(kb.Enter))
	b.walkTo(`#cart input[name=quantity]`)
	b.stay("two of it", func() {
		b.press(kb.ArrowUp)
		b.press(kb.Tab)
		b.wait(`document.querySelector("#cart-badge").textContent.trim().startsWith("2")`)
	})
	b.walkTo(`a[href="/checkout"]`)
	b.load("to the checkout", 200, chromedp.KeyEvent(kb.Enter))
	b.typeBuyer()
	b.load("send the form", 200, chromedp.KeyEvent(kb.Enter))
	b.walkTo(`input[name=shipping_option]`)
	b.press(kb.ArrowDown)
	b.press(kb.ArrowUp)
	b.walkTo(`input[name=payment_method]`)
	b.press(" ")
	for !b.is(`document.activeElement.checked && document.activeElement.value === "card"`) {
		b.press(kb.ArrowDown)
	}
	b.walkTo(`form[action="/checkout/shipping"] button[type=submit]`)
	b.load("to the review", 200, chromedp.KeyEvent(kb.Enter))
	b.walkTo(`form[action="/checkout/place"] button[type=submit]`)
	b.load("place", 200, chromedp.KeyEvent(kb.Enter))
	if !strings.HasPrefix(b.place(), s.SandboxURL) {
		t.Fatalf("placing led to %s\n%s", b.place(), b.text())
	}
	b.walkTo(`#number`)
	b.do("card", chromedp.KeyEvent("4242424242424242"))
	b.load("pay", 200, chromedp.KeyEvent(kb.Enter))
	b.says("Pagamento confirmado")
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
}

// typeBuyer fills the first step from field to field and ends on its last one.
func (b *tab) typeBuyer() {
	b.t.Helper()
	buyer := storetest.Buyer()
	for _, name := range []string{"email", "name", "document", "phone", "recipient", "postal_code", "street", "number", "complement", "district", "city"} {
		b.walkTo(`input[name=` + name + `]`)
		b.do(name, chromedp.KeyEvent(buyer.Get(name)))
	}
	b.walkTo(`select[name=state]`)
	b.do("state", chromedp.KeyEvent(buyer.Get("state")))
	if !b.is(`document.activeElement.value === "` + buyer.Get("state") + `"`) {
		b.t.Error("a state cannot be chosen by typing its letters")
	}
	b.walkTo(`form[action="/checkout"] button.btn-primary`)
}

// press hits a key.
func (b *tab) press(key string) {
	b.t.Helper()
	b.do("press "+key, chromedp.KeyEvent(key))
}

// walkTo presses Tab until the focus is on what selector names, and looks at
// every stop on the way.
func (b *tab) walkTo(selector string) {
	b.t.Helper()
	for range 120 {
		b.press(kb.Tab)
		var stop struct {
			Here                   bool
			What, Before, After    string
			OnScreen, Free, Marked bool
		}
		b.eval(`(`+atFocus+`)(`+"`"+selector+"`"+`)`, &stop)
		switch {
		case stop.What == "":
			continue // the browser's own bar
		case !stop.Marked || stop.Before == stop.After:
			b.t.Errorf("%s: the focus on %s is not to be seen", b.place(), stop.What)
		case !stop.OnScreen:
			b.t.Errorf("%s: the focus is on %s, outside of the window", b.place(), stop.What)
		case !stop.Free:
			b.t.Errorf("%s: something covers %s, which has the focus", b.place(), stop.What)
		}
		if stop.Here {
			return
		}
	}
	b.t.Fatalf("%s: Tab does not come to %s", b.place(), selector)
}

// atFocus describes the element that has the focus. What shows it may be the
// element or what stands around it, such as the card of a radio button.
const atFocus = `(selector) => {
	const el = document.activeElement;
	if (!el || el === document.body) return {What: ""};
	const around = [el, el.parentElement, el.closest("label"), el.nextElementSibling].filter(Boolean);
	const shape = () => around.map((e) => {
		const s = getComputedStyle(e);
		return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.transform].join(" ");
	}).join("|");
	const marked = el.matches(":focus-visible"), focused = shape();
	const box = [el, el.closest("label")].filter(Boolean).map((e) => e.getBoundingClientRect()).find((r) => r.width > 4 && r.height > 4) || el.getBoundingClientRect();
	const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
	const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]];
	const free = points.some(([x, y]) => {
		const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
		return top && (el.contains(top) || top.contains(el) || around.some((e) => e.contains(top)));
	});
	const y = scrollY;
	el.blur();
	const plain = shape();
	el.focus({preventScroll: true});
	scrollTo(0, y);
	return {Here: el.matches(selector), What: el.outerHTML.slice(0, 160), Before: plain, After: focused, OnScreen: onScreen, Free: free, Marked: marked};
}`
