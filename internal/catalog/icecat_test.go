package catalog_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/catalog"
	"tenaz/internal/testdb"
)

// realData is where real products lie beside the repository.
const realData = "../../../shared/data/icecat"

// realProduct is a line of the real file.
type realProduct struct {
	ID          string         `json:"id"`
	Title       string         `json:"title"`
	Brand       string         `json:"brand"`
	GTIN        string         `json:"gtin"`
	Price       int64          `json:"price_cents"`
	Category    string         `json:"category"`
	Description string         `json:"description"`
	Attributes  map[string]any `json:"attributes"`
}

func openReal(t testing.TB, name string) *os.File {
	t.Helper()
	file, err := os.Open(filepath.Join(realData, name))
	if err != nil {
		t.Skipf("the real products are not beside this repository: %v", err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

// readReal returns the real file as text.
var readReal = sync.OnceValues(func() ([]byte, error) {
	file, err := os.Open(filepath.Join(realData, "products.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	zr, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(zr)
})

// realShop is a database with all real products, loaded once for all tests.
var realShop struct {
	once   sync.Once
	world  *world
	report catalog.ImportReport
	took   time.Duration
	err    error
}

func loadReal(t *testing.T) *world {
	t.Helper()
	openReal(t, "products.jsonl.gz")
	if testing.Short() {
		t.Skip("15,000 products take some seconds: not with -short")
	}
	realShop.once.Do(func() {
		w := worldOn(testdb.New(keeper{t}).Pool)
		start := time.Now()
		file := openReal(t, "products.jsonl.gz")
		realShop.report, realShop.err = w.Import(context.Background(), actor.Store("test"), catalog.ImportInput{Name: "products.jsonl.gz", Reader: file})
		realShop.took, realShop.world = time.Since(start), w
	})
	if realShop.err != nil {
		t.Fatal(realShop.err)
	}
	return realShop.world
}

// keeper lets the database outlive the test that made it.
type keeper struct{ *testing.T }

// Cleanup keeps what it is told for the end of all tests.
func (k keeper) Cleanup(f func()) { atEnd = append(atEnd, f) }

var atEnd []func()

func TestMain(m *testing.M) {
	code := m.Run()
	for i := len(atEnd) - 1; i >= 0; i-- {
		atEnd[i]()
	}
	os.Exit(code)
}

func TestRealProductsAreImportedWhole(t *testing.T) {
	w := loadReal(t)
	report := realShop.report
	t.Logf("15,000 products imported in %s; %d warnings", realShop.took.Round(time.Millisecond), report.WarningCount)
	if report.Created != 15000 || len(report.Refused) != 0 {
		t.Fatalf("created %d, refused %v", report.Created, report.Refused)
	}
	if realShop.took > time.Minute {
		t.Errorf("took %s, the limit is a minute", realShop.took)
	}
	text, err := readReal()
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	random := rand.New(rand.NewPCG(20261123, 15000))
	for range 60 {
		var want realProduct
		if err := json.Unmarshal(lines[random.IntN(len(lines))], &want); err != nil {
			t.Fatal(err)
		}
		compareReal(t, w, want)
	}
}

// compareReal fails if the store shows anything else than the file says.
func compareReal(t *testing.T, w *world, want realProduct) {
	t.Helper()
	slug := one[string](t, w.d, `SELECT p.slug FROM products p JOIN variants v ON v.product_id = p.id WHERE v.sku = $1`, want.ID)
	p, err := w.Product(t.Context(), slug, 0)
	if err != nil {
		t.Fatalf("%s: %v", want.ID, err)
	}
	category, err := w.Crumbs(t.Context(), p.CategoryID)
	if err != nil {
		t.Fatal(err)
	}
	v := p.Variant()
	got := realProduct{ID: v.SKU, Title: p.Title, Brand: p.Brand, GTIN: v.GTIN, Price: int64(v.Price), Category: category[len(category)-1].Name, Description: p.DescriptionText}
	if got.ID != want.ID || got.Title != want.Title || got.Brand != want.Brand || got.GTIN != want.GTIN || got.Price != want.Price || got.Category != want.Category || got.Description != want.Description {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	specs := map[string]string{}
	for _, g := range p.Specs {
		for _, line := range g.Lines {
			specs[line.Slug] = line.Value.String()
		}
	}
	if len(specs) != len(want.Attributes) {
		t.Errorf("%s: %d specs, want %d", want.ID, len(specs), len(want.Attributes))
	}
	for key, value := range want.Attributes {
		text, ok := value.(string)
		switch value := value.(type) {
		case float64:
			text = catalog.FormatNumber(value)
		case bool:
			text = strconv.FormatBool(value)
		default:
			if !ok {
				t.Errorf("%s: %s is %T", want.ID, key, value)
			}
		}
		if specs[key] != text {
			t.Errorf("%s: %s = %q, want %q", want.ID, key, specs[key], text)
		}
	}
}

func TestRealProductsAreFound(t *testing.T) {
	w := loadReal(t)
	text, err := readReal()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 7))
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	for range 30 {
		var want realProduct
		if err := json.Unmarshal(lines[random.IntN(len(lines))], &want); err != nil {
			t.Fatal(err)
		}
		id := one[int64](t, w.d, `SELECT product_id FROM variants WHERE sku = $1`, want.ID)
		for _, query := range []string{want.GTIN, strings.TrimLeft(want.GTIN, "0"), want.ID} {
			if list, err := w.List(t.Context(), catalog.ListInput{Query: query}); err != nil || len(list.Cards) == 0 || list.Cards[0].ProductID != id {
				t.Errorf("%q does not find %q first: %+v, %v", query, want.Title, list.Total, err)
			}
		}
		query := []rune(want.Title)
		query = query[:min(len(query), catalog.LongestQuery)]
		list, err := w.List(t.Context(), catalog.ListInput{Query: string(query)})
		found := false
		for _, c := range list.Cards {
			found = found || c.Title == want.Title
		}
		if err != nil || !found {
			t.Errorf("the title %q finds %d others, %v", want.Title, list.Total, err)
		}
	}
}

func TestRealImportAgain(t *testing.T) {
	w := loadReal(t)
	text, err := readReal()
	if err != nil {
		t.Fatal(err)
	}
	var head bytes.Buffer
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for n := 0; n < 2000 && lines.Scan(); n++ {
		head.Write(lines.Bytes())
		head.WriteByte('\n')
	}
	sum := `SELECT (SELECT sum(version)::bigint FROM products) + (SELECT sum(version)::bigint FROM variants) + (SELECT count(*) FROM price_history)`
	before := one[int64](t, w.d, sum)
	report := w.load(t, head.String())
	if report.Unchanged != 2000 || one[int64](t, w.d, sum) != before {
		t.Errorf("again: %+v", report)
	}
}
