package ui

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
)

func TestPaginationShowsEndsAndNeighbours(t *testing.T) {
	for _, tc := range []struct {
		page, pages int
		want        []int // 0 is a gap
	}{
		{1, 1, []int{1}},
		{1, 3, []int{1, 2, 3}},
		{1, 9, []int{1, 2, 0, 9}},
		{4, 9, []int{1, 2, 3, 4, 5, 0, 9}},
		{5, 9, []int{1, 0, 4, 5, 6, 0, 9}},
		{6, 9, []int{1, 0, 5, 6, 7, 8, 9}},
		{9, 9, []int{1, 0, 8, 9}},
		{1, 0, nil},
	} {
		if diff := cmp.Diff(tc.want, PaginationProps{Page: tc.page, Pages: tc.pages}.numbers()); diff != "" {
			t.Errorf("page %d of %d (-want +got):\n%s", tc.page, tc.pages, diff)
		}
	}
}

func TestPaginationOfOnePageIsNothing(t *testing.T) {
	if html := render(t, Pagination(PaginationProps{Page: 1, Pages: 1})); html != "" {
		t.Errorf("got %s", html)
	}
	html := render(t, Pagination(PaginationProps{Next: "?after=x"}))
	contains(t, html, `href="?after=x" rel="next"`)
	lacks(t, html, `rel="prev"`)
}

func TestPriceSaysOldAndNew(t *testing.T) {
	html := render(t, Price(PriceProps{Now: 479900, CompareAt: 549900, Pix: 455905, Installments: 10, Installment: 47990, Large: true}))
	contains(t, html, "Preço anterior: ", "<s>R$\u00a05.499,00</s>", "Preço atual: ", "is-deal", "12% de desconto", "<b>R$\u00a04.559,05</b> no Pix", "ou 10× de R$\u00a0479,90 sem juros")
}

func TestPriceNeverPromisesMoreThanItGives(t *testing.T) {
	for _, tc := range []struct {
		name  string
		props PriceProps
		want  int
	}{
		{"rounded down", PriceProps{Now: 1001, CompareAt: 2000}, 49},
		{"compare-at below the price", PriceProps{Now: 2000, CompareAt: 1000}, 0},
		{"compare-at equal", PriceProps{Now: 2000, CompareAt: 2000}, 0},
		{"less than one per cent", PriceProps{Now: 199999, CompareAt: 200000}, 0},
	} {
		if got := tc.props.discount(); got != tc.want {
			t.Errorf("%s: %d%%, want %d%%", tc.name, got, tc.want)
		}
	}
	lacks(t, render(t, Price(PriceProps{Now: 1000, CompareAt: 900, Pix: 1000, Installments: 1})), "<s>", "is-deal", "Pix", "ou 1×")
}

func TestFieldTiesHintAndErrorToItsInput(t *testing.T) {
	html := render(t, Field(FieldProps{
		Name: "document", Label: "CPF", Value: `"><script>`, Hint: "Só números.", Error: "O CPF não confere.",
		Autocomplete: "on", InputMode: "numeric", Pattern: "[0-9]+", MaxLength: 18, Required: true,
		Attrs: templ.Attributes{"hx-post": "/x"},
	}))
	contains(
		t, html,
		`<label class="label" for="document">`, `id="document" name="document" type="text"`,
		`value="&#34;&gt;&lt;script&gt;"`, `aria-describedby="document-hint document-error"`, `aria-invalid="true"`,
		`id="document-hint"`, `id="document-error"`, `maxlength="18"`, ` required`, `hx-post="/x"`,
		`autocomplete="on"`, `inputmode="numeric"`, `pattern="[0-9]+"`,
	)
	lacks(t, render(t, Field(FieldProps{Name: "a", Label: "A"})), "aria-", "required", "maxlength", "value=")
}

func TestPasswordIsNeverSentBack(t *testing.T) {
	lacks(t, render(t, Field(FieldProps{Name: "password", Type: "password", Value: "segredo"})), "segredo")
}

