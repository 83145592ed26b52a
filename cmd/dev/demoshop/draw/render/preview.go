package main

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"

	"tenaz/cmd/dev/demoshop"
)

const width, height = 1200, 630

// page shows previews below each other: the picture centred on its category's
// panel, with a little of the panel's light from the upper left.
var page = template.Must(template.New("page").Parse(`<!doctype html><meta charset="utf-8">
<style>
body { margin: 0 }
div { width: 1200px; height: 630px; overflow: hidden; position: relative }
img { position: absolute; left: 50%; top: 50%; width: 640px; height: 640px; transform: translate(-50%, -51%) }
</style>
{{range .}}<div style="background: linear-gradient(150deg, #ffffff66, #ffffff00 60%), {{.Panel}}"><img src="{{.Picture}}" alt=""></div>
{{end}}`))

type sheetItem struct {
	Slug    string
	Panel   template.CSS
	Picture template.URL
}

// makePreviews draws a few previews a run of the browser, then cuts them apart.
func makePreviews(dir, browser string) error {
	products, err := demoshop.Load()
	if err != nil {
		return err
	}
	panels := map[string]string{}
	for _, c := range demoshop.Categories() {
		panels[c.Slug] = c.Panel
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	var items []sheetItem
	for _, p := range products {
		items = append(items, sheetItem{
			Slug:    p.Slug,
			Panel:   template.CSS(panels[p.Category]),
			Picture: template.URL("file://" + filepath.Join(abs, p.Images[0].File)),
		})
	}
	if err := os.MkdirAll(filepath.Join(dir, "og"), 0o755); err != nil {
		return err
	}
	const batch = 6
	for len(items) > 0 {
		n := min(batch, len(items))
		shot, err := photograph(browser, items[:n])
		if err != nil {
			return err
		}
		for i, item := range items[:n] {
			if err := cut(shot, i, filepath.Join(dir, "og", item.Slug+".jpg")); err != nil {
				return err
			}
		}
		items = items[n:]
	}
	return nil
}

func photograph(browser string, items []sheetItem) (image.Image, error) {
	tmp, err := os.MkdirTemp("", "previews")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	var html bytes.Buffer
	if err := page.Execute(&html, items); err != nil {
		return nil, err
	}
	file, shot := filepath.Join(tmp, "page.html"), filepath.Join(tmp, "page.png")
	if err := os.WriteFile(file, html.Bytes(), 0o644); err != nil {
		return nil, err
	}
	args := []string{
		"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--allow-file-access-from-files",
		"--user-data-dir=" + filepath.Join(tmp, "profile"), "--screenshot=" + shot,
		fmt.Sprintf("--window-size=%d,%d", width, height*len(items)), "file://" + file,
	}
	if os.Geteuid() == 0 {
		args = append([]string{"--no-sandbox"}, args...)
	}
	if out, err := exec.CommandContext(context.Background(), browser, args...).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", browser, err, out)
	}
	raw, err := os.ReadFile(shot)
	if err != nil {
		return nil, err
	}
	return png.Decode(bytes.NewReader(raw))
}

func cut(shot image.Image, i int, file string) error {
	part := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(part, part.Bounds(), shot, image.Pt(0, i*height), draw.Src)
	// Fine patterns, such as the contacts of a processor, need a lower quality
	// to stay below what messengers load without asking.
	const limit = 60 << 10
	var out bytes.Buffer
	for quality := 82; ; quality -= 6 {
		out.Reset()
		if err := jpeg.Encode(&out, part, &jpeg.Options{Quality: quality}); err != nil {
			return err
		}
		if out.Len() <= limit || quality < 50 {
			return os.WriteFile(file, out.Bytes(), 0o644)
		}
	}
}
