package catalog_test

import (
	"testing"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/catalog"
	"tenaz/internal/money"
)

func TestPriceOf(t *testing.T) {
	t.Parallel()
	cents := func(c money.Cents) *money.Cents { return &c }
	at := func(h int) time.Time { return monday.Add(time.Duration(h) * time.Hour) }
	until := func(h int) *time.Time { end := at(h); return &end }
	cases := []struct {
		name      string
		compareAt *money.Cents
		scheduled []catalog.ScheduledPrice
		price     money.Cents
		struck    *money.Cents
	}{
		{"its own", nil, nil, 1000, nil},
		{"on offer", cents(1500), nil, 1000, cents(1500)},
		{"a compare-at price that is not higher", cents(1000), nil, 1000, nil},
		{"a scheduled price strikes the own one", nil, []catalog.ScheduledPrice{{Price: 800, From: at(-1), Until: until(1)}}, 800, cents(1000)},
		{"the higher compare-at price is struck", cents(1500), []catalog.ScheduledPrice{{Price: 800, From: at(0)}}, 800, cents(1500)},
		{"not yet", nil, []catalog.ScheduledPrice{{Price: 800, From: at(1)}}, 1000, nil},
		{"over, its end excluded", nil, []catalog.ScheduledPrice{{Price: 800, From: at(-2), Until: until(0)}}, 1000, nil},
		{"the one that began last", nil, []catalog.ScheduledPrice{{Price: 700, From: at(-1)}, {Price: 800, From: at(-2)}}, 700, cents(1000)},
		{"a raise strikes nothing", nil, []catalog.ScheduledPrice{{Price: 1200, From: at(-1)}}, 1200, nil},
	}
	for _, c := range cases {
		price, struck := catalog.PriceOf(1000, c.compareAt, c.scheduled, monday)
		if price != c.price || (struck == nil) != (c.struck == nil) || struck != nil && *struck != *c.struck {
			t.Errorf("%s: %d, %v; want %d, %v", c.name, price, struck, c.price, c.struck)
		}
	}
}

func TestScheduledPricesAreDecidedWhenRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := mouse()
	saved := w.save(t, in)[0]
	variant := one[int64](t, w.d, `SELECT id FROM variants WHERE product_id = $1`, saved.ProductID)
	end := monday.Add(3 * time.Hour)
	_, err := w.SchedulePrice(t.Context(), staff, catalog.SchedulePriceInput{VariantID: variant, Price: 7990, From: monday.Add(time.Hour), Until: &end})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		hours  int
		price  money.Cents
		struck bool
		due    int
	}{{0, 9990, false, 0}, {2, 7990, true, 1}, {4, 9990, false, 1}} {
		w.clock.Set(monday.Add(time.Duration(step.hours) * time.Hour))
		p, err := w.Product(t.Context(), saved.Slug, 0)
		if err != nil || p.Variant().Price != step.price || (p.Variant().CompareAt != nil) != step.struck {
			t.Errorf("after %d h the page shows %+v, %v", step.hours, p.Variant(), err)
		}
		sellables, err := w.Sellables(t.Context(), w.d, []int64{variant, 987654321}, w.clock.Now())
		if err != nil || len(sellables) != 1 || sellables[variant].Price != step.price || !sellables[variant].Active {
			t.Errorf("after %d h the cart sees %+v, %v", step.hours, sellables, err)
		}
		for want := step.due; ; want = 0 {
			if n, err := w.RefreshScheduled(t.Context(), 100); err != nil || n != want {
				t.Errorf("after %d h %d rows were due, %v; want %d", step.hours, n, err, want)
			}
			if want == 0 {
				break
			}
		}
		if got := one[money.Cents](t, w.d, `SELECT price_cents FROM listing WHERE product_id = $1`, saved.ProductID); got != step.price {
			t.Errorf("after %d h the listing says %d, want %d", step.hours, got, step.price)
		}
	}
	early := monday.Add(-time.Hour)
	for _, bad := range []catalog.SchedulePriceInput{
		{VariantID: variant, Price: -1, From: monday},
		{VariantID: variant, Price: 1, From: monday, Until: &early},
	} {
		if _, err := w.SchedulePrice(t.Context(), staff, bad); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if _, err := w.SchedulePrice(t.Context(), actor.Actor{Kind: actor.Customer}, catalog.SchedulePriceInput{VariantID: variant}); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a customer sets prices: %v", err)
	}
	if _, err := w.SchedulePrice(t.Context(), staff, catalog.SchedulePriceInput{VariantID: 987654321}); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a variant that does not exist: %v", err)
	}
}

