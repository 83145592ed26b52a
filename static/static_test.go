package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
)

// The budgets that every page keeps to, gzipped.
const (
	maxCSS  = 15 << 10
	maxJS   = 30 << 10
	maxFont = 40 << 10
)

func TestStyleSheetKeepsToItsBudget(t *testing.T) {
	if n := gzipped(t, served(t, "css/app.css").body); n > maxCSS {
		t.Errorf("css/app.css is %d bytes gzipped, more than %d", n, maxCSS)
	}
}

func TestScriptsKeepToTheirBudget(t *testing.T) {
	total := 0
	for name, a := range assets().byName {
		if path.Ext(name) == ".js" {
			total += gzipped(t, a.body)
		}
	}
	if total > maxJS {
		t.Errorf("all scripts are %d bytes gzipped, more than %d", total, maxJS)
	}
}

func TestFontKeepsToItsBudget(t *testing.T) {
	if n := len(served(t, "font/familjen-grotesk.woff2").body); n > maxFont {
		t.Errorf("the font is %d bytes, more than %d", n, maxFont)
	}
}

func TestURLHoldsAHashOfTheContent(t *testing.T) {
	build := func(body string) string {
		reg, err := build(fstest.MapFS{"js/a.js": {Data: []byte(body)}})
		if err != nil {
			t.Fatal(err)
		}
		return reg.byName["js/a.js"].url
	}
	one, same, other := build("1"), build("1"), build("2")
	if one != same || one == other {
		t.Errorf("addresses do not follow the content: %q, %q, %q", one, same, other)
	}
	if !regexp.MustCompile(`^/static/js/a\.[0-9a-f]{12}\.js$`).MatchString(one) {
		t.Errorf("address %q has another form", one)
	}
}

func TestURLPanicsOnAnUnknownName(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	URL("css/none.css")
}

func TestFilesNameOthersByTheirHashedAddress(t *testing.T) {
	for _, name := range []string{"css/app.css", "img/site.webmanifest"} {
		for _, found := range regexp.MustCompile(`/static/[\w./-]+`).FindAllString(string(served(t, name).body), -1) {
			if _, ok := assets().byURL[found]; !ok {
				t.Errorf("%s names %s, which is not served", name, found)
			}
		}
	}
}

func TestEveryVendoredFolderKeepsItsLicence(t *testing.T) {
	for _, name := range []string{"font/familjen-grotesk.LICENSE.txt", "js/htmx.LICENSE.txt", "icons/lucide.LICENSE.txt"} {
		if b, err := fs.ReadFile(files, name); err != nil || len(b) < 100 {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
		if _, served := assets().byName[name]; served {
			t.Errorf("%s is served", name)
		}
	}
}

func TestBundleDropsCommentsAndKeepsStrings(t *testing.T) {
	got, err := bundle(fstest.MapFS{
		"a.css": {Data: []byte("/* x */\n  p { content: \"/* kept */\"; } /* y\n z */\n\n")},
		"b.css": {Data: []byte("a { color: red; }")},
	}, []string{"a.css", "b.css"})
	if err != nil {
		t.Fatal(err)
	}
	if want := "p { content: \"/* kept */\"; }\na { color: red; }\n"; string(got) != want {
		t.Errorf("bundle = %q, want %q", got, want)
	}
}

func TestHandlerServesCompressedAndImmutable(t *testing.T) {
	plain := served(t, "css/app.css").body
	for _, tc := range []struct {
		accept, encoding string
		decode           func(io.Reader) io.Reader
	}{
		{"", "", func(r io.Reader) io.Reader { return r }},
		{"gzip, deflate", "gzip", gunzip(t)},
		{"gzip, br;q=0.5", "br", func(r io.Reader) io.Reader { return brotli.NewReader(r) }},
		{"br;q=0, gzip;q=0.1", "gzip", gunzip(t)},
		{"br;q=0,gzip; q=0", "", func(r io.Reader) io.Reader { return r }},
	} {
		t.Run(tc.accept, func(t *testing.T) {
			res := get(t, http.MethodGet, URL("css/app.css"), tc.accept)
			if res.StatusCode != http.StatusOK {
				t.Fatalf("status %d", res.StatusCode)
			}
			for header, want := range map[string]string{
				"Content-Encoding":       tc.encoding,
				"Content-Type":           "text/css; charset=utf-8",
				"Cache-Control":          "public, max-age=31536000, immutable",
				"Vary":                   "Accept-Encoding",
				"X-Content-Type-Options": "nosniff",
			} {
				if got := res.Header.Get(header); got != want {
					t.Errorf("%s = %q, want %q", header, got, want)
				}
			}
			body, err := io.ReadAll(tc.decode(res.Body))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(body, plain) {
				t.Errorf("the body has %d bytes, want %d", len(body), len(plain))
			}
		})
	}
}

func TestHandlerRefusesWhatItDoesNotHave(t *testing.T) {
	for _, tc := range []struct {
		method, path string
		want         int
	}{
		{http.MethodGet, "/static/css/app.css", http.StatusNotFound},
		{http.MethodGet, "/static/css/app.000000000000.css", http.StatusNotFound},
		{http.MethodGet, "/static/../static.go", http.StatusNotFound},
		{http.MethodGet, "/static/js/htmx.LICENSE.txt", http.StatusNotFound},
		{http.MethodPost, URL("css/app.css"), http.StatusMethodNotAllowed},
	} {
		res := get(t, tc.method, tc.path, "")
		if res.StatusCode != tc.want {
			t.Errorf("%s %s: %d, want %d", tc.method, tc.path, res.StatusCode, tc.want)
		}
		if strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s %s may be cached for ever", tc.method, tc.path)
		}
	}
}

func TestHeadSendsNoBody(t *testing.T) {
	res := get(t, http.MethodHead, URL("js/app.js"), "gzip")
	body, err := io.ReadAll(res.Body)
	if err != nil || len(body) != 0 || res.Header.Get("Content-Length") == "0" {
		t.Errorf("%d bytes, Content-Length %s, %v", len(body), res.Header.Get("Content-Length"), err)
	}
}

func served(t *testing.T, name string) *asset {
	t.Helper()
	a, ok := assets().byName[name]
	if !ok {
		t.Fatalf("no file %s", name)
	}
	return a
}

func gzipped(t *testing.T, body []byte) int {
	t.Helper()
	var out bytes.Buffer
	zw, err := gzip.NewWriterLevel(&out, gzip.DefaultCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := zw.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

func gunzip(t *testing.T) func(io.Reader) io.Reader {
	return func(r io.Reader) io.Reader {
		zr, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		return zr
	}
}

func get(t *testing.T, method, path, accept string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, "/", nil)
	r.URL.Path = path
	if accept != "" {
		r.Header.Set("Accept-Encoding", accept)
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}
