package storetest

import (
	"fmt"
	"net/url"
	"strconv"
	"testing"

	"tenaz/internal/actor"
	"tenaz/internal/catalog"
	"tenaz/internal/money"
	"tenaz/internal/testdb"
)

// Goods is a product with one variant.
type Goods struct {
	ProductID, VariantID int64
	Slug, Title, SKU     string
	Price                money.Cents
}

// Product puts a product of one variant on sale with stock.
func (s *Store) Product(t testing.TB, title string, price money.Cents, stock int) Goods {
	t.Helper()
	grams, side := 800, 200
	g := Goods{Title: title, Price: price, SKU: fmt.Sprintf("T-%d", testdb.Serial())}
	saved, err := s.App.Catalog.SaveProducts(t.Context(), actor.Store("test"), []catalog.ProductInput{{
		Title: title, Brand: "Marca", Category: "Categoria", Summary: "Resumo de " + title,
		Variants: []catalog.VariantInput{{
			SKU: g.SKU, Price: price, Stock: stock, WeightGrams: &grams, LengthMM: &side, WidthMM: &side, HeightMM: &side, NCM: "84713012",
		}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if saved[0].Err != nil {
		t.Fatal(saved[0].Err)
	}
	g.ProductID, g.Slug = saved[0].ProductID, saved[0].Slug
	g.VariantID = int64(s.Count(t, "SELECT id FROM variants WHERE sku = $1", g.SKU))
	return g
}

// Buyer is what a shopper types in the first step of the checkout.
func Buyer() url.Values {
	return url.Values{
		"email": {"ana@example.com"}, "name": {"Ana D'Ávila <script>"}, "document": {"529.982.247-25"},
		"phone": {"(11) 98765-4321"}, "recipient": {"Ana D'Ávila"}, "postal_code": {"01001-000"},
		"street": {"Praça da Sé"}, "number": {"S/N"}, "complement": {"lado ímpar"}, "district": {"Sé"},
		"city": {"São Paulo"}, "state": {"SP"},
	}
}

// Add puts a product in the cart through the form of its page.
func (c *Client) Add(g Goods, quantity int) *Page {
	c.t.Helper()
	return c.Get("/products/"+g.Slug).Want(200).Submit("/cart/items", "quantity", strconv.Itoa(quantity)).Want(200)
}

// Review goes from the cart to the last step before placing.
func (c *Client) Review(method string) *Page {
	c.t.Helper()
	pairs := []string{}
	for name, values := range Buyer() {
		pairs = append(pairs, name, values[0])
	}
	shipping := c.Get("/checkout").Want(200).Submit("/checkout", pairs...).Want(200)
	review := shipping.Submit("/checkout/shipping", "shipping_option", "economica", "payment_method", method).Want(200)
	if review.URL.Path != "/checkout/review" {
		c.t.Fatalf("ended at %s:\n%s", review.URL, review.Text())
	}
	return review
}

// Place buys what is in the cart up to the hosted payment page.
func (c *Client) Place(method string) *Page {
	c.t.Helper()
	return c.Review(method).Submit("/checkout/place").Want(200)
}

// PayByCard fills the hosted page's form.
func (p *Page) PayByCard(number string) *Page {
	p.t.Helper()
	return p.client.Post(p.URL.String(), url.Values{"method": {"card"}, "number": {number}})
}
