package catalog_test

import (
	"strings"
	"testing"

	"tenaz/internal/apperr"
	"tenaz/internal/catalog"
	"tenaz/internal/money"
)

// shelf saves n mice of rising price in a category of their own and returns the
// category's id.
func (w *world) shelfOf(t *testing.T, n int) (int64, string) {
	t.Helper()
	var inputs []catalog.ProductInput
	for i := range n {
		in := mouse()
		in.Category = "Prateleira " + t.Name()
		in.Variants[0].Price = money.Cents(1000 + i)
		inputs = append(inputs, in)
	}
	w.save(t, inputs...)
	shelf, err := w.Category(t.Context(), catalog.Slug("Prateleira "+t.Name()))
	if err != nil {
		t.Fatal(err)
	}
	return shelf.Category.ID, shelf.Category.Slug
}

func TestPagesShowEveryProductOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const n = catalog.PageSize*catalog.LastPage + 60
	category, _ := w.shelfOf(t, n)
	for _, sort := range []string{"price_asc", "price_desc", "featured", "newest", "name", "discount"} {
		in := catalog.ListInput{CategoryID: category, Sort: sort}
		seen := map[int64]bool{}
		var order []int64
		add := func(list catalog.List) {
			for _, c := range list.Cards {
				if seen[c.ProductID] {
					t.Fatalf("%s: product %d is shown twice", sort, c.ProductID)
				}
				seen[c.ProductID] = true
				order = append(order, c.ProductID)
			}
		}
		var list catalog.List
		for in.Page = 1; in.Page <= catalog.LastPage; in.Page++ {
			var err error
			if list, err = w.List(t.Context(), in); err != nil {
				t.Fatalf("%s page %d: %v", sort, in.Page, err)
			}
			add(list)
		}
		if list.After == "" || list.Pages != catalog.LastPage || list.Total != n {
			t.Fatalf("%s: the last page has no way on: %d of %d", sort, list.Pages, list.Total)
		}
		for list.After != "" {
			var err error
			if list, err = w.List(t.Context(), catalog.ListInput{CategoryID: category, Sort: sort, After: list.After}); err != nil {
				t.Fatalf("%s: %v", sort, err)
			}
			add(list)
		}
		if len(seen) != n {
			t.Errorf("%s: %d products shown, %d are there", sort, len(seen), n)
		}
		back, err := w.List(t.Context(), catalog.ListInput{CategoryID: category, Sort: sort, Before: list.Before})
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range back.Cards {
			if want := order[n-len(list.Cards)-catalog.PageSize+i]; c.ProductID != want {
				t.Fatalf("%s: back shows %d at %d, want %d", sort, c.ProductID, i, want)
			}
		}
	}
}

func TestFilters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	category, _ := w.shelfOf(t, 10)
	cents := func(c money.Cents) *money.Cents { return &c }
	soldOut := mouse()
	soldOut.Category, soldOut.Brand, soldOut.Variants[0].Stock = "Prateleira "+t.Name(), "Esgotada "+t.Name(), 0
	w.save(t, soldOut)
	cases := []struct {
		name string
		in   catalog.ListInput
		want int
	}{
		{"all", catalog.ListInput{}, 11},
		{"from", catalog.ListInput{PriceMin: cents(1005)}, 6},
		{"to", catalog.ListInput{PriceMax: cents(1005)}, 6},
		{"between", catalog.ListInput{PriceMin: cents(1002), PriceMax: cents(1004)}, 3},
		{"nothing", catalog.ListInput{PriceMin: cents(5), PriceMax: cents(1)}, 0},
		{"in stock", catalog.ListInput{InStock: true}, 10},
		{"brand", catalog.ListInput{Brand: catalog.Slug("Esgotada " + t.Name())}, 1},
		{"words", catalog.ListInput{Query: "mouse guara sem fio"}, 11},
	}
	for _, c := range cases {
		c.in.CategoryID = category
		list, err := w.List(t.Context(), c.in)
		if err != nil || list.Total != c.want || len(list.Cards) != c.want {
			t.Errorf("%s: %d (%d cards), %v; want %d", c.name, list.Total, len(list.Cards), err, c.want)
		}
	}
}

func TestWhatCannotBeMeantIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	category, _ := w.shelfOf(t, 3)
	cases := []struct {
		in   catalog.ListInput
		kind apperr.Kind
	}{
		{catalog.ListInput{Page: -1}, apperr.NotFound},
		{catalog.ListInput{Page: 2}, apperr.NotFound},
		{catalog.ListInput{Page: 41}, apperr.NotFound},
		{catalog.ListInput{Sort: "price; DROP TABLE"}, apperr.Invalid},
		{catalog.ListInput{Sort: "relevance"}, apperr.Invalid},
		{catalog.ListInput{Brand: "no-such-brand"}, apperr.NotFound},
		{catalog.ListInput{After: "nonsense"}, apperr.Invalid},
		{catalog.ListInput{Before: "e30"}, apperr.Invalid},
		{catalog.ListInput{Query: "a\x00b"}, apperr.Invalid},
		{catalog.ListInput{Query: "a\xffb"}, apperr.Invalid},
		{catalog.ListInput{Query: strings.Repeat("a", 201)}, apperr.Invalid},
	}
	for _, c := range cases {
		c.in.CategoryID = category
		if _, err := w.List(t.Context(), c.in); !apperr.Is(err, c.kind) {
			t.Errorf("%+v: %v", c.in, err)
		}
	}
	for _, query := range []string{"'; DROP TABLE listing; --", "&|!():*<->", "😀", "\\", "' OR 1=1", `"`, "%_%", strings.Repeat("a ", 100), "😀 mouse", "日本語"} {
		if _, err := w.List(t.Context(), catalog.ListInput{Query: query}); err != nil {
			t.Errorf("%q: %v", query, err)
		}
	}
}

func TestSearchFindsEverySpelling(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	titles := []string{"Fone Sony WH-1000XM5 preto", "Cartão de memória 64 GB", "Caixa de som portátil", `Monitor 27" curvo`, "Processador i7-12700K", "Suporte móvel para painéis"}
	ids := map[string]int64{}
	for _, title := range titles {
		in := mouse()
		in.Title, in.Category = title, "Busca "+t.Name()
		in.Attributes = nil
		in.Description = ""
		ids[title] = w.save(t, in)[0].ProductID
	}
	shelf, err := w.Category(t.Context(), catalog.Slug("Busca "+t.Name()))
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string][]string{
		titles[0]: {"wh1000xm5", "WH-1000XM5", "wh 1000xm5", "sony wh 1000 xm5", "fones wh-1000xm5"},
		titles[1]: {"cartoes de memoria", "cartões", "CARTAO 64gb", "cartão 64 GB", "memórias"},
		titles[2]: {"caixas de som portateis", "portáteis", "portatil"},
		titles[3]: {"monitor 27 polegadas", "monitores 27pol", `27"`, "27 inch monitor"},
		titles[4]: {"i7 12700k", "I7-12700K", "processadores i7-12700k"},
		titles[5]: {"móveis", "suportes para painel", "paineis"},
	}
	for title, queries := range cases {
		for _, query := range queries {
			list, err := w.List(t.Context(), catalog.ListInput{CategoryID: shelf.Category.ID, Query: query})
			if err != nil || list.Total != 1 || list.Loose || list.Cards[0].ProductID != ids[title] {
				t.Errorf("%q: %d found, loose %v, %v; want %q alone", query, list.Total, list.Loose, err, title)
			}
		}
	}
	list, err := w.List(t.Context(), catalog.ListInput{CategoryID: shelf.Category.ID, Query: "monitor roxo"})
	if err != nil || !list.Loose || list.Total != 1 {
		t.Errorf("some of the words: %+v, %v", list, err)
	}
	if list, err := w.List(t.Context(), catalog.ListInput{CategoryID: shelf.Category.ID, Query: "xyzzy"}); err != nil || list.Total != 0 {
		t.Errorf("nothing: %+v, %v", list, err)
	}
}
