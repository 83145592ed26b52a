package catalog

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tenaz/internal/apperr"
)

// cursor is the place of a product in a sorted listing, as an address carries
// it: opaque to people, of no use in another sort.
func encodeCursor(sort string, keys []string) string {
	text, err := json.Marshal(append([]string{sort}, keys...))
	if err != nil {
		return "" // strings always encode
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// decodeCursor returns the keys of a cursor; Invalid if it is none of this sort
// and filter.
func decodeCursor(sort, text string, f filter) ([]string, error) {
	code, words := (&builder{}).where(f)
	o := orderOf(sort, code, words)
	bad := apperr.New(apperr.Invalid, "catalog.bad_page")
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(text) > 2000 {
		return nil, bad
	}
	var parts []string
	if json.Unmarshal(raw, &parts) != nil || len(parts) != len(o.keys)+1 || parts[0] != sort {
		return nil, bad
	}
	for i, k := range o.keys {
		if !validKey(k.kind, parts[i+1]) {
			return nil, bad
		}
	}
	return parts[1:], nil
}

// validKey reports whether PostgreSQL reads a text as a value of the kind.
func validKey(kind, text string) bool {
	var err error
	switch kind {
	case "boolean":
		return slices.Contains([]string{"true", "false"}, text)
	case "int":
		_, err = strconv.ParseInt(text, 10, 32)
	case "bigint":
		_, err = strconv.ParseInt(text, 10, 64)
	case "real":
		if strings.Trim(text, "0123456789.e-+") != "" {
			return false
		}
		var rank float64
		rank, err = strconv.ParseFloat(text, 64)
		// PostgreSQL refuses what is too small to be a real; no rank is.
		if size := math.Abs(rank); size > 1e38 || rank != 0 && size < 1e-37 {
			return false
		}
		zero := strings.Trim(strings.SplitN(text, "e", 2)[0], "0.-+") == ""
		return err == nil && zero == (rank == 0)
	case "timestamptz":
		// The connection's zone is UTC, so a time of ours ends in +00.
		var at time.Time
		at, err = time.Parse("2006-01-02 15:04:05.999999+00", text)
		return err == nil && at.Year() > 0
	default:
		return utf8.ValidString(text) && !strings.ContainsRune(text, 0)
	}
	return err == nil
}
