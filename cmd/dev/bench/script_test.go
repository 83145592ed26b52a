package bench

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const loggedText = `2026-11-23 04:00:00.001 UTC [12] trace LOG:  statement: begin
2026-11-23 04:00:00.002 UTC [12] trace LOG:  execute stmtcache_1: -- name: InsertOrder :one
	INSERT INTO orders (cart_id, name) -- the buyer
	VALUES ($1, $2) RETURNING id
2026-11-23 04:00:00.002 UTC [12] trace DETAIL:  parameters: $1 = '3000000000002', $2 = 'Ana D''Ávila
	de Sá'
2026-11-23 04:00:00.003 UTC [13] bench LOG:  execute stmtcache_9: SELECT 'another database'
	of two lines
2026-11-23 04:00:00.004 UTC [12] trace LOG:  execute <unnamed>: SELECT '--' || $1
2026-11-23 04:00:00.004 UTC [12] trace DETAIL:  parameters: $1 = NULL
2026-11-23 04:00:00.005 UTC [12] trace LOG:  statement: commit;
`

func TestLogIsReadAsStatements(t *testing.T) {
	text := func(s string) *string { return &s }
	want := []statement{
		{step: 4, sql: "begin"},
		{step: 4, sql: "INSERT INTO orders (cart_id, name) VALUES ($1, $2) RETURNING id", values: []*string{text("3000000000002"), text("Ana D'Ávila\nde Sá")}},
		{step: 4, sql: "SELECT '--' || $1", values: []*string{nil}},
		{step: 4, sql: "commit"},
	}
	if diff := cmp.Diff(want, parseLog(loggedText, 4), cmp.AllowUnexported(statement{})); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
}

func TestValuesDifferWhereTheyMust(t *testing.T) {
	s := &script{
		a:         trace{last: map[int64]int64{3: 3_000_000_000_005}},
		sequences: map[int64]string{3: "public.orders_id_seq"}, variants: 3000, fresh: map[string]int{},
	}
	text := func(s string) *string { return &s }
	for name, c := range map[string]struct {
		a, b *string
		kind string
		want string
	}{
		"null":                 {nil, nil, "bigint", "NULL::bigint"},
		"the same":             {text("it's 5:30 a:b"), text("it's 5:30 a:b"), "text", `E'it\'s 5\x3a30 a\x3ab'::text`},
		"an id of this order":  {text("3000000000004"), text("3000000000005"), "bigint", `((SELECT currval(E'public.orders_id_seq') - 1)::text)::bigint`},
		"an older order's id":  {text("3000000000900"), text("3000000000900"), "bigint", `E'3000000000900'::bigint`},
		"a variant in a list":  {text("{7000001}"), text("{7000001}"), "bigint[]", `(E'{' || (:variant)::bigint::text || E'}')::bigint[]`},
		"beyond the variants":  {text("7003001"), text("7003001"), "bigint", `E'7003001'::bigint`},
		"a product":            {text("5000001"), text("5000001"), "bigint", `((:product)::bigint::text)::bigint`},
		"digits within a hash": {text("a7000001"), text("a7000001"), "text", `E'a7000001'::text`},
		"a token":              {text("abcdef"), text("ghijkl"), "text", `left(repeat(md5((:fresh0)::text), 1), 6)`},
		"the token once more":  {text("abcdef"), text("mnopqr"), "text", `left(repeat(md5((:fresh0)::text), 1), 6)`},
		"a time":               {text("2026-11-23 04:00"), text("2026-11-23 04:01"), "timestamp with time zone", `E'2026-11-23 04\x3a00'::timestamp with time zone`},
	} {
		if got := s.value(c.a, c.b, c.kind); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

func TestStatementsWithoutTheirParametersAreRefused(t *testing.T) {
	s := &script{types: map[string][]string{"SELECT $1": {"bigint"}}}
	if got, err := s.line(statement{sql: "SELECT $1"}, statement{}); err == nil {
		t.Errorf("wrote %q", got)
	}
	if got, err := s.line(statement{sql: "DEALLOCATE x"}, statement{}); got != "" || err != nil {
		t.Errorf("wrote %q, %v", got, err)
	}
}
