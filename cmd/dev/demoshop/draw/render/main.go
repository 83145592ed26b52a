// Command render writes the demo shop's pictures: every SVG, and with
// -previews also the JPEG of each product for link previews, which needs
// Chromium and waits for it as long as it takes.
//
//	go run ./cmd/dev/demoshop/draw/render            # the SVG files
//	go run ./cmd/dev/demoshop/draw/render -previews  # and the JPEG files
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"tenaz/cmd/dev/demoshop/draw"
)

func main() {
	dir := flag.String("dir", filepath.Join("cmd", "dev", "demoshop", "img"), "where the pictures go")
	previews := flag.Bool("previews", false, "also make the link previews")
	browser := flag.String("chromium", "chromium", "the browser that draws the previews")
	flag.Parse()
	if err := run(*dir, *browser, *previews); err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
		os.Exit(1)
	}
}

func run(dir, browser string, previews bool) error {
	for _, f := range draw.Figures() {
		if err := os.WriteFile(filepath.Join(dir, f.File), f.SVG(), 0o644); err != nil {
			return err
		}
	}
	if !previews {
		return nil
	}
	return makePreviews(dir, browser)
}
