package main

import (
	"path/filepath"
	"testing"

	"tenaz/internal/blob"
)

func TestPicturesGoBelowAnyDataDir(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"plain", "my shop", "100% + ção #1?"} {
		o := options{dataDir: filepath.Join(t.TempDir(), name)}
		store, err := blob.Open(t.Context(), o.blobURL())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := store.Put(t.Context(), []byte("<svg/>"), "svg"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if files, _ := filepath.Glob(filepath.Join(o.dataDir, "media", "*.svg")); len(files) != 1 {
			t.Errorf("%s: %d pictures in its folder, want 1", name, len(files))
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}
