package accounts_test

import (
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/testdb"
)

// crowd fills a shop with 15,000 customers: half with an account, half guests, an
// order each.
const crowd = `
INSERT INTO users (email, name, document, phone, email_verified_at, created_at)
SELECT 'pessoa' || n || '@example.com', 'Pessoa ' || chr(65 + n % 26) || 'brantes ' || n, lpad(n::text, 11, '0'), '119' || lpad(n::text, 8, '0'), now(), now() - n * interval '1 minute'
FROM generate_series(1, 7500) n;
INSERT INTO orders (number, cart_id, content_hash, user_id, locale, email, name, document, phone, recipient, postal_code, street, number_in_street,
    district, city, uf, terms_version, shipping_code, shipping_name, shipping_days_min, shipping_days_max, payment_method,
    items_cents, shipping_cents, total_cents, placed_at)
SELECT 1000 + n, n, 'h', u.id, 'pt-BR', CASE WHEN u.id IS NULL THEN 'Guest' || n || '@example.com' ELSE u.email END, 'Conviva ' || chr(65 + n % 26) || 'lmeida ' || n,
    lpad((n + 50000)::text, 11, '0'), '219' || lpad(n::text, 8, '0'), 'R', '01001000', 'Rua', '1', 'B', 'C', 'SP', '1', 'economica', 'Econômica', 1, 2, 'card',
    100, 0, 100, now() - n * interval '1 minute'
FROM generate_series(1, 15000) n LEFT JOIN users u ON u.email = 'pessoa' || n || '@example.com';
UPDATE order_counters SET value = 16000 WHERE name = 'order';
ANALYZE users; ANALYZE orders;`

// TestTheDeskIsQuickAmongManyCustomers searches as staff do and wants PostgreSQL
// to read no whole table for it.
func TestTheDeskIsQuickAmongManyCustomers(t *testing.T) {
	t.Parallel()
	database := testdb.New(t)
	if _, err := database.OwnerPool.Exec(t.Context(), crowd); err != nil {
		t.Fatal(err)
	}
	tx, err := database.Pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(t.Context()) //nolint:errcheck // it only reads
	s, _ := newService(tx)
	scans := func() (n int) {
		if err := tx.QueryRow(t.Context(), `SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_xact_user_tables WHERE relname IN ('users', 'orders')`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for query, want := range map[string]int{
		"pessoa4711@example.com": 1, "PESSOA471": 11, "guest14711@": 1, "brantes 4711": 0, "abrantes 4706": 1, "4711": 1, "#12711": 1,
		"(11) 90000-4711": 1, "(21) 90001-4711": 1, "conviva almeida 14664": 1, "ninguém aqui": 0,
	} {
		before, start := scans(), time.Now()
		page, err := s.Customers(t.Context(), accounts.CustomersInput{Query: query, Page: 1})
		if err != nil {
			t.Fatalf("%q: %v", query, err)
		}
		t.Logf("%q: %d in %s", query, page.Total, time.Since(start).Round(time.Millisecond))
		if page.Total != want {
			t.Errorf("%q finds %d, want %d", query, page.Total, want)
		}
		if read := scans() - before; read != 0 {
			t.Errorf("%q reads %d whole tables", query, read)
		}
	}
	start := time.Now()
	all, err := s.Customers(t.Context(), accounts.CustomersInput{Page: 1})
	if err != nil || all.Total != 15000 || len(all.Customers) != 25 {
		t.Fatalf("the list holds %d, shows %d: %v", all.Total, len(all.Customers), err)
	}
	t.Logf("the first page of all: %s", time.Since(start).Round(time.Millisecond))
	last, err := s.Customers(t.Context(), accounts.CustomersInput{Page: 600})
	if err != nil || len(last.Customers) != 25 {
		t.Errorf("the last page shows %d: %v", len(last.Customers), err)
	}
}
