package shop_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/jackc/pgx/v5"

	"tenaz/handlers"
	"tenaz/handlers/account"
	"tenaz/handlers/admin"
	"tenaz/handlers/hooks"
	"tenaz/handlers/shop"
	"tenaz/handlers/web"
	"tenaz/internal/actor"
	"tenaz/internal/blob"
	"tenaz/internal/catalog"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/pages"
	"tenaz/internal/settings"
	"tenaz/internal/testdb"
)

// countingDB counts the queries that pages send.
type countingDB struct {
	db.DB
	queries atomic.Int64
}

func (c *countingDB) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	c.queries.Add(1)
	return c.DB.Query(ctx, sql, args...)
}

func (c *countingDB) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	c.queries.Add(1)
	return c.DB.QueryRow(ctx, sql, args...)
}

// window is the shop's front behind the real router.
type window struct {
	t       testing.TB
	db      *countingDB
	catalog *catalog.Service
	blobs   *blob.Store
	handler http.Handler
}

func newWindow(t testing.TB) *window {
	t.Helper()
	d, at := &countingDB{DB: testdb.Tx(t)}, clock.System{}
	blobs, err := blob.Open(t.Context(), "mem://")
	if err != nil {
		t.Fatal(err)
	}
	kit, err := web.New(web.Deps{
		Logger: slog.New(slog.DiscardHandler), Sessions: memstore.NewWithCleanupInterval(0),
		BaseURL: &url.URL{Scheme: "https", Host: "loja.example.com"},
	})
	if err != nil {
		t.Fatal(err)
	}
	list := catalog.New(catalog.Deps{DB: d, Clock: at, Blobs: blobs})
	handler, _, err := handlers.Routes(handlers.Deps{
		Kit: kit, Account: &account.Account{}, Admin: &admin.Admin{}, Hooks: &hooks.Hooks{},
		Shop: shop.New(shop.Deps{Kit: kit, Clock: at, Blobs: blobs, Catalog: list, Settings: settings.New(settings.Deps{DB: d, Clock: at}), Pages: pages.New(pages.Deps{DB: d, Clock: at})}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return &window{t: t, db: d, catalog: list, blobs: blobs, handler: handler}
}

func (s *window) get(target string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	if w.Code >= 500 {
		s.t.Errorf("GET %s: %d", target, w.Code)
	}
	return w
}

// contains fails unless the page has every text.
func (s *window) contains(target string, texts ...string) string {
	s.t.Helper()
	w := s.get(target)
	body := w.Body.String()
	if w.Code != http.StatusOK {
		s.t.Errorf("GET %s: %d", target, w.Code)
	}
	for _, text := range texts {
		if !strings.Contains(body, text) {
			s.t.Errorf("GET %s: %q is missing", target, text)
		}
	}
	return body
}

// stock saves products and gives each variant units.
func (s *window) stock(units int, inputs ...catalog.ProductInput) []catalog.Saved {
	s.t.Helper()
	saved, err := s.catalog.SaveProducts(s.t.Context(), actor.Store("test"), inputs)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, p := range saved {
		if p.Err != nil {
			s.t.Fatal(p.Err)
		}
		if units > 0 {
			_, err := s.db.Exec(s.t.Context(), `INSERT INTO stock_levels (variant_id, location_id, on_hand)
				SELECT v.id, (SELECT min(id) FROM locations), $2 FROM variants v WHERE v.product_id = $1`, p.ProductID, units)
			if err != nil {
				s.t.Fatal(err)
			}
		}
	}
	if _, err := s.catalog.RefreshDrifted(s.t.Context(), 1000); err != nil {
		s.t.Fatal(err)
	}
	s.catalog.Forget()
	return saved
}

// lamp is a product of one variant.
func lamp() catalog.ProductInput {
	n := testdb.Serial()
	return catalog.ProductInput{
		Title: fmt.Sprintf("Luminária Cipó %d", n), Brand: "Cipó", Category: fmt.Sprintf("Luzes %d", n),
		Summary: "Luz de leitura.", Description: "Com **três** níveis.", BoxContents: "Luminária e cabo.",
		Variants: []catalog.VariantInput{{SKU: fmt.Sprintf("LUM-%d", n), GTIN: fmt.Sprintf("%013d", 2990000000000+n), Price: 12990}},
		Attributes: []catalog.AttributeInput{
			{Key: "Potência", Group: "Energia", Value: catalog.Number(7.5, "W")},
			{Key: "Regulável", Group: "Energia", Value: catalog.Bool(true)},
			{Key: "Cor da luz", Group: "Luz", Value: catalog.Text("Branco quente")},
		},
	}
}
