package draw_test

import (
	"bytes"
	"io/fs"
	"runtime"
	"testing"

	"tenaz/cmd/dev/demoshop"
	"tenaz/cmd/dev/demoshop/draw"
)

func TestCommittedPicturesAreTheDrawnOnes(t *testing.T) {
	drawn := map[string]bool{}
	for _, f := range draw.Figures() {
		if drawn[f.File] {
			t.Errorf("%s is drawn twice", f.File)
		}
		drawn[f.File] = true
		committed, err := fs.ReadFile(demoshop.Images(), f.File)
		if err != nil {
			t.Error(err)
			continue
		}
		now := f.SVG()
		if runtime.GOARCH != "amd64" {
			// Elsewhere Go may fuse a multiplication with an addition, which
			// moves the last digit of a coordinate: compare the amount of drawing.
			if n, m := len(committed), len(now); n-m > n/50 || m-n > n/50 {
				t.Errorf("%s has %d bytes, drawn now %d", f.File, n, m)
			}
			continue
		}
		if !bytes.Equal(committed, now) {
			t.Errorf("%s is stale: run go generate ./cmd/dev/demoshop", f.File)
		}
	}
	committed, err := fs.Glob(demoshop.Images(), "*.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range committed {
		if !drawn[f] {
			t.Errorf("%s is not drawn any more", f)
		}
	}
}

func TestNoTwoPicturesAreAlike(t *testing.T) {
	seen := map[string]string{}
	for _, f := range draw.Figures() {
		// Ids differ by file name: compare what follows the definitions.
		svg := f.SVG()
		body := string(svg[bytes.Index(svg, []byte("</defs>"))+1:])
		if first, ok := seen[body]; ok {
			t.Errorf("%s and %s are the same picture", first, f.File)
		}
		seen[body] = f.File
	}
}
