package bench

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// script turns two traced purchases into a transaction of pgbench's language.
//
// The values stay as they were traced, except for what has to differ from one
// purchase to the next: the variant and its product are drawn at random, ids
// that the purchase itself created are read back with currval, and texts that
// differed between the two traces (tokens, keys, hashes) are made anew. Prices,
// titles and times stay those of the traced item, which changes no work that
// PostgreSQL does.
type script struct {
	a, b      trace
	sequences map[int64]string
	types     map[string][]string // of each statement's parameters
	variants  int
	fresh     map[string]int // texts to be made anew, with their numbers
}

// write returns the script. It asks PostgreSQL for the parameters' types.
func (s *script) write(ctx context.Context, conn *pgx.Conn) (string, error) {
	s.types, s.fresh = map[string][]string{}, map[string]int{}
	var lines []string
	for i, st := range s.a.statements {
		if err := s.typesOf(ctx, conn, st); err != nil {
			return "", err
		}
		sql, err := s.line(st, s.b.statements[i])
		if err != nil {
			return "", err
		}
		if sql != "" {
			lines = append(lines, sql+";")
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\\set variant random(%d, %d)\n", firstVariant, firstVariant+s.variants-1)
	fmt.Fprintf(&b, "\\set product %d + (:variant - %d) / %d\n", firstProduct, firstVariant, perProduct)
	for i := range len(s.fresh) {
		fmt.Fprintf(&b, "\\set fresh%d random(1, 9000000000000000000)\n", i)
	}
	return b.String() + strings.Join(lines, "\n") + "\n", nil
}

func (s *script) typesOf(ctx context.Context, conn *pgx.Conn, st statement) error {
	if len(st.values) == 0 || s.types[st.sql] != nil {
		return nil
	}
	prepared, err := conn.Prepare(ctx, fmt.Sprintf("types%d", len(s.types)), st.sql)
	if err != nil {
		return fmt.Errorf("%s: %w", st.sql, err)
	}
	rows, err := conn.Query(ctx, `SELECT format_type(t, NULL) FROM unnest($1::oid[]) WITH ORDINALITY AS u (t, n) ORDER BY n`, prepared.ParamOIDs)
	if err != nil {
		return err
	}
	s.types[st.sql], err = pgx.CollectRows(rows, pgx.RowTo[string])
	return err
}

var placeholder = regexp.MustCompile(`\$\d+`)

// line writes one statement; those that only say something about the connection
// are left out.
func (s *script) line(a, b statement) (string, error) {
	word, _, _ := strings.Cut(strings.ToLower(a.sql), " ")
	switch word {
	case "", "deallocate", "listen", "set", "discard":
		return "", nil
	}
	types := s.types[a.sql]
	if len(types) != len(a.values) {
		return "", fmt.Errorf("%d parameters were logged, %d are wanted: %s", len(a.values), len(types), a.sql)
	}
	return placeholder.ReplaceAllStringFunc(a.sql, func(name string) string {
		n, err := strconv.Atoi(name[1:])
		if err != nil || n < 1 || n > len(types) {
			return name
		}
		return s.value(a.values[n-1], b.values[n-1], types[n-1])
	}), nil
}

var number = regexp.MustCompile(`[0-9A-Za-z]+`)

// value writes one parameter as an expression of its type.
func (s *script) value(a, b *string, kind string) string {
	if a == nil {
		return "NULL::" + kind
	}
	var parts []string
	rest, begin := *a, 0
	for _, at := range number.FindAllStringIndex(rest, -1) {
		expression := s.id(rest[at[0]:at[1]])
		if expression == "" {
			continue
		}
		if at[0] > begin {
			parts = append(parts, literal(rest[begin:at[0]]))
		}
		parts = append(parts, expression+"::text")
		begin = at[1]
	}
	switch {
	case len(parts) > 0:
		if begin < len(rest) {
			parts = append(parts, literal(rest[begin:]))
		}
		return "(" + strings.Join(parts, " || ") + ")::" + kind
	case b != nil && *a != *b && kind == "uuid":
		return "gen_random_uuid()"
	case b != nil && *a != *b && (kind == "text" || kind == "character varying"):
		return s.anew(*a)
	default:
		return literal(*a) + "::" + kind
	}
}

// id returns an expression for an id that has to be another in each purchase,
// empty for everything else.
func (s *script) id(word string) string {
	n, err := strconv.ParseInt(word, 10, 64)
	if err != nil {
		return ""
	}
	switch {
	case n >= firstVariant && n < firstVariant+int64(s.variants):
		return "(:variant)::bigint"
	case n >= firstProduct && n < firstProduct+int64(s.variants/perProduct):
		return "(:product)::bigint"
	}
	name := s.sequences[n/idSpan]
	// Rows of an earlier purchase keep their id.
	back := s.a.last[n/idSpan] - n
	if name == "" || back < 0 || back > 50 {
		return ""
	}
	// In a subquery it is read once; compared directly it would defeat indexes.
	return fmt.Sprintf("(SELECT currval(%s) - %d)", literal(name), back)
}

// anew makes a text of the same length that no other purchase has; the same text
// is the same throughout one.
func (s *script) anew(text string) string {
	n, known := s.fresh[text]
	if !known {
		n = len(s.fresh)
		s.fresh[text] = n
	}
	return fmt.Sprintf("left(repeat(md5((:fresh%d)::text), %d), %d)", n, len(text)/32+1, len(text))
}

// literal quotes a text for SQL inside pgbench, which would take a colon for a
// variable.
func literal(text string) string {
	return "E'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, ":", `\x3a`, "\n", `\n`, "\r", `\r`).Replace(text) + "'"
}
