package cart_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/cart"
	"tenaz/internal/testdb"
)

// desk is a person with an account, and what merging is tried on.
type desk struct {
	t      *testing.T
	tx     pgx.Tx
	s      *cart.Service
	person actor.Actor
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	tx := testdb.Tx(t)
	d := &desk{t: t, tx: tx, s: service(tx), person: actor.Actor{Kind: actor.Customer}}
	d.person.ID = d.user()
	return d
}

func (d *desk) user() (id int64) {
	d.t.Helper()
	email := fmt.Sprintf("pessoa%d@example.com", testdb.Serial())
	if err := d.tx.QueryRow(d.t.Context(), `INSERT INTO users (email, name) VALUES ($1, 'Pessoa') RETURNING id`, email).Scan(&id); err != nil {
		d.t.Fatal(err)
	}
	return id
}

// holds makes a cart of an actor with quantities of variants.
func (d *desk) holds(by actor.Actor, lines ...[2]int64) (id int64) {
	d.t.Helper()
	for _, l := range lines {
		c, err := d.s.Add(d.t.Context(), by, cart.AddInput{CartID: id, VariantID: l[0], Quantity: int(l[1])})
		if err != nil {
			d.t.Fatal(err)
		}
		id = c.ID
	}
	return id
}

func (d *desk) merge(browser int64) cart.Merged {
	d.t.Helper()
	merged, err := d.s.MergeTx(d.t.Context(), d.tx, d.person.ID, browser)
	if err != nil {
		d.t.Fatal(err)
	}
	return merged
}

func (d *desk) want(id int64, want map[int64]int) {
	d.t.Helper()
	if got := quantities(d.t, d.s, id); !maps.Equal(got, want) {
		d.t.Errorf("cart %d holds %v, want %v", id, got, want)
	}
}

func (d *desk) carts() (n int) {
	d.t.Helper()
	if err := d.tx.QueryRow(d.t.Context(), `SELECT count(*) FROM carts`).Scan(&n); err != nil {
		d.t.Fatal(err)
	}
	return n
}

// waits places an order of a cart that waits for its payment.
func (d *desk) waits(cartID int64) {
	d.t.Helper()
	exec(d.t, d.tx, `INSERT INTO orders (cart_id, content_hash, locale, email, name, document, phone, recipient, postal_code, street,
		number_in_street, district, city, uf, terms_version, shipping_code, shipping_name, shipping_days_min, shipping_days_max,
		payment_method, items_cents, shipping_cents, total_cents, placed_at)
		VALUES ($1, 'h', 'pt-BR', 'a@example.com', 'A', '52998224725', '11987654321', 'A', '01001000', 'Rua', '1', 'B', 'C', 'SP', '1',
		'economica', 'Econômica', 1, 2, 'card', 0, 0, 0, now())`, cartID)
}

func TestMergeKeepsTheLargerQuantityAndNeverAddsUp(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	mouse, cable, hub := newVariant(t, d.tx, "Mouse", 100, 2000), newVariant(t, d.tx, "Cabo", 100, 5), newVariant(t, d.tx, "Hub", 100, 5)
	saved := d.holds(d.person, [2]int64{mouse, 999}, [2]int64{cable, 1})
	browser := d.holds(shopper, [2]int64{mouse, 2}, [2]int64{cable, 3}, [2]int64{hub, 1})
	merged := d.merge(browser)
	if want := (cart.Merged{CartID: saved, Count: 1003, Message: "cart.merge.done"}); merged != want {
		t.Errorf("merged is %+v, want %+v", merged, want)
	}
	d.want(saved, map[int64]int{mouse: 999, cable: 3, hub: 1})
	// The browser keeps the account's cart: logging in again changes nothing.
	before, err := d.s.Get(t.Context(), saved)
	if err != nil {
		t.Fatal(err)
	}
	if again := d.merge(saved); again.CartID != saved || again.Message != "" || again.Count != 1003 {
		t.Errorf("merged again: %+v", again)
	}
	after, err := d.s.Get(t.Context(), saved)
	if err != nil {
		t.Fatal(err)
	}
	if before.Revision != after.Revision || d.carts() != 1 {
		t.Errorf("revision %d became %d, %d carts", before.Revision, after.Revision, d.carts())
	}
}

func TestMergeWithOneCart(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	mouse := newVariant(t, d.tx, "Mouse", 100, 9)
	if merged := d.merge(0); merged != (cart.Merged{}) {
		t.Errorf("nothing: %+v", merged)
	}
	browser := d.holds(shopper, [2]int64{mouse, 2})
	if merged := d.merge(browser); merged != (cart.Merged{CartID: browser, Count: 2}) {
		t.Errorf("only the browser's: %+v", merged)
	}
	c, err := d.s.Get(t.Context(), browser)
	if err != nil || c.UserID == nil || *c.UserID != d.person.ID || c.Revision != 1 {
		t.Errorf("the browser's cart is not the account's as it was: %+v, %v", c, err)
	}
	if merged := d.merge(0); merged != (cart.Merged{CartID: browser, Count: 2}) {
		t.Errorf("only the account's: %+v", merged)
	}
	empty, err := d.s.Create(t.Context(), shopper)
	if err != nil {
		t.Fatal(err)
	}
	if merged := d.merge(empty); merged != (cart.Merged{CartID: browser, Count: 2}) {
		t.Errorf("an empty one and the account's: %+v", merged)
	}
}

func TestMergeLeavesSomebodyElsesCartAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	mouse := newVariant(t, d.tx, "Mouse", 100, 9)
	other := actor.Actor{Kind: actor.Customer, ID: d.user()}
	theirs := d.holds(other, [2]int64{mouse, 4})
	merged := d.merge(theirs)
	if merged.CartID == theirs || merged.CartID == 0 || merged.Count != 0 {
		t.Errorf("merged is %+v", merged)
	}
	saved := d.holds(d.person, [2]int64{mouse, 1})
	if merged := d.merge(theirs); merged != (cart.Merged{CartID: saved, Count: 1}) {
		t.Errorf("with a cart of one's own: %+v", merged)
	}
	d.want(theirs, map[int64]int{mouse: 4})
}

func TestMergeKeepsTheCartWhoseOrderWaits(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	mouse, cable := newVariant(t, d.tx, "Mouse", 100, 9), newVariant(t, d.tx, "Cabo", 100, 9)
	saved := d.holds(d.person, [2]int64{mouse, 1})
	browser := d.holds(shopper, [2]int64{mouse, 1}, [2]int64{cable, 1})
	d.waits(browser)
	before, err := d.s.Get(t.Context(), browser)
	if err != nil {
		t.Fatal(err)
	}
	if merged := d.merge(browser); merged != (cart.Merged{CartID: browser, Count: 2}) {
		t.Errorf("the browser's order waits: %+v", merged)
	}
	after, err := d.s.Get(t.Context(), browser)
	if err != nil || cart.ContentHash(before) != cart.ContentHash(after) {
		t.Errorf("the cart of the order means something else: %v", err)
	}
	if _, err := d.s.Get(t.Context(), saved); err == nil {
		t.Error("the account's cart is still there")
	}

	second := d.holds(shopper, [2]int64{cable, 5})
	if merged := d.merge(second); merged != (cart.Merged{CartID: browser, Count: 6, Message: "cart.merge.done"}) {
		t.Errorf("the account's order waits: %+v", merged)
	}
	d.want(browser, map[int64]int{mouse: 1, cable: 5})

	third := d.holds(shopper, [2]int64{mouse, 7})
	d.waits(third)
	if merged := d.merge(third); merged != (cart.Merged{CartID: third, Count: 7, Message: "cart.merge.apart"}) {
		t.Errorf("both orders wait: %+v", merged)
	}
	d.want(browser, map[int64]int{mouse: 1, cable: 5})
	d.want(third, map[int64]int{mouse: 7})
}

func TestMergeBeyondTheLinesOfACart(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var saved, browser [][2]int64
	for range cart.MaxLines {
		saved = append(saved, [2]int64{newVariant(t, d.tx, "Cabo", 100, 9), 1})
	}
	for range 2 {
		browser = append(browser, [2]int64{newVariant(t, d.tx, "Mouse", 100, 9), 1})
	}
	browser = append(browser, [2]int64{saved[0][0], 2})
	account := d.holds(d.person, saved...)
	merged := d.merge(d.holds(shopper, browser...))
	if merged != (cart.Merged{CartID: account, Count: cart.MaxLines + 1, Message: "cart.merge.full"}) {
		t.Errorf("merged is %+v", merged)
	}
	got := quantities(t, d.s, account)
	if len(got) != cart.MaxLines || got[browser[0][0]] != 1 || got[saved[0][0]] != 2 || got[saved[1][0]] != 0 || got[saved[2][0]] != 0 || got[saved[3][0]] != 1 {
		t.Errorf("%d lines: the account's oldest did not give way", len(got))
	}
}

func TestMergeKeepsWhatWasTypedLast(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	mouse := newVariant(t, d.tx, "Mouse", 100, 9)
	saved, browser := d.holds(d.person, [2]int64{mouse, 1}), d.holds(shopper, [2]int64{mouse, 1})
	typed := `INSERT INTO checkouts (cart_id, email, postal_code, updated_at) VALUES ($1, $2, '01001000', $3)`
	exec(t, d.tx, typed, saved, "antes@example.com", now)
	exec(t, d.tx, typed, browser, "agora@example.com", now.Add(1))
	exec(t, d.tx, `UPDATE checkouts SET updated_at = updated_at + interval '1 hour' WHERE cart_id = $1`, browser)
	d.merge(browser)
	c, err := d.s.Get(t.Context(), saved)
	if err != nil || c.Checkout.Email != "agora@example.com" {
		t.Errorf("the checkout is %+v, %v", c.Checkout, err)
	}
}
