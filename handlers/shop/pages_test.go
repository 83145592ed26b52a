package shop_test

import (
	"fmt"
	"html"
	"net/http"
	"strings"
	"testing"

	"tenaz/internal/catalog"
	"tenaz/internal/money"
	"tenaz/internal/testdb"
)

func TestProductPage(t *testing.T) {
	t.Parallel()
	s := newWindow(t)
	in := lamp()
	struck := money.Cents(15990)
	in.Variants[0].CompareAt = &struck
	saved := s.stock(8, in)[0]
	body := s.contains("/products/"+saved.Slug,
		html.EscapeString(in.Title), "Cipó", in.Variants[0].GTIN, in.Variants[0].SKU, "129,90", "159,90", in.Category,
		"<strong>três</strong>", "Luminária e cabo.", "Potência", `<data value="7.5">7,5</data>`, "Sim", "Branco quente", "Energia",
		`action="/cart/items"`, `name="variant_id"`, "Em estoque", "application/ld+json", `"@type":"Product"`, `"BreadcrumbList"`,
		`<link rel="canonical" href="https://loja.example.com/products/`+saved.Slug+`"`)
	if !strings.Contains(body, "image-off") {
		t.Error("no sign that there is no picture")
	}
	for _, forbidden := range []string{" style=", "<script>", "onclick", "javascript:"} {
		if strings.Contains(body, forbidden) {
			t.Errorf("the page holds %q", forbidden)
		}
	}
}

func TestVariantsAreChosenByPlainLinks(t *testing.T) {
	t.Parallel()
	s := newWindow(t)
	in := lamp()
	n := testdb.Serial()
	in.Options = []catalog.OptionInput{{Name: "Cor", Values: []catalog.OptionValueInput{{Value: "Preta", Swatch: "black"}, {Value: "Areia", Swatch: "sand"}}}}
	in.Variants = []catalog.VariantInput{
		{SKU: fmt.Sprintf("LP-%d", n), Price: 10000, Options: map[string]string{"Cor": "Preta"}},
		{SKU: fmt.Sprintf("LA-%d", n), Price: 11000, Options: map[string]string{"Cor": "Areia"}},
	}
	saved := s.stock(0, in)[0]
	product, err := s.catalog.Product(t.Context(), saved.Slug, 0)
	if err != nil {
		t.Fatal(err)
	}
	second := product.Variants[1].ID
	body := s.contains("/products/"+saved.Slug, fmt.Sprintf(`href="/products/%s?variant=%d"`, saved.Slug, second), "#D8C7A9", "100,00", "Esgotado")
	if strings.Contains(body, `action="/cart/items"`) {
		t.Error("what is sold out can be bought")
	}
	s.contains(fmt.Sprintf("/products/%s?variant=%d", saved.Slug, second), "110,00", in.Variants[1].SKU)
	for _, variant := range []string{"999999999", "x", "-1", "0", ""} {
		if w := s.get("/products/" + saved.Slug + "?variant=" + variant); w.Code != http.StatusNotFound {
			t.Errorf("variant %q: %d", variant, w.Code)
		}
	}
}

func TestOldAddressesLeadOn(t *testing.T) {
	t.Parallel()
	s := newWindow(t)
	saved := s.stock(0, lamp())[0]
	old := "antiga-" + saved.Slug
	if _, err := s.db.Exec(t.Context(), `INSERT INTO slug_redirects (kind, slug, target_id) VALUES ('product', $1, $2)`, old, saved.ProductID); err != nil {
		t.Fatal(err)
	}
	w := s.get("/products/" + old + "?variant=7")
	if w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != "/products/"+saved.Slug+"?variant=7" {
		t.Errorf("%d to %q", w.Code, w.Header().Get("Location"))
	}
	if _, err := s.db.Exec(t.Context(), `UPDATE products SET state = 'archived' WHERE id = $1`, saved.ProductID); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/products/" + saved.Slug, "/products/" + old} {
		if w := s.get(path); w.Code != http.StatusNotFound {
			t.Errorf("%s of an archived product: %d", path, w.Code)
		}
	}
}

