package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenaz/internal/blob"
)

func TestForeignFoldersAreNotTaken(t *testing.T) {
	home := t.TempDir()
	letter := filepath.Join(home, "mail", "letter")
	if err := os.MkdirAll(letter, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DATA_DIR", home)
	if _, err := readOptions(); err == nil || !strings.Contains(err.Error(), "mail") {
		t.Errorf("a folder with somebody's mail: %v, want a refusal that names it", err)
	}
	if entries, err := os.ReadDir(home); err != nil || len(entries) != 1 {
		t.Errorf("the refusal left %d entries, %v; want the one that was there", len(entries), err)
	}
	t.Setenv("DATA_DIR", filepath.Join(home, "new"))
	for range 2 {
		o, err := readOptions()
		if err == nil {
			err = os.MkdirAll(filepath.Join(o.dataDir, "mail"), 0o700)
		}
		if err != nil {
			t.Errorf("a folder of our own: %v", err)
		}
	}
}

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
