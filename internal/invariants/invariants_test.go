package invariants_test

import (
	"testing"

	"tenaz/internal/invariants"
	"tenaz/internal/testdb"
)

func TestAnEmptyShopHolds(t *testing.T) {
	t.Parallel()
	results, err := invariants.Run(t.Context(), testdb.New(t).Pool)
	if err != nil {
		t.Fatal(err)
	}
	if len(results) < 20 {
		t.Errorf("only %d checks ran", len(results))
	}
	for _, r := range results {
		if !r.OK() {
			t.Errorf("%s: %v", r.Name, r.Broken)
		}
	}
}
