package catalog_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/catalog"
	"tenaz/internal/testdb"
)

func (w *world) load(t testing.TB, text string) catalog.ImportReport {
	t.Helper()
	report, err := w.Import(t.Context(), actor.Store("test"), catalog.ImportInput{Name: "products.jsonl", Reader: strings.NewReader(text)})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestImportNamesEveryBrokenRow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := testdb.Serial()
	good := func(i int) string {
		return fmt.Sprintf(`{"id":"g%d-%d","title":"Cabo %d","brand":"Guará","category":"Cabos","price_cents":1990}`, n, i, i)
	}
	lines := []struct{ text, reason string }{
		{good(1), ""},
		{`{"id": "x", `, "JSON"},
		{`{"id":"x1","brand":"B","category":"C","price_cents":1}`, "title is missing"},
		{`{"id":"x2","title":"T","brand":"B","category":"C","price_cents":-1}`, "negative"},
		{`{"id":"x3","title":"T","brand":"B","category":"C","price_cents":49.95}`, "price_cents: 49.95 is not a whole number"},
		{`{"id":"x4","title":"T","brand":"B","category":"C","price_cents":"4995"}`, "price_cents"},
		{`{"id":"x5","title":"T","brand":"B","category":"C"}`, "price_cents is missing"},
		{"", ""},
		{strings.Replace(good(1), "Cabo 1", "Outro", 1), "line 1 already"},
		{`{"id":"x6","title":"T","brand":"B","category":"C","price_cents":1,"gtin":"12AB"}`, "GTIN"},
		{"{\"id\":\"x7\",\"title\":\"T\xff\",\"brand\":\"B\",\"category\":\"C\",\"price_cents\":1}", "UTF-8"},
		{`{"id":"x8","title":"T\u0000","brand":"B","category":"C","price_cents":1}`, "NUL"},
		{"{\"id\":\"x9\",\"title\":\"T\x00\"}", "NUL"},
		{`["id"]`, "no JSON object"},
		{`{"title":"T","brand":"B","category":"C","price_cents":1}`, "neither"},
		{`{"id":"xa","title":7,"brand":"B","category":"C","price_cents":1}`, "title must not be a number"},
		{`{"id":"xb","title":"T","brand":"B","category":"C","price_cents":1,"attributes":{"a":[1]}}`, "attributes: a is neither"},
		{good(2), ""},
	}
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(l.text + "\r\n")
	}
	report := w.load(t, text.String())
	if report.Created != 2 || report.Lines != len(lines)-1 {
		t.Errorf("report = %+v", report)
	}
	at := 0
	for i, l := range lines {
		if l.reason == "" {
			continue
		}
		if at == len(report.Refused) {
			t.Fatalf("line %d is not reported", i+1)
		}
		if r := report.Refused[at]; r.Line != i+1 || !strings.Contains(r.Reason, l.reason) {
			t.Errorf("reported %+v, want line %d with %q", r, i+1, l.reason)
		}
		at++
	}
	if at != len(report.Refused) {
		t.Errorf("more was refused: %+v", report.Refused[at:])
	}
}

func TestImportReadsGzipAndMark(t *testing.T) {
	t.Parallel()
	row := func() string {
		return fmt.Sprintf("\xef\xbb\xbf"+`{"id":%d,"title":"T","brand":"B","category":"C","price_cents":100.0,"description":null}`, testdb.Serial())
	}
	var zipped bytes.Buffer
	zw := gzip.NewWriter(&zipped)
	_, _ = zw.Write([]byte(row()))
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	for _, content := range []string{row(), zipped.String()} {
		if report := w.load(t, content); report.Created != 1 {
			t.Errorf("report = %+v", report)
		}
	}
	_, err := w.Import(t.Context(), actor.Store("test"), catalog.ImportInput{Name: "x.gz", Reader: strings.NewReader("plain")})
	if !apperr.Is(err, apperr.Invalid) {
		t.Errorf("a .gz that is none: %v", err)
	}
	if _, err := w.Import(t.Context(), actor.Actor{Kind: actor.Customer}, catalog.ImportInput{}); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a customer imports: %v", err)
	}
}

func TestImportSkipsALineOverTheLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	row := func(description string) string {
		return fmt.Sprintf(`{"id":"l%d","title":"T","brand":"B","category":"C","price_cents":1,"note":"%s"}`, testdb.Serial(), description)
	}
	report := w.load(t, row("")+"\n"+row(strings.Repeat("x", 9<<20))+"\n"+row(strings.Repeat("x", 3<<20)))
	if report.Created != 2 || len(report.Refused) != 1 || report.Refused[0].Line != 2 {
		t.Errorf("report = %+v", report)
	}
}

func TestImportAgainChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := testdb.Serial()
	text := fmt.Sprintf(`{"id":"i%d-1","title":"Monitor","brand":"Lajedo","gtin":"%013d","category":"Monitores","price_cents":99900,"description":"27\"","attributes":{"diagonal_%d":27.0,"painel":"IPS","curvo":false,"peso":{"value":5.2,"unit":"kg"}}}
{"sku":"i%d-2","title":"Celular","brand":"Pirilampo","category":"Celulares","options":[{"name":"Cor","values":[{"value":"Azul","swatch":"blue"},{"value":"Preto"}]}],"variants":[{"sku":"i%d-2a","options":{"Cor":"Azul"},"price_cents":100,"stock":3,"attributes":{"massa":{"value":180,"unit":"g"}}},{"sku":"i%d-2b","options":{"Cor":"Preto"},"price_cents":200,"compare_at_cents":300}]}
`, n, 2000000000000+n*10, n, n, n, n)
	first := w.load(t, text)
	if first.Created != 2 || len(first.Refused) != 0 {
		t.Fatalf("first: %+v", first)
	}
	state := `SELECT string_agg(t::text, '|') FROM (SELECT p.version, p.updated_at, v.version, v.updated_at, v.price_cents,
		(SELECT count(*) FROM price_history h WHERE h.variant_id = v.id), (SELECT count(*) FROM attribute_values a WHERE a.product_id = p.id)
		FROM variants v JOIN products p ON p.id = v.product_id WHERE v.sku LIKE $1 ORDER BY v.sku) t`
	before := one[string](t, w.d, state, fmt.Sprintf("i%d-%%", n))
	w.clock.Advance(time.Hour)
	second := w.load(t, text)
	if second.Unchanged != 2 || second.Created+second.Updated != 0 {
		t.Errorf("second: %+v", second)
	}
	if after := one[string](t, w.d, state, fmt.Sprintf("i%d-%%", n)); after != before {
		t.Errorf("before %s\nafter  %s", before, after)
	}
	if stock := one[int](t, w.d, `SELECT on_hand FROM stock_levels JOIN variants ON id = variant_id WHERE sku = $1`, fmt.Sprintf("i%d-2a", n)); stock != 3 {
		t.Errorf("opening stock = %d", stock)
	}
}

func TestFirstDefinitionFixesTheKind(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := testdb.Serial()
	row := func(i int, value string) string {
		return fmt.Sprintf(`{"id":"k%d-%d","title":"T","brand":"B","category":"C","price_cents":1,"attributes":{"cap_%d":%s}}`, n, i, n, value)
	}
	report := w.load(t, strings.Join([]string{
		row(1, `{"value":512,"unit":"GB"}`), row(2, `{"value":1,"unit":"TB"}`), row(3, `256`), row(4, `"1 TB ou mais"`),
		row(5, `{"value":3,"unit":"kg"}`), row(6, `true`), row(7, `{"value":"muito","unit":"GB"}`),
	}, "\n"))
	if report.Created != 7 || report.WarningCount != 5 {
		t.Fatalf("report = %+v", report)
	}
	for i, want := range []string{"512", "1000", "256", "1 TB ou mais", "3 kg", "true", "muito GB"} {
		got := one[string](t, w.d, `SELECT coalesce(av.number::text, av.text) FROM attribute_values av JOIN variants v ON v.product_id = av.product_id WHERE v.sku = $1`, fmt.Sprintf("k%d-%d", n, i+1))
		if got != want {
			t.Errorf("value %d = %q, want %q", i+1, got, want)
		}
	}
	for i, warning := range report.Warnings {
		if warning.Line != i+3 || !strings.Contains(warning.Reason, "kept as text") {
			t.Errorf("warning %d = %+v", i, warning)
		}
	}
}

func TestImportRefusesARowThatPointsAtTwoVariants(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := testdb.Serial()
	row := func(sku string, gtin int64) string {
		return fmt.Sprintf(`{"sku":"t%d-%s","title":"T","brand":"B","category":"C","price_cents":1,"gtin":"%d"}`, n, sku, gtin)
	}
	a, b := 30000000000000+n*2, 30000000000000+n*2+1
	w.load(t, row("a", a)+"\n"+row("b", b))
	report := w.load(t, row("a", b))
	if len(report.Refused) != 1 || report.Refused[0].Line != 1 || !strings.Contains(report.Refused[0].Reason, "two different variants") {
		t.Errorf("report = %+v", report)
	}
	if report := w.load(t, row("c", a)); report.Unchanged+report.Updated != 1 || report.Created != 0 {
		t.Errorf("matched by GTIN: %+v", report)
	}
}