func TestOddTextIsShownEscaped(t *testing.T) {
	t.Parallel()
	s := newWindow(t)
	for _, text := range []string{"D'Ávila", "<script>alert(1)</script>", "'; DROP TABLE products; --", "😀 日本", strings.Repeat("á", 190), `</script><b>"x"`} {
		in := lamp()
		n := testdb.Serial()
		in.Title, in.Brand, in.Category, in.Summary, in.Description = fmt.Sprint(text, n), text, fmt.Sprint(text, n), text, text
		in.Attributes = []catalog.AttributeInput{{Key: text, Group: text, Value: catalog.Text(text)}}
		saved := s.stock(3, in)[0]
		shelf := catalog.Slug(in.Category)
		for _, path := range []string{"/products/" + saved.Slug, "/categories/" + shelf, "/"} {
			body := s.contains(path, html.EscapeString(in.Title))
			if strings.Contains(body, "<script>alert") || strings.Contains(body, "</script><b>") {
				t.Errorf("%s: %q came through as markup", path, text)
			}
		}
	}
}

func TestListingPage(t *testing.T) {
	t.Parallel()
	s := newWindow(t)
	var inputs []catalog.ProductInput
	category := fmt.Sprintf("Vitrine %d", testdb.Serial())
	for i := range catalog.PageSize + 3 {
		in := lamp()
		in.Category, in.Variants[0].Price = category, money.Cents(10000+i*100)
		inputs = append(inputs, in)
	}
	s.stock(9, inputs...)
	path := "/categories/" + catalog.Slug(category)
	first := s.contains(path+"?sort=price_asc", category, "27 produtos", "R$", "100,00", `rel="next"`, `name="brand"`, `name="variant_id"`)
	if n := strings.Count(first, `class="pcard"`); n != catalog.PageSize {
		t.Errorf("%d cards", n)
	}
	second := s.contains(path+"?sort=price_asc&page=2", `rel="prev"`, html.EscapeString(inputs[26].Title))
	if n := strings.Count(second, `class="pcard"`); n != 3 {
		t.Errorf("%d cards on page 2", n)
	}
	s.contains(path+"?price_min=110&price_max=112", "3 produtos", "A partir de R$ 110", "Limpar filtros")
	s.contains(path+"?price_min=999", "Nenhum produto com esses filtros")
	s.contains(path+"?brand=cipo&in_stock=1", "27 produtos", "Só em estoque")
	s.contains("/search?q="+strings.ReplaceAll(inputs[3].Title, " ", "+"), html.EscapeString(inputs[3].Title), `content="noindex"`)
	s.contains("/search?q=xyzzyplugh", "Nada encontrado", category)
	s.contains("/", "7 dias", category)
}

func TestNothingOddIsAServerError(t *testing.T) {
	t.Parallel()
	s := newWindow(t)
	in := lamp()
	saved := s.stock(1, in)[0]
	path := "/categories/" + catalog.Slug(in.Category)
	cases := map[string]int{
		path + "?page=0":                              404,
		path + "?page=-1":                             404,
		path + "?page=2":                              404,
		path + "?page=41":                             404,
		path + "?page=abc":                            404,
		path + "?page=99999999999999999999":           404,
		path + "?page=":                               200,
		path + "?sort=up":                             422,
		path + "?sort=relevance":                      422,
		path + "?price_min=-1":                        422,
		path + "?price_min=abc":                       422,
		path + "?price_max=99999999":                  422,
		path + "?price_min=12.50":                     422,
		path + "?in_stock=maybe":                      422,
		path + "?brand=nobody":                        404,
		path + "?after=zzz":                           422,
		path + "?before=%00":                          422,
		path + "?q=%ff":                               422,
		path + "?q=%zz":                               422,
		path + "?q=a%00b":                             422,
		path + "?utm_source=x":                        200,
		"/search?q=":                                  200,
		"/search?q=%20":                               200,
		"/search?q=" + strings.Repeat("a", 201):       422,
		"/search?q=" + strings.Repeat("a", 5000):      422,
		"/search?q='%3B+DROP+TABLE+listing%3B--":      200,
		"/search?q=%26%7C!()*%3A%5C":                  200,
		"/search?q=%F0%9F%98%80":                      200,
		"/search?q=%3Cscript%3Ealert(1)%3C/script%3E": 200,
		"/categories/none":                            404,
		"/categories/%ff":                             404,
		"/products/none":                              404,
		"/products/%00":                               404,
		"/products/" + strings.Repeat("x", 3000):      404,
		"/products/" + saved.Slug + "?variant=1e3":    404,
		"/products/" + saved.Slug + "/x":              404,
		"/media/x.svg":                                404,
		"/media/" + strings.Repeat("0", 64) + ".svg":  404,
		"/media/..%2f..%2fetc%2fpasswd":               404,
		"/sitemap/9.xml":                              404,
		"/sitemap/x":                                  404,
		"/sitemap/01.xml":                             404,
	}
	for target, want := range cases {
		w := s.get(target)
		if w.Code != want && !(want == 404 && w.Code == 422 && strings.Contains(target, "%")) {
			t.Errorf("GET %.80s: %d, want %d", target, w.Code, want)
		}
		if strings.Contains(w.Body.String(), "<script>alert(1)") {
			t.Errorf("GET %s: the query came through as markup", target)
		}
	}
}

