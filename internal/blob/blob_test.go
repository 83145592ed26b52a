package blob

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenaz/internal/apperr"
)

func TestPutAndOpen(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]string{"memory": "mem://", "folder": "file://" + filepath.Join(t.TempDir(), "new", "blobs")} {
		store, err := Open(t.Context(), address)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		t.Cleanup(func() { _ = store.Close() })
		content := []byte("<svg/>")
		key, err := store.Put(t.Context(), content, ".SVG")
		if err != nil {
			t.Fatalf("%s: put: %v", name, err)
		}
		if key != Key(content, "svg") || !ValidKey(key) {
			t.Errorf("%s: key %q", name, key)
		}
		if again, err := store.Put(t.Context(), content, "svg"); err != nil || again != key {
			t.Errorf("%s: put again: %q, %v", name, again, err)
		}
		for range 2 { // from the bucket, then from memory
			b, err := store.Open(t.Context(), key)
			if err != nil || !bytes.Equal(b.Content, content) || b.Type != "image/svg+xml" {
				t.Errorf("%s: open: %q %q, %v", name, b.Content, b.Type, err)
			}
		}
	}
}

func TestAFolderHoldsOneFileABlob(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store, err := Open(t.Context(), "file://"+dir)
	if err != nil {
		t.Fatal(err)
	}
	key, err := store.Put(t.Context(), []byte("x"), "png")
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 || files[0].Name() != key {
		t.Errorf("files = %v, %v; want %s alone", files, err, key)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	store, err := Open(t.Context(), "mem://")
	if err != nil {
		t.Fatal(err)
	}
	hash := strings.Repeat("a", 64)
	for _, key := range []string{"", "x", hash, hash + ".exe", hash + ".svg", "../" + hash + ".svg", strings.ToUpper(hash) + ".svg", hash + ".svg\x00"} {
		if _, err := store.Open(t.Context(), key); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("Open(%q): %v, want NotFound", key, err)
		}
	}
	if _, err := store.Put(t.Context(), []byte("MZ"), "exe"); !apperr.Is(err, apperr.UnsupportedMediaType) {
		t.Errorf("Put exe: %v", err)
	}
	if _, err := store.Put(t.Context(), make([]byte, LargestBlob+1), "png"); !apperr.Is(err, apperr.TooLarge) {
		t.Errorf("Put a large one: %v", err)
	}
}

func TestCacheIsBounded(t *testing.T) {
	t.Parallel()
	var c cache
	piece := make([]byte, cacheItem)
	for i := range 4 * cacheBytes / cacheItem {
		c.put(fmt.Sprint(i), piece)
		c.get("0") // asked for again and again: stays
	}
	if held := (len(c.young) + len(c.old)) * cacheItem; held > cacheBytes+2*cacheItem {
		t.Errorf("holds %d bytes", held)
	}
	if _, ok := c.get("0"); !ok {
		t.Error("what is asked for all the time was dropped")
	}
	c.put("large", make([]byte, cacheItem+1))
	if _, ok := c.get("large"); ok {
		t.Error("kept a piece over the limit")
	}
}
