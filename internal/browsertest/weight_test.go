package browsertest

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tenaz/internal/storetest"
)

// What a page may bring along, gzipped, in bytes.
const (
	mostScript = 30_000
	mostStyle  = 15_000
)

// TestPageWeight counts what a first visit to the pages that sell downloads.
func TestPageWeight(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	shelves(t, s)
	for _, path := range []string{"/", "/categories/fones", "/products/fone-onda"} {
		script, style := 0, 0
		for _, file := range files(t, s.URL+path) {
			if size := gzipped(t, file.url); file.script {
				script += size
			} else {
				style += size
			}
		}
		t.Logf("%s: %d bytes of JavaScript, %d of CSS, gzipped", path, script, style)
		if script == 0 || script > mostScript {
			t.Errorf("%s: %d bytes of JavaScript, at most %d", path, script, mostScript)
		}
		if style == 0 || style > mostStyle {
			t.Errorf("%s: %d bytes of CSS, at most %d", path, style, mostStyle)
		}
	}
}

type file struct {
	url    string
	script bool
}

// files are the scripts and style sheets that a page names.
func files(t *testing.T, address string) []file {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	root, err := html.Parse(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, res.Status, err)
	}
	var found []file
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
		}
		switch {
		case n.Data == "script" && at["src"] != "":
			found = append(found, file{resolve(t, address, at["src"]), true})
		case n.Data == "link" && (strings.Contains(at["rel"], "stylesheet") || at["as"] == "style"):
			found = append(found, file{resolve(t, address, at["href"]), false})
		case n.Data == "link" && (at["rel"] == "modulepreload" || at["as"] == "script"):
			found = append(found, file{resolve(t, address, at["href"]), true})
		}
	}
	return found
}

func resolve(t *testing.T, base, ref string) string {
	t.Helper()
	from, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	to, err := from.Parse(ref)
	if err != nil {
		t.Fatal(err)
	}
	return to.String()
}

// gzipped is the size of a file on the wire for a client that takes gzip; what
// the store sends uncompressed counts as it is.
func gzipped(t *testing.T, address string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, res.Status, err)
	}
	if res.Header.Get("Content-Encoding") == "gzip" {
		if _, err := gzip.NewReader(bytes.NewReader(body)); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	return len(body)
}
