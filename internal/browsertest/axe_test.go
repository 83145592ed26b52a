package browsertest

import (
	_ "embed"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/inventory"
	"tenaz/internal/storetest"
)

//go:embed testdata/axe/axe.min.js
var axe string

// TestEveryPage opens every page that the router knows, in each of its states:
// axe finds nothing, light and dark, wide and on a phone; nothing runs off the
// side of a phone's screen; no script and no style stands in the page. Then once
// more in English.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	s := lived(t)
	views := map[visitor][]view{}
	for _, route := range s.App.Routes() {
		if !route.Page || others[route.Pattern] != "" {
			continue
		}
		states := slices.Concat(pages[route.Pattern], mailed[route.Pattern], customers[route.Pattern])
		if len(states) == 0 {
			t.Errorf("%s is a page of the router that the list of this test does not know", route.Pattern)
		}
		for _, v := range states {
			views[v.who] = append(views[v.who], v)
		}
	}
	views[nobody] = append(views[nobody], view{who: nobody, path: "/nowhere", status: 404})
	for who, list := range views {
		t.Run(string(who), func(t *testing.T) {
			t.Parallel()
			b := open(t, s.URL)
			s.enter(t, b, who)
			for _, v := range list {
				b.show(s, v)
				b.examine(v.String(), onPages)
			}
			b.send("/preferences", url.Values{"lang": {"en"}})
			for _, v := range list {
				if v.action == "" && max(v.status, 200) == 200 {
					b.english(s.address(v.path), v.String())
				}
			}
		})
	}
}

// english opens a page in the other language on a phone, where its longer and
// shorter words have the least room.
func (b *tab) english(path, name string) {
	b.t.Helper()
	b.visit(path, 200)
	if !b.is(`document.documentElement.lang === "en"`) {
		b.t.Errorf("%s is not in English", name)
	}
	b.do("axe", chromedp.Evaluate(axe, nil))
	b.look(390, "light")
	b.axe(name+" (English, 390 light)", onPages)
	b.none(name+" in English is wider than a phone", tooWide)
	b.quiet(name)
}

// String names the page and its state.
func (v view) String() string {
	name := string(v.who) + " " + v.path
	if v.action != "" {
		name += " " + v.values.Encode()
	}
	return name
}

// show brings the tab to a page in its state.
func (b *tab) show(s *site, v view) {
	b.t.Helper()
	status := max(v.status, 200)
	b.look(1280, "light")
	path := s.address(v.path)
	if v.action == "" {
		b.visit(path, status)
		return
	}
	b.visit(path, 200)
	var fill strings.Builder
	for name, values := range v.values {
		fmt.Fprintf(&fill, "set(%q, %q);", name, values[0])
	}
	b.load("send "+v.String(), status, chromedp.Evaluate(fmt.Sprintf(`(() => {
		const form = document.querySelector('form[method=post][action*=%q]');
		const set = (name, value) => {
			const fields = form.querySelectorAll('[name="' + name + '"]');
			for (const f of fields) if (f.type === "radio") { f.checked = true; f.value = value; } else if (f.tagName === "SELECT") f.selectedIndex = -1; else { f.type = "text"; f.value = value; }
		};
		%s
		// A guarded form asks before its changes are lost, unless it is submitted.
		if (form.matches("[data-guard]")) { form.noValidate = true; form.requestSubmit(); } else form.submit();
	})()`, v.action, fill.String()), nil))
}

