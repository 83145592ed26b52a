package cart_test

import (
	"testing"

	"pgregory.net/rapid"

	"tenaz/internal/cart"
	"tenaz/internal/catalog"
	"tenaz/internal/money"
)

func line(price money.Cents, quantity int) cart.Line {
	return cart.Line{
		VariantID: 1, Quantity: quantity, UnitPrice: price, Total: price.Times(quantity), Available: 10,
		Sellable: catalog.Sellable{Active: true},
	}
}

func TestCompute(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name     string
		lines    []cart.Line
		freight  money.Cents
		bp       int64
		expected cart.Totals
	}{
		{"nothing", nil, 0, 500, cart.Totals{}},
		{"one line", []cart.Line{line(1990, 3)}, 1500, 0, cart.Totals{Items: 5970, Shipping: 1500, Total: 7470}},
		{
			"the discount is on the items, not on the freight",
			[]cart.Line{line(10000, 1), line(5000, 2)},
			3000, 500,
			cart.Totals{Items: 20000, Discount: 1000, MethodDiscount: 1000, Shipping: 3000, Total: 22000},
		},
		{"half a centavo goes up", []cart.Line{line(10, 1)}, 0, 500, cart.Totals{Items: 10, Discount: 1, MethodDiscount: 1, Total: 9}},
		{"never more than everything", []cart.Line{line(100, 1)}, 50, 20000, cart.Totals{Items: 100, Discount: 100, MethodDiscount: 100, Shipping: 50, Total: 50}},
		{"a negative discount is none", []cart.Line{line(100, 1)}, 0, -500, cart.Totals{Items: 100, Total: 100}},
	}
	for _, c := range cases {
		if got := cart.Compute(c.lines, c.freight, c.bp); got != c.expected {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.expected)
		}
	}
}

func TestComputeAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var lines []cart.Line
		for range rapid.IntRange(0, 8).Draw(t, "lines") {
			lines = append(lines, line(money.Cents(rapid.Int64Range(0, 1_000_000).Draw(t, "price")), rapid.IntRange(1, 999).Draw(t, "quantity")))
		}
		freight := money.Cents(rapid.Int64Range(0, 100_000).Draw(t, "freight"))
		got := cart.Compute(lines, freight, rapid.Int64Range(0, 10000).Draw(t, "discount"))
		if got.Total != got.Items-got.Discount+got.Shipping || got.Discount < 0 || got.Discount > got.Items || got.Total < freight {
			t.Fatalf("totals do not add up: %+v", got)
		}
	})
}

// TestContentHash changes one thing at a time: whatever the shopper agrees to
// gives another token.
func TestContentHash(t *testing.T) {
	t.Parallel()
	original := func() cart.Cart {
		return cart.Cart{
			ID: 3, Revision: 7, Lines: []cart.Line{line(1990, 1), line(500, 2)},
			Checkout: cart.Checkout{Email: "ana@exemplo.com.br", Street: "Rua A", Number: "1", ShippingOption: "economica", ShippingPrice: 1500, PaymentMethod: "card"},
			Totals:   cart.Totals{Items: 2990, Discount: 100, Shipping: 1500, Total: 4390},
		}
	}
	seen := map[string]string{cart.ContentHash(original()): "the original"}
	if _, same := seen[cart.ContentHash(original())]; !same {
		t.Error("the same content gives two hashes")
	}
	for name, change := range map[string]func(*cart.Cart){
		"cart":             func(c *cart.Cart) { c.ID++ },
		"revision":         func(c *cart.Cart) { c.Revision++ },
		"quantity":         func(c *cart.Cart) { c.Lines[0].Quantity++ },
		"price":            func(c *cart.Cart) { c.Lines[0].UnitPrice++ },
		"variant":          func(c *cart.Cart) { c.Lines[1].VariantID++ },
		"a line less":      func(c *cart.Cart) { c.Lines = c.Lines[:1] },
		"e-mail":           func(c *cart.Cart) { c.Checkout.Email = "bia@exemplo.com.br" },
		"street":           func(c *cart.Cart) { c.Checkout.Street = "Rua A1"; c.Checkout.Number = "" },
		"delivery":         func(c *cart.Cart) { c.Checkout.ShippingOption = "expressa" },
		"freight":          func(c *cart.Cart) { c.Checkout.ShippingPrice++ },
		"method":           func(c *cart.Cart) { c.Checkout.PaymentMethod = "pix" },
		"method, discount": func(c *cart.Cart) { c.Totals.Discount++ },
	} {
		c := original()
		change(&c)
		hash := cart.ContentHash(c)
		if other, clash := seen[hash]; clash {
			t.Errorf("%s has the hash of %s", name, other)
		}
		seen[hash] = name
	}
}

func TestBlocked(t *testing.T) {
	t.Parallel()
	soldOut, tooMany, gone := line(1, 1), line(1, 11), line(1, 1)
	soldOut.Available = 0
	gone.Sellable.Active = false
	c := cart.Cart{Lines: []cart.Line{line(1, 10), soldOut, tooMany, gone}}
	if got := len(c.Blocked()); got != 3 {
		t.Errorf("%d lines are blocked, want 3", got)
	}
	if got := c.Units(); got != 23 {
		t.Errorf("%d units, want 23", got)
	}
}
