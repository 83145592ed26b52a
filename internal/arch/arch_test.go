package arch

import (
	"os"
	"testing"
)

// TestStore is the test that keeps the map true.
func TestStore(t *testing.T) {
	problems, err := Check(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
}
