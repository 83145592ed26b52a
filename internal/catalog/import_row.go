package catalog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// importRow is a line of an import as it is written. A product of one variant
// has the variant's fields beside its own, one of several has a list.
type importRow struct {
	ID          scalar            `json:"id"`
	SKU         scalar            `json:"sku"`
	Slug        string            `json:"slug"`
	Title       string            `json:"title"`
	Brand       string            `json:"brand"`
	Category    string            `json:"category"`
	Summary     string            `json:"summary"`
	Description string            `json:"description"`
	Box         string            `json:"box"`
	State       string            `json:"state"`
	Featured    *bool             `json:"featured"`
	Attributes  rowAttributes     `json:"attributes"`
	Groups      map[string]string `json:"groups"`
	Options     []rowOption       `json:"options"`
	Variants    []rowVariant      `json:"variants"`
	rowOffer
}

type rowOption struct {
	Name   string `json:"name"`
	Values []struct {
		Value  string `json:"value"`
		Swatch string `json:"swatch"`
	} `json:"values"`
}

// rowVariant is one entry of a row's list of variants.
type rowVariant struct {
	SKU        scalar            `json:"sku"`
	Options    map[string]string `json:"options"`
	Attributes rowAttributes     `json:"attributes"`
	rowOffer
}

// rowOffer is what a row says of a variant, wherever it stands.
type rowOffer struct {
	GTIN       scalar `json:"gtin"`
	Price      *whole `json:"price_cents"`
	CompareAt  *whole `json:"compare_at_cents"`
	Cost       *whole `json:"cost_cents"`
	Stock      *whole `json:"stock"`
	Weight     *whole `json:"weight_grams"`
	Length     *whole `json:"length_mm"`
	Width      *whole `json:"width_mm"`
	Height     *whole `json:"height_mm"`
	NCM        scalar `json:"ncm"`
	CEST       scalar `json:"cest"`
	Origin     scalar `json:"origin"`
	Unit       string `json:"unit"`
	CClassTrib scalar `json:"cclasstrib"`
}

// scalar is a code: a text, or a whole number as it is written.
type scalar string

// UnmarshalJSON implements json.Unmarshaler.
func (s *scalar) UnmarshalJSON(data []byte) error {
	if bytes.Equal(data, []byte("null")) {
		return nil
	}
	if len(data) > 0 && data[0] == '"' {
		var text string
		err := json.Unmarshal(data, &text)
		*s = scalar(strings.TrimSpace(text))
		return err
	}
	if _, err := strconv.ParseInt(string(data), 10, 64); err != nil {
		return problem("is neither a text nor a whole number")
	}
	*s = scalar(data)
	return nil
}

// whole is a whole number; 4995.0 is one, 49.95 and "4995" are none.
type whole int64

// UnmarshalJSON implements json.Unmarshaler.
func (n *whole) UnmarshalJSON(data []byte) error {
	text := string(data)
	if digits, zeros, found := strings.Cut(text, "."); found && strings.Trim(zeros, "0") == "" {
		text = digits
	}
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return problem(clip(string(data)) + " is not a whole number")
	}
	*n = whole(value)
	return nil
}

// parseRow reads a line. The error says what is wrong in words for people; the
// row holds its SKU if that can be read.
func parseRow(line []byte) (importRow, error) {
	var row importRow
	switch {
	case bytes.IndexByte(line, 0) >= 0:
		return row, problem("the line holds a NUL character")
	case !utf8.Valid(line):
		return row, problem("the line is not valid UTF-8")
	case bytes.TrimSpace(line)[0] != '{':
		return row, problem("the line is no JSON object")
	}
	if err := json.Unmarshal(line, &row); err != nil {
		var codes struct {
			ID  scalar `json:"id"`
			SKU scalar `json:"sku"`
		}
		if json.Unmarshal(line, &codes) == nil {
			row.ID, row.SKU = codes.ID, codes.SKU
		}
		return row, rowError(line, err)
	}
	switch {
	case row.code() == "":
		return row, problem(`neither "sku" nor "id" is there`)
	case len(row.Variants) == 0 && row.Price == nil:
		return row, problem("price_cents is missing")
	}
	for i, v := range row.Variants {
		if v.Price == nil {
			return row, problem(fmt.Sprintf("price_cents of variant %d is missing", i+1))
		}
	}
	return row, nil
}

// code returns what names the row: its SKU, else its id.
func (row *importRow) code() string {
	return orElse(string(row.SKU), string(row.ID))
}

// rowError puts an error of the decoder into words, with the field's name.
func rowError(line []byte, err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return problem(fmt.Sprintf("the line is not valid JSON at character %d: %s", syntax.Offset, syntax.Error()))
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(line, &fields) != nil {
		return problem("the line is not valid JSON")
	}
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		one, encodeErr := json.Marshal(map[string]json.RawMessage{name: fields[name]})
		if encodeErr != nil {
			continue
		}
		var row importRow
		fieldErr := json.Unmarshal(one, &row)
		if fieldErr == nil {
			continue
		}
		var wrongType *json.UnmarshalTypeError
		if errors.As(fieldErr, &wrongType) {
			return problem(clip(name) + " must not be a " + wrongType.Value)
		}
		return problem(clip(name) + ": " + fieldErr.Error())
	}
	return problem(err.Error())
}
