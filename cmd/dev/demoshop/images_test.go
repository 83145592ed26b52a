package demoshop

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/jpeg"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
)

func TestEveryPictureIsThereAndUsedOnce(t *testing.T) {
	files, err := fs.Glob(Images(), "*.svg")
	if err != nil {
		t.Fatal(err)
	}
	unused := map[string]bool{}
	for _, f := range files {
		unused[f] = true
	}
	several := 0
	for _, p := range load(t) {
		if len(p.Images) == 0 {
			t.Fatalf("%s has no picture", p.Slug)
		}
		for _, img := range p.Images {
			if !unused[img.File] {
				t.Errorf("%s: %s is missing or shown elsewhere too", p.Slug, img.File)
			}
			delete(unused, img.File)
			if img.Alt == "" || strings.ContainsAny(img.Alt, "!{}") {
				t.Errorf("%s: alternative text %q", img.File, img.Alt)
			}
		}
		if len(p.Images) > 1 {
			several++
		}
		for _, v := range p.Variants {
			if !slices.ContainsFunc(p.Images, func(i Image) bool { return i.File == v.Image }) {
				t.Errorf("%s: picture %q is not the product's", v.SKU, v.Image)
			}
		}
	}
	for f := range unused {
		t.Errorf("%s belongs to no product", f)
	}
	if several < 20 {
		t.Errorf("%d products have a gallery, want 20", several)
	}
}

func TestColoursHaveTheirOwnPicture(t *testing.T) {
	for _, p := range load(t) {
		byColour, byPicture := map[string]string{}, map[string]string{}
		for _, v := range p.Variants {
			colour, ok := v.Options["Cor"]
			if !ok {
				continue
			}
			if was, seen := byColour[colour]; seen && was != v.Image {
				t.Errorf("%s: %s is shown by %s and %s", p.Slug, colour, was, v.Image)
			}
			if was, seen := byPicture[v.Image]; seen && was != colour {
				t.Errorf("%s: %s shows %s and %s", p.Slug, v.Image, was, colour)
			}
			byColour[colour], byPicture[v.Image] = v.Image, colour
		}
	}
}

func TestPicturesAreSmallAndInert(t *testing.T) {
	files, err := fs.Glob(Images(), "*.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		raw, err := fs.ReadFile(Images(), f)
		if err != nil {
			t.Fatal(err)
		}
		if len(raw) > 12<<10 {
			t.Errorf("%s: %d bytes", f, len(raw))
		}
		dec := xml.NewDecoder(bytes.NewReader(raw))
		for {
			token, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			switch start.Name.Local {
			case "script", "style", "text", "image", "foreignObject", "a":
				t.Errorf("%s: <%s>", f, start.Name.Local)
			}
			for _, a := range start.Attr {
				name, value := a.Name.Local, a.Value
				outside := name == "href" && !strings.HasPrefix(value, "#")
				if name == "style" || strings.HasPrefix(name, "on") || outside {
					t.Errorf("%s: %s=%q", f, name, value)
				}
			}
		}
	}
}

func TestEveryProductHasALinkPreview(t *testing.T) {
	previews, err := fs.Glob(Images(), "og/*.jpg")
	if err != nil {
		t.Fatal(err)
	}
	products := load(t)
	if len(previews) != len(products) {
		t.Errorf("%d previews for %d products", len(previews), len(products))
	}
	for _, p := range products {
		raw, err := fs.ReadFile(Images(), p.Preview())
		if err != nil {
			t.Error(err)
			continue
		}
		size, err := jpeg.DecodeConfig(bytes.NewReader(raw))
		if err != nil {
			t.Errorf("%s: %v", p.Preview(), err)
		}
		if size.Width != 1200 || size.Height != 630 || len(raw) > 60<<10 {
			t.Errorf("%s: %d × %d, %d bytes", path.Base(p.Preview()), size.Width, size.Height, len(raw))
		}
	}
}
