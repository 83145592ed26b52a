// Package demoshop holds the demo shop "Tenaz Tech": its categories, its
// products with their pictures, and a past for its order book. All of it is
// invented; brands and people do not exist.
package demoshop

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
)

//go:embed products.jsonl
var productsJSONL []byte

//go:embed img
var pictures embed.FS

// Load returns the demo products in the order in which the shop shows them:
// by category, and inside a category as the file lists them.
func Load() ([]Product, error) {
	var products []Product
	lines := bufio.NewScanner(bytes.NewReader(productsJSONL))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		dec := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		dec.DisallowUnknownFields()
		var p Product
		if err := dec.Decode(&p); err != nil {
			return nil, fmt.Errorf("products.jsonl line %d: %w", n, err)
		}
		p.group()
		products = append(products, p)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("products.jsonl: %w", err)
	}
	return products, nil
}

// Images returns the pictures: every File of a product at the root, and for
// each product its link preview at Product.Preview.
func Images() fs.FS {
	sub, err := fs.Sub(pictures, "img")
	if err != nil {
		panic(err) // the folder is embedded: only a renamed folder gets here
	}
	return sub
}
