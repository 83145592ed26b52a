package layout

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"tenaz/internal/i18n"
	"tenaz/views/ui"
)

func TestShopShowsWhatThePageSays(t *testing.T) {
	html := shell(t, Shop(Page{
		Title: "Notebooks", Description: "Todos os <notebooks>", Canonical: "https://loja.test/categories/notebooks",
		Lang: "pt-BR", Theme: "dark", Path: "/categories/notebooks", Query: "page=2&sort=new", Search: `14"`, CartCount: 3,
		Categories: []NavCategory{{Name: "Notebooks", Slug: "notebooks", Tint: "tint-1"}, {Name: "Fones", Slug: "fones", Tint: "tint-5"}},
		User:       &User{Name: "Maria Souza"},
		Flash:      []ui.AlertProps{{Tone: ui.Success, Text: "Endereço salvo."}},
		JSONLD:     []any{map[string]string{"name": "</script><script>alert(1)</script>"}},
		Shop:       ShopInfo{TradeName: "Tenaz Tech", LegalName: "Tenaz Ltda.", CNPJ: "12.ABC.345/01DE-35"},
		Footer:     []LinkGroup{{Title: "Ajuda", Links: []Link{{Label: "Trocas", Href: "/trocas"}}}},
	}))
	contains(
		t, html,
		`<html lang="pt-BR" data-theme="dark">`,
		`<title>Notebooks | Tenaz Tech</title>`,
		`content="Todos os &lt;notebooks&gt;"`,
		`<link rel="canonical" href="https://loja.test/categories/notebooks">`,
		`<a href="/categories/notebooks" aria-current="page">Notebooks</a>`,
		`<a href="/categories/fones">Fones</a>`,
		`name="next" value="/categories/notebooks?page=2&amp;sort=new"`,
		`value="14&#34;"`,
		`3 itens no carrinho`,
		`Conta de Maria Souza`,
		`Endereço salvo.`,
		`CNPJ 12.ABC.345/01DE-35`,
		`<a href="/trocas">Trocas</a>`,
		`<main id="main" tabindex="-1">`,
		`page body`,
		`\u003c/script\u003e`,
	)
	if strings.Contains(html, "alert(1)</script><") {
		t.Error("JSON-LD closes its block")
	}
	if n := strings.Count(html, `aria-pressed="true"`); n != 2 {
		t.Errorf("%d preferences are pressed, want theme and language", n)
	}
}

func TestShopOfAVisitorWithNothing(t *testing.T) {
	html := shell(t, Shop(Page{Title: "Início"}))
	contains(t, html, `<html lang="pt-BR">`, `<title>Início</title>`, `href="/account/login"`, `name="next" value="/"`, `data-empty`)
	for _, absent := range []string{`rel="canonical"`, `name="description"`, `name="robots"`, `og:image`, `ld+json`, `/admin`, `head-cats`, `CNPJ`} {
		if strings.Contains(html, absent) {
			t.Errorf("an empty page shows %q", absent)
		}
	}
}

func TestUnknownThemeFollowsTheSystem(t *testing.T) {
	html := shell(t, Shop(Page{Title: "x", Theme: `dark" onload="x`}))
	contains(t, html, `<html lang="pt-BR">`)
}

func TestEnglishShell(t *testing.T) {
	var out strings.Builder
	ctx := i18n.With(context.Background(), "en")
	if err := Shop(Page{Title: "Home", CartCount: 1}).Render(ctx, &out); err != nil {
		t.Fatal(err)
	}
	contains(t, out.String(), `<html lang="en">`, `Skip to the content`, `1 item in the cart`)
}

func TestCartBadgeOutOfBand(t *testing.T) {
	html := text(t, CartBadge(2, true))
	contains(t, html, `id="cart-badge"`, `hx-swap-oob="true"`, `2 itens no carrinho`)
	if plain := text(t, CartBadge(0, false)); strings.Contains(plain, "hx-swap-oob") || !strings.Contains(plain, "data-empty") {
		t.Errorf("the header's own badge is %s", plain)
	}
}

func TestCheckoutHasNoWayOut(t *testing.T) {
	html := shell(t, Checkout(Page{Title: "Seus dados", Shop: ShopInfo{Email: "oi@tenaz.test"}}, 2))
	contains(t, html, `aria-current="step"`, `Entrega e pagamento`, `mailto:oi@tenaz.test`, `page body`)
	for _, absent := range []string{`role="search"`, `cart-badge`, `site-foot`} {
		if strings.Contains(html, absent) {
			t.Errorf("the checkout shows %q", absent)
		}
	}
}

func TestAdminLinksOnlyWhatItWasGiven(t *testing.T) {
	html := shell(t, Admin(AdminPage{
		Page:   Page{Title: "Pedidos", User: &User{Name: "Dona", Staff: true}},
		Active: "orders", LogoutPath: "/account/logout",
		Sections: []AdminSection{{Key: "home", Label: "Painel", Href: "/admin", Icon: "house"}, {Key: "orders", Label: "Pedidos", Href: "/admin/orders", Icon: "box", Count: 7, Group: "Vendas"}, {Key: "refunds", Label: "Reembolsos", Href: "/admin/refunds", Icon: "box", Group: "Vendas"}},
	}))
	// One heading over both of its sections, in the menu and in its copy for a phone.
	if got := strings.Count(html, `<ul aria-label="Vendas">`); got != 2 {
		t.Errorf("the group's heading stands %d times, want 2", got)
	}
	contains(t, html, `<a href="/admin/orders" aria-current="page">`, `<span class="count">7</span>`, `action="/account/logout"`, `id="shortcuts"`, `page body`)
	if strings.Contains(html, "/admin/inventory") {
		t.Error("a section that was not given is linked")
	}
}

func shell(t *testing.T, c templ.Component) string {
	t.Helper()
	var out strings.Builder
	if err := c.Render(templ.WithChildren(context.Background(), templ.Raw("page body")), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func text(t *testing.T, c templ.Component) string {
	t.Helper()
	var out strings.Builder
	if err := c.Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func contains(t *testing.T, html string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(html, want) {
			t.Errorf("no %q in the page", want)
		}
	}
}
