package catalog

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/db"
	q "tenaz/queries/catalog"
)

// SaveProducts creates the products that do not exist and brings the others up
// to date, in one transaction with a number of queries that does not depend on
// theirs. A product is found by the SKUs of its variants, else by their GTINs.
// One that cannot be saved has its reason in Saved.Err and does not keep the
// others back; the slice has one entry an input, in order. What is stored
// already is not written again: version, updated_at and price history stay.
// Brands and categories are made from their names. Nothing is ever removed but
// pictures and specifications that the input leaves out.
func (s *Service) SaveProducts(ctx context.Context, by actor.Actor, inputs []ProductInput) ([]Saved, error) {
	var saved []Saved
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		var err error
		saved, err = s.saveTx(ctx, tx, by, inputs)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.Forget()
	return saved, nil
}

func (s *Service) saveTx(ctx context.Context, tx pgx.Tx, by actor.Actor, inputs []ProductInput) ([]Saved, error) {
	saved := make([]Saved, len(inputs))
	items := make([]*item, 0, len(inputs))
	seen := map[string]bool{}
	for i, in := range inputs {
		it := &item{in: in, out: &saved[i]}
		it.in.Variants = append([]VariantInput(nil), in.Variants...)
		if it.out.Err = it.in.check(); it.out.Err == nil {
			it.out.Err = it.claim(seen)
		}
		if it.out.Err == nil {
			items = append(items, it)
		}
	}
	if err := s.q.LockCatalogue(ctx, tx); err != nil {
		return nil, err
	}
	// Two inputs may be about one product: the second is saved after the first.
	for len(items) > 0 {
		b := &batch{service: s, tx: tx, by: by, now: s.Clock.Now()}
		rest, err := b.match(ctx, items)
		if err != nil {
			return nil, err
		}
		if err := b.save(ctx); err != nil {
			return nil, err
		}
		items = rest
	}
	return saved, nil
}

// item is one product on its way into the database.
type item struct {
	in  ProductInput
	out *Saved
	id  int64
	// old is the product as it is stored, nil for a new one.
	old *stored
	// variantIDs are the ids of in.Variants; 0 until a new one is inserted.
	variantIDs []int64
	// specs are the specification lines, keys resolved to attributes.
	specs           []spec
	brand, category int64
	// content is true if something that the product page shows, other than
	// prices and stock, changes; numbers if a price or a variant does.
	content, numbers bool
}

// claim notes the codes of an item's variants, and refuses codes that another
// item of the same call has.
func (it *item) claim(seen map[string]bool) error {
	for _, v := range it.in.Variants {
		if seen["s"+v.SKU] {
			return problem("SKU " + clip(v.SKU) + " belongs to an earlier product")
		}
		if v.GTIN != "" && seen["g"+v.GTIN] {
			return problem("GTIN " + v.GTIN + " belongs to an earlier product")
		}
	}
	for _, v := range it.in.Variants {
		seen["s"+v.SKU] = true
		if v.GTIN != "" {
			seen["g"+v.GTIN] = true
		}
	}
	return nil
}

// stored is a product as the database has it.
type stored struct {
	product  q.LoadProductsRow
	variants []q.LoadVariantsRow
	options  []q.LoadOptionsRow
	choices  map[choiceKey]int64
	images   []q.LoadImagesRow
	values   map[valueKey]q.AttributeValue
}

type (
	choiceKey struct{ variant, option int64 }
	valueKey  struct{ variant, attribute int64 }
)

func (o *stored) variant(id int64) *q.LoadVariantsRow {
	for i := range o.variants {
		if o.variants[i].ID == id {
			return &o.variants[i]
		}
	}
	return nil
}

// batch is a set of products, each once, that are saved with one query a step.
type batch struct {
	service *Service
	tx      pgx.Tx
	by      actor.Actor
	now     time.Time
	items   []*item
	attrs   map[string]*attribute
}

func (b *batch) save(ctx context.Context) error {
	steps := []func(context.Context) error{
		b.load, b.resolveBrands, b.resolveCategories, b.resolveAttributes,
		b.insertProducts, b.saveVariants, b.saveOptions, b.saveImages, b.saveValues, b.updateProducts, b.refresh,
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// refresh brings the listing up to date with what changed.
func (b *batch) refresh(ctx context.Context) error {
	var content, numbers []int64
	for _, it := range b.items {
		switch {
		case it.out.Created, it.content:
			content = append(content, it.id)
		case it.numbers:
			numbers = append(numbers, it.id)
		}
		it.out.Changed = it.out.Created || it.content || it.numbers
	}
	if err := b.service.RefreshTx(ctx, b.tx, content); err != nil {
		return err
	}
	return b.service.refreshNumbersTx(ctx, b.tx, numbers, false)
}
