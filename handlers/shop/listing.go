package shop

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"tenaz/internal/apperr"
	"tenaz/internal/catalog"
	"tenaz/internal/money"
	vcatalog "tenaz/views/catalog"
)

// largestPrice is the largest price that a filter takes, in reais.
const largestPrice = 9_999_999

// listInput reads what the address of a listing asks for. What cannot be meant
// is Invalid with a sentence, a page that is no number NotFound.
func listInput(r *http.Request) (catalog.ListInput, vcatalog.Filters, error) {
	var in catalog.ListInput
	var f vcatalog.Filters
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return in, f, apperr.Wrap(apperr.Invalid, err, "catalog.bad_filter")
	}
	for name, list := range values {
		for _, value := range list {
			if !clean(name) || !clean(value) {
				return in, f, apperr.New(apperr.Invalid, "error.characters")
			}
		}
	}
	f.Query = strings.TrimSpace(values.Get("q"))
	f.Brand, f.Sort = values.Get("brand"), values.Get("sort")
	f.PriceMin, f.PriceMax = strings.TrimSpace(values.Get("price_min")), strings.TrimSpace(values.Get("price_max"))
	in = catalog.ListInput{Query: f.Query, Brand: f.Brand, Sort: f.Sort, After: values.Get("after"), Before: values.Get("before"), Page: 1}
	if in.PriceMin, err = reais(f.PriceMin); err != nil {
		return in, f, err
	}
	if in.PriceMax, err = reais(f.PriceMax); err != nil {
		return in, f, err
	}
	switch values.Get("in_stock") {
	case "":
	case "1":
		in.InStock, f.InStock = true, true
	default:
		return in, f, apperr.New(apperr.Invalid, "catalog.bad_filter")
	}
	if page := values.Get("page"); page != "" {
		in.Page, err = strconv.Atoi(page)
		if err != nil || in.Page < 1 {
			return in, f, apperr.New(apperr.NotFound, "catalog.no_page")
		}
	}
	return in, f, nil
}

// reais reads a whole number of reais; empty is none.
func reais(text string) (*money.Cents, error) {
	if text == "" {
		return nil, nil
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil || n > largestPrice {
		return nil, apperr.New(apperr.Invalid, "catalog.bad_price")
	}
	c := money.Cents(n * 100)
	return &c, nil
}

// clean reports whether a text is one that somebody typed.
func clean(text string) bool {
	return utf8.ValidString(text) && strings.IndexByte(text, 0) < 0
}
