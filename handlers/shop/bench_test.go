package shop_test

import (
	"fmt"
	"testing"

	"tenaz/internal/catalog"
	"tenaz/internal/testdb"
)

// BenchmarkPages measures what a page costs the store itself: the query of a
// transaction's connection, the view, the compression.
func BenchmarkPages(b *testing.B) {
	s := newWindow(b)
	category := fmt.Sprintf("Bancada %d", testdb.Serial())
	var inputs []catalog.ProductInput
	for range 40 {
		in := lamp()
		in.Category = category
		inputs = append(inputs, in)
	}
	saved := s.stock(9, inputs...)
	for name, target := range map[string]string{
		"home": "/", "listing": "/categories/" + catalog.Slug(category), "product": "/products/" + saved[0].Slug, "search": "/search?q=luminaria",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.get(target, "Accept-Encoding", "gzip")
			}
		})
	}
}
