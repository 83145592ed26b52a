package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenaz/internal/testdb"
)

func TestImportKeepsTheGoodLinesAndNamesTheBad(t *testing.T) {
	d := testdb.New(t)
	file := filepath.Join(t.TempDir(), "products.jsonl")
	lines := []string{
		`{"id": "A-1", "title": "Fone D'Ávila", "brand": "Aria", "category": "Fones", "price_cents": 19900}`,
		`{"id": "A-2", "title": `,
		`{"id": "A-3", "title": "Teclado", "brand": "Aria", "category": "Teclados", "price_cents": -5}`,
		`{"id": "A-4", "title": "Mouse", "brand": "Aria", "category": "Mouses", "price_cents": 9900}`,
	}
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	imported := command{args: []string{"import", "products", "--stock", "3", file}, env: database(d)}
	code, out, errs := imported.run(t)
	if code != 1 || !strings.Contains(out, "line 2: ") || !strings.Contains(out, "line 3: ") || !strings.Contains(out, "2 created") {
		t.Fatalf("import: %d %s %s; want 1, lines 2 and 3 named, two created", code, out, errs)
	}
	if strings.Contains(out, "line 1: ") || strings.Contains(out, "line 4: ") {
		t.Errorf("a good line is named: %s", out)
	}
	if code, out, _ = imported.run(t); code != 1 || !strings.Contains(out, "2 unchanged") {
		t.Errorf("the same again: %d %s; want two unchanged", code, out)
	}
	if code, _, errs := (command{args: []string{"import", "products", "/no/such/file"}, env: database(d)}).run(t); code != 1 || errs == "" {
		t.Errorf("no file: %d %q, want 1 and the reason", code, errs)
	}
	code, out, errs = command{args: []string{"audit"}, env: database(d)}.run(t)
	if code != 0 {
		t.Errorf("audit after the import: %d %s %s", code, out, errs)
	}
}

func TestExportOfNoOrdersIsEmpty(t *testing.T) {
	d := testdb.New(t)
	if code, out, errs := (command{args: []string{"export", "orders"}, env: database(d)}).run(t); code != 0 || out != "" {
		t.Errorf("export: %d %q %s, want nothing", code, out, errs)
	}
}