func TestPagesAskTheDatabaseOnce(t *testing.T) {
	t.Parallel()
	s := newWindow(t)
	var inputs []catalog.ProductInput
	category := fmt.Sprintf("Contagem %d", testdb.Serial())
	for range catalog.PageSize + 1 {
		in := lamp()
		in.Category = category
		inputs = append(inputs, in)
	}
	saved := s.stock(9, inputs...)
	path := "/categories/" + catalog.Slug(category)
	cases := []struct {
		target string
		most   int64
	}{
		{"/", 0},
		{path, 1},
		{path + "?page=2", 1},
		{path + "?price_min=1", 2},
		{"/search?q=luminaria", 2},
		{"/products/" + saved[0].Slug, 1},
	}
	for _, c := range cases {
		s.get(c.target) // what is kept in memory is read now
		before := s.db.queries.Load()
		s.get(c.target)
		if n := s.db.queries.Load() - before; n > c.most {
			t.Errorf("GET %s: %d queries, want at most %d", c.target, n, c.most)
		}
	}
}

func TestMediaIsKeptForEver(t *testing.T) {
	t.Parallel()
	s := newWindow(t)
	svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)
	key, err := s.blobs.Put(t.Context(), svg, "svg")
	if err != nil {
		t.Fatal(err)
	}
	w := s.get("/media/" + key)
	h := w.Header()
	if w.Code != 200 || w.Body.String() != string(svg) || h.Get("Content-Type") != "image/svg+xml" || !strings.Contains(h.Get("Cache-Control"), "immutable") ||
		h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("ETag") == "" {
		t.Errorf("%d %v", w.Code, h)
	}
	if w := s.get("/media/"+key, "If-None-Match", h.Get("ETag")); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("again: %d", w.Code)
	}
	if len(h.Values("Set-Cookie")) != 0 {
		t.Error("a picture sets a cookie")
	}
	jpg, err := s.blobs.Put(t.Context(), []byte(strings.Repeat("\xff\xd8\xff", 900)), "jpeg")
	if err != nil {
		t.Fatal(err)
	}
	if w := s.get("/media/"+jpg, "Accept-Encoding", "gzip"); w.Header().Get("Content-Type") != "image/jpeg" || w.Header().Get("Content-Encoding") == "gzip" || w.Body.Len() != 2700 {
		t.Errorf("a photograph: %v", w.Header())
	}
}

func TestSitemapNamesEveryPage(t *testing.T) {
	t.Parallel()
	s := newWindow(t)
	in := lamp()
	saved := s.stock(1, in)[0]
	s.contains("/sitemap.xml", "<loc>https://loja.example.com/sitemap/0.xml</loc>", "<loc>https://loja.example.com/sitemap/1.xml</loc>")
	s.contains("/sitemap/0.xml", "<loc>https://loja.example.com/categories/"+catalog.Slug(in.Category)+"</loc>")
	s.contains("/sitemap/1.xml", "<loc>https://loja.example.com/products/"+saved.Slug+"</loc><lastmod>")
	s.contains("/robots.txt", "Disallow: /checkout", "Sitemap: https://loja.example.com/sitemap.xml")
}