func TestSellablesInheritFromTheCategory(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	category := "Fiscal " + t.Name()
	_, err := w.SaveCategories(t.Context(), staff, []catalog.CategoryInput{{Name: category, Tint: "tint-4", NCM: "84716052", Origin: "0", CEST: "2103000"}})
	if err != nil {
		t.Fatal(err)
	}
	in := phone()
	in.Category = category
	in.Variants[1].NCM = "85171300"
	in.Images = []catalog.ImageInput{
		{Key: "a.svg", Width: 800, Height: 600, Alt: "Frente"},
		{Key: "b.svg", Width: 800, Height: 600, Alt: "Preto"},
		{Key: "c.jpg", Width: 1200, Height: 630, Role: "social"},
	}
	in.Variants[2].ImageKey = "b.svg"
	saved := w.save(t, in)[0]
	p, err := w.Product(t.Context(), saved.Slug, 0)
	if err != nil {
		t.Fatal(err)
	}
	if g := p.Gallery(); len(g) != 2 || g[0].Key != "b.svg" || p.Social == nil || p.Social.Key != "c.jpg" {
		t.Errorf("gallery = %+v, social = %+v", g, p.Social)
	}
	ids := []int64{p.Variants[0].ID, p.Variants[1].ID, p.Variants[2].ID}
	all, err := w.Sellables(t.Context(), w.d, ids, monday)
	if err != nil {
		t.Fatal(err)
	}
	a, b, c := all[ids[0]], all[ids[1]], all[ids[2]]
	if a.NCM != "84716052" || a.Origin != "0" || a.CEST != "2103000" || b.NCM != "85171300" || a.Tint != "tint-4" || a.Unit != "UN" {
		t.Errorf("fiscal fields: %+v, %+v", a, b)
	}
	if a.Options != "Azul · 128 GB" || a.ImageKey != "a.svg" || c.ImageKey != "b.svg" || c.ImageAlt != "Preto" {
		t.Errorf("shown as %+v, %+v", a, c)
	}
	if _, err := w.d.Exec(t.Context(), `UPDATE variants SET state = 'archived' WHERE id = $1`, ids[0]); err != nil {
		t.Fatal(err)
	}
	if all, err = w.Sellables(t.Context(), w.d, ids, monday); err != nil || all[ids[0]].Active || !all[ids[1]].Active {
		t.Errorf("an archived variant: %+v, %v", all[ids[0]], err)
	}
}

func TestListingFollowsTheStock(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	saved := w.save(t, phone())[0]
	type row struct {
		Price     money.Cents
		Available int
		InStock   bool
		From      bool
	}
	read := func() row {
		var r row
		err := w.d.QueryRow(t.Context(), `SELECT price_cents, available, in_stock, price_from FROM listing WHERE product_id = $1`, saved.ProductID).
			Scan(&r.Price, &r.Available, &r.InStock, &r.From)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if got, want := read(), (row{229900, 11, true, true}); got != want {
		t.Errorf("the cheapest in stock is listed: %+v, want %+v", got, want)
	}
	variants := one[[]int64](t, w.d, `SELECT array_agg(id ORDER BY position) FROM variants WHERE product_id = $1`, saved.ProductID)
	if _, err := w.d.Exec(t.Context(), `UPDATE stock_levels SET reserved = on_hand WHERE variant_id = ANY ($1)`, variants); err != nil {
		t.Fatal(err)
	}
	if err := w.RefreshByVariants(t.Context(), variants[1:2]); err != nil {
		t.Fatal(err)
	}
	if got, want := read(), (row{219900, 0, false, true}); got != want {
		t.Errorf("sold out: %+v, want %+v", got, want)
	}
	if _, err := w.d.Exec(t.Context(), `UPDATE stock_levels SET reserved = 0 WHERE variant_id = $1`, variants[2]); err != nil {
		t.Fatal(err)
	}
	if n, err := w.RefreshDrifted(t.Context(), 1000); err != nil || n < 1 {
		t.Errorf("drifted: %d, %v", n, err)
	}
	if got, want := read(), (row{229900, 2, true, true}); got != want {
		t.Errorf("back in stock: %+v, want %+v", got, want)
	}
}
