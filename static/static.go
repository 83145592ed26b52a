// Package static holds what a browser downloads: style sheet, scripts, font,
// icons and pictures of the shell. Every file has one address that contains a
// hash of its content, so that browsers and proxies may keep it for ever.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed css js font img icons
var files embed.FS

// Prefix is the path under which Handler expects to be mounted.
const Prefix = "/static/"

// contentTypes lists the kinds of file that are served; whatever has another
// ending (a licence, a source note) is embedded but has no address.
var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".jpg":         "image/jpeg",
	".woff2":       "font/woff2",
	".webmanifest": "application/manifest+json",
}

// asset is one served file.
type asset struct {
	url         string
	contentType string
	body        []byte
	gzip        func() []byte // nil result: not worth compressing
	brotli      func() []byte
}

// registry finds an asset by its source name and by its address.
type registry struct {
	byName map[string]*asset
	byURL  map[string]*asset
}

var assets = sync.OnceValue(func() registry {
	reg, err := build(files)
	if err != nil {
		panic(err) // the files are compiled in: this cannot differ between two starts
	}
	return reg
})

// URL returns the immutable address of the named file, such as
// "/static/css/app.1f0c….css" for "css/app.css". It panics on a name that does
// not exist, so that a wrong name in a view fails in the first test that
// renders it.
func URL(name string) string {
	a, ok := assets().byName[name]
	if !ok {
		panic(fmt.Sprintf("static: no file %q", name))
	}
	return a.url
}

// build reads every served file of fsys and computes its address. Style sheets
// become the one file css/app.css; it and the web manifest are added last,
// because they contain the addresses of others.
func build(fsys fs.FS) (registry, error) {
	reg := registry{byName: map[string]*asset{}, byURL: map[string]*asset{}}
	var sheets, last []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch ext := path.Ext(name); {
		case ext == ".css":
			sheets = append(sheets, name)
		case ext == ".webmanifest":
			last = append(last, name)
		case contentTypes[ext] != "":
			body, err := fs.ReadFile(fsys, name)
			if err != nil {
				return err
			}
			reg.add(name, body)
		}
		return nil
	})
	if err != nil {
		return reg, err
	}
	slices.Sort(sheets)
	css, err := bundle(fsys, sheets)
	if err != nil {
		return reg, err
	}
	reg.add("css/app.css", reg.resolve(css))
	for _, name := range last {
		body, err := fs.ReadFile(fsys, name)
		if err != nil {
			return reg, err
		}
		reg.add(name, reg.resolve(body))
	}
	return reg, nil
}

// add registers body under name with an address made of both.
func (reg registry) add(name string, body []byte) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	a := &asset{
		url:         Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext,
		contentType: contentTypes[ext],
		body:        body,
	}
	a.gzip = sync.OnceValue(func() []byte { return compressGzip(a.contentType, body) })
	a.brotli = sync.OnceValue(func() []byte { return compressBrotli(a.contentType, body) })
	reg.byName[name], reg.byURL[a.url] = a, a
}

// resolve replaces the plain paths of known files ("/static/font/x.woff2")
// inside body by their hashed addresses.
func (reg registry) resolve(body []byte) []byte {
	var pairs []string
	for name, a := range reg.byName {
		pairs = append(pairs, Prefix+name, a.url)
	}
	return []byte(strings.NewReplacer(pairs...).Replace(string(body)))
}