func TestButtonIsLinkOrButton(t *testing.T) {
	contains(t, render(t, Button(ButtonProps{Label: "Ver", Href: "/x?a=1&b=2"})), `<a class="btn" href="/x?a=1&amp;b=2">`)
	contains(t, render(t, Button(ButtonProps{Label: "Ok", Name: "go", Value: "1", Form: "f"})), `<button class="btn" type="submit" name="go" value="1" form="f">`)
	disabled := render(t, Button(ButtonProps{Label: "Ver", Href: "/x", Disabled: true}))
	contains(t, disabled, `aria-disabled="true"`)
	lacks(t, disabled, "href")
}

func TestScriptAddressesAreRefused(t *testing.T) {
	lacks(t, render(t, Button(ButtonProps{Label: "x", Href: "javascript:alert(1)"})), "javascript:")
}

func TestErrorSummaryLinksToFields(t *testing.T) {
	html := render(t, ErrorSummary("", []FieldError{{ID: "email", Message: "Informe o e-mail."}, {Message: "Tente de novo."}}))
	contains(t, html, "2 campos precisam de atenção", `<a href="#email">Informe o e-mail.</a>`, "Tente de novo.", `tabindex="-1"`)
	if got := render(t, ErrorSummary("x", nil)); got != "" {
		t.Errorf("no error renders %s", got)
	}
}

func TestQuantityKeepsToItsLimits(t *testing.T) {
	contains(t, render(t, QuantityStepper(QuantityProps{Label: "Quantidade", Value: 1})), `min="1"`, `max="999"`, `name="quantity"`)
	contains(t, render(t, QuantityStepper(QuantityProps{Label: "Quantidade", Value: 2, Max: 3, AllowZero: true})), `min="0"`, `max="3"`)
}

func TestRadioGroupChoosesOnlyWhatCanBeHad(t *testing.T) {
	html := render(t, RadioGroup(RadioGroupProps{
		Name: "payment_method", Legend: "Pagamento", Value: "boleto", Error: "Escolha.",
		Radios: []Radio{{Value: "pix", Label: "Pix"}, {Value: "boleto", Label: "Boleto", Disabled: true}},
	}))
	contains(t, html, `aria-describedby="payment_method-error"`, `value="boleto" disabled`)
	lacks(t, html, "checked")
}

func TestProductCardWithoutPictureOrStock(t *testing.T) {
	html := render(t, ProductCard(ProductCardProps{Title: "<b>Fone</b>", Href: "/products/fone", Tint: "tint-5", Price: PriceProps{Now: 100}, Stock: StockProps{Band: OutOfStock}}))
	contains(t, html, `href="/products/fone"`, "&lt;b&gt;Fone&lt;/b&gt;", "Sem foto", "Esgotado", `class="pcard-panel tint-5"`)
	lacks(t, html, "<img")
}

func TestStockCountsInWords(t *testing.T) {
	contains(t, render(t, Stock(StockProps{Band: FewLeft, Left: 1})), "Resta 1 unidade")
	contains(t, render(t, Stock(StockProps{Band: FewLeft, Left: 4})), "Restam 4 unidades")
	contains(t, render(t, Stock(StockProps{Band: FewLeft})), "Últimas unidades")
}

func TestHistogramNeedsNoValues(t *testing.T) {
	contains(t, render(t, HistogramBars([]Bar{{Label: "5 ★"}}, 0, false)), `<progress value="0" max="1"`)
}

func TestRatingSpeaksTheReadersLanguage(t *testing.T) {
	contains(t, render(t, Rating(RatingProps{Average: 47, Count: 1})), "4,7", "avaliação")
	if got := render(t, Rating(RatingProps{Average: 50})); got != "" {
		t.Errorf("no review renders %s", got)
	}
}

func render(t *testing.T, c templ.Component) string {
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
			t.Errorf("no %q in %s", want, html)
		}
	}
}

func lacks(t *testing.T, html string, bads ...string) {
	t.Helper()
	for _, bad := range bads {
		if strings.Contains(html, bad) {
			t.Errorf("%q in %s", bad, html)
		}
	}
}