// enter makes the tab's visitor.
func (s *site) enter(t *testing.T, b *tab, who visitor) {
	t.Helper()
	b.visit("/cart", 200)
	switch who {
	case shopper:
		b.send("/account/login", url.Values{"email": {shopperMail}, "password": {password}})
	case owner:
		b.send("/account/login", url.Values{"email": {ownerMail}, "password": {password}})
		b.send("/account/login/second", url.Values{"code": {s.Code(t, ownerMail)}})
	case halfway, stale:
		email := string(who) + "@example.com"
		user, err := s.App.Accounts.Create(t.Context(), actor.Store("test"), accounts.CreateInput{Email: email, Name: "Lia", Password: password})
		if err != nil {
			t.Fatal(err)
		}
		s.SecondFactor(t, user)
		b.send("/account/login", url.Values{"email": {email}, "password": {password}})
		if who == stale {
			b.send("/account/login/second", url.Values{"code": {s.Code(t, email)}})
			if _, err := s.DB.Exec(t.Context(), `UPDATE logins SET step_up_at = NULL WHERE user_id = $1`, user.ID); err != nil {
				t.Fatal(err)
			}
		}
	case buyer:
		for sku, quantity := range map[string]string{"ONDA-P-G": "1", "FONE-3": "2", "CABO": "3"} {
			b.send("/cart/items", url.Values{"variant_id": {strconv.Itoa(variantID(t, s.Store, sku))}, "quantity": {quantity}})
		}
		b.send("/checkout", storetest.Buyer())
		b.send("/checkout/shipping", url.Values{"shipping_option": {"economica"}, "payment_method": {"card"}})
	case blocked:
		gone := variantID(t, s.Store, "FONE-5")
		b.send("/cart/items", url.Values{"variant_id": {strconv.Itoa(gone)}, "quantity": {"3"}})
		b.send("/cart/items", url.Values{"variant_id": {strconv.Itoa(variantID(t, s.Store, "CABO"))}, "quantity": {"1"}})
		levels, err := s.App.Inventory.LevelsOf(t.Context(), int64(gone))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.App.Inventory.Adjust(t.Context(), actor.Store("test"), inventory.AdjustInput{
			VariantID: int64(gone), LocationID: levels[0].LocationID, Reason: "count", Quantity: 1,
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// finding is one rule that axe says is broken.
type finding struct {
	ID, Help string
	Nodes    []struct{ HTML, FailureSummary string }
}

// What axe looks for: everything on a page; no landmarks in a mail, which is a
// part of another page; and once more what depends on the colours alone.
const (
	onPages = `{runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]}`
	inMails = `{runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], resultTypes: ["violations"]}`
	colours = `{runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}, resultTypes: ["violations"]}`
)

// examine looks at the page that is shown, in both colours and both widths.
func (b *tab) examine(name, rules string) {
	b.t.Helper()
	b.do("axe", chromedp.Evaluate(axe, nil))
	b.axe(name+" (1280 light)", rules)
	b.look(1280, "dark")
	b.axe(name+" (1280 dark)", colours)
	b.look(390, "dark")
	b.axe(name+" (390 dark)", rules)
	b.look(390, "light")
	b.axe(name+" (390 light)", colours)
	b.none(name+" is wider than a phone", tooWide)
	if rules == onPages {
		b.none(name+" has inline", `[...document.querySelectorAll("[style], style, script:not([src]):not([type='application/ld+json'])")].map((e) => e.outerHTML.slice(0, 120))`)
	}
	b.quiet(name)
}

// none fails the test with every text of the list that a script returns.
func (b *tab) none(what, script string) {
	b.t.Helper()
	var list []string
	b.eval(script, &list)
	for _, found := range list {
		b.t.Errorf("%s: %s", what, found)
	}
}

func (b *tab) axe(name, options string) {
	b.t.Helper()
	// A colour on its way from light to dark is neither.
	b.wait(`document.getAnimations().every((a) => a.playState === "finished")`)
	var found []finding
	b.eval(`(await axe.run(document, `+options+`)).violations.map((v) =>
		({ID: v.id, Help: v.help, Nodes: v.nodes.map((n) => ({HTML: n.html, FailureSummary: n.failureSummary}))}))`, &found)
	for _, f := range found {
		for i, n := range f.Nodes {
			if i == 3 {
				b.t.Errorf("%s: %s: and %d more", name, f.ID, len(f.Nodes)-i)
				break
			}
			b.t.Errorf("%s: %s: %s\n%.300s\n%s", name, f.ID, f.Help, n.HTML, n.FailureSummary)
		}
	}
}

// tooWide lists what stands beyond the right edge and makes the page scroll
// sideways; what scrolls inside its own frame does not.
const tooWide = `(() => {
	if (document.scrollingElement.scrollWidth <= innerWidth) return [];
	const found = [...document.body.querySelectorAll("*")].filter((e) => {
		if (e.getBoundingClientRect().right <= innerWidth + 1) return false;
		for (let up = e.parentElement; up && up !== document.body; up = up.parentElement)
			if (getComputedStyle(up).overflowX !== "visible") return false;
		return true;
	});
	return found.slice(0, 5).map((e) => e.outerHTML.slice(0, 160)).concat(found.length ? [] : ["the page, by " + (document.scrollingElement.scrollWidth - innerWidth) + " px"]);
})()`
