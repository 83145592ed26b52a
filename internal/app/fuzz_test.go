package app_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tenaz/handlers"
	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/app"
	"tenaz/internal/catalog"
	"tenaz/internal/testdb"
)

// odd are values that people, robots and scanners send; every one is legal on
// the wire.
var odd = []string{
	"", "0", "-1", "1", "999", "1000", "1.5", "1e9", "abc", "99999999999999999999", "9223372036854775807", "NaN",
	"D'Ávila", "<script>alert(1)</script>", "'; DROP TABLE orders;--", "😀", "\x00", "a\x00b", "\xff\xfe", "\xc3",
	"%", "%s%n", "../../etc/passwd", "\\", "{{.}}", "\r\nSet-Cookie: a=b", "\u202e", strings.Repeat("é", 200), strings.Repeat("x", 5000),
}

// sharp are the few of them that are tried in every parameter alone.
var sharp = []string{"-1", "0", "abc", "99999999999999999999", "\x00", "\xff", "'\"<", strings.Repeat("x", 5000)}

// everywhere puts one value into every parameter.
func everywhere(value string) url.Values {
	all := url.Values{}
	for _, name := range parameters {
		all.Set(name, value)
	}
	return all
}

// parameters are the names that any route of the store reads.
var parameters = []string{
	"q", "page", "sort", "brand", "price_min", "price_max", "in_stock", "after", "before", "variant", "cep", "next", "filter",
	"variant_id", "quantity", "code", "email", "name", "document", "postal_code", "shipping_option", "payment_method", "token",
	"tracking_code", "version", "reason", "note", "lang", "theme", "password",
}

// visitor is somebody with a cookie jar.
type visitor struct {
	t      *testing.T
	base   string
	client *http.Client
}

func newVisitor(t *testing.T, base string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t: t, base: base, client: &http.Client{
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// send makes one request and complains about a 5xx, and about an error page
// that says nothing.
func (v *visitor) send(method, target, contentType string, body []byte, headers ...string) int {
	v.t.Helper()
	request, err := http.NewRequestWithContext(v.t.Context(), method, v.base+target, bytes.NewReader(body))
	if err != nil {
		return 0 // cannot be sent
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	res, err := v.client.Do(request)
	if err != nil {
		v.t.Fatalf("%s %s: %v", method, target, err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatalf("%s %s: %v", method, target, err)
	}
	if res.StatusCode >= 500 {
		v.t.Errorf("%s %.200s with %.100q: %d", method, target, body, res.StatusCode)
	}
	if kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type")); res.StatusCode >= 400 && kind == "text/html" && len(answer) < 100 {
		v.t.Errorf("%s %.200s: %d says only %q", method, target, res.StatusCode, answer)
	}
	if bytes.Contains(answer, []byte("<script>alert(1)")) {
		v.t.Errorf("%s %.200s with %.100q: markup came back unescaped", method, target, body)
	}
	return res.StatusCode
}

var parameter = regexp.MustCompile(`\{\w+\}|\*`)

// fill puts a value into every parameter of a pattern.
func fill(pattern, value string) string {
	return parameter.ReplaceAllLiteralString(pattern, url.PathEscape(value))
}

// assault sends everything odd to one route.
func (v *visitor) assault(route handlers.Route, known []string) {
	targets := []string{fill(route.Pattern, "1")}
	if parameter.MatchString(route.Pattern) {
		for _, value := range append(odd, known...) {
			if value != "" && value != "../../etc/passwd" {
				targets = append(targets, fill(route.Pattern, value))
			}
		}
	}
	for _, target := range targets {
		v.send(route.Method, target, "", nil)
	}
	const form = "application/x-www-form-urlencoded"
	reached := fillAll(route.Pattern, known)
	if len(reached) == 0 {
		reached = targets[:1]
	}
	for _, target := range reached {
		if route.Method == http.MethodGet {
			if !route.Page {
				continue
			}
			for _, name := range parameters {
				for _, value := range sharp {
					v.send(http.MethodGet, target+"?"+url.Values{name: {value}}.Encode(), "", nil)
				}
			}
			for _, value := range odd {
				v.send(http.MethodGet, target+"?"+everywhere(value).Encode(), "", nil)
			}
			continue
		}
		for _, value := range odd {
			all := []byte(everywhere(value).Encode())
			v.send(route.Method, target, form, all)
			v.send(route.Method, target, form, all, "HX-Request", "true", "HX-Request-Type", "partial")
		}
		for _, name := range parameters {
			v.send(route.Method, target, form, []byte(name+"="+strings.Repeat("x", 70<<10)))
			v.send(route.Method, target, form, []byte(name+"=%zz"))
		}
		v.send(route.Method, target, "application/json", []byte(`{"a":`))
		v.send(route.Method, target, "text/plain", []byte("x"))
		v.send(route.Method, target, "multipart/form-data; boundary=x", []byte("--x\r\nbroken"))
		v.send(route.Method, target, form, []byte{0xff, 0x00, '=', '&', '='})
	}
}

func fillAll(pattern string, values []string) []string {
	if !parameter.MatchString(pattern) {
		return nil
	}
	var all []string
	for _, value := range values {
		all = append(all, fill(pattern, value))
	}
	return all
}

// TestNothingThatIsSentIsA5xx sends odd values to every route: as a visitor, with
// a cart, and as the owner.
func TestNothingThatIsSentIsA5xx(t *testing.T) {
	t.Parallel()
	d := testdb.New(t)
	listener := listen(t)
	var log bytes.Buffer
	c := configFor(t, d, listener)
	a, err := app.New(t.Context(), c, app.Options{StaffByPassword: true, Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelError}))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	server := httptest.NewUnstartedServer(a.Handler())
	server.Listener = listener
	server.Start()
	t.Cleanup(server.Close)
	variant := oneProduct(t, a)
	if _, err := a.Accounts.Create(t.Context(), actor.Store("test"), accounts.CreateInput{
		Email: "dona@example.com", Name: "Dona", Password: "a long enough passphrase", Role: "owner",
	}); err != nil {
		t.Fatal(err)
	}
	form := func(pairs ...string) []byte {
		values := url.Values{}
		for i := 0; i+1 < len(pairs); i += 2 {
			values.Set(pairs[i], pairs[i+1])
		}
		return []byte(values.Encode())
	}
	const urlencoded = "application/x-www-form-urlencoded"
	nobody, buyer, owner := newVisitor(t, server.URL), newVisitor(t, server.URL), newVisitor(t, server.URL)
	if got := buyer.send("POST", "/cart/items", urlencoded, form("variant_id", fmt.Sprint(variant), "quantity", "1")); got != http.StatusSeeOther {
		t.Fatalf("adding to the cart: %d", got)
	}
	if got := owner.send("POST", "/account/login", urlencoded, form("email", "dona@example.com", "password", "a long enough passphrase")); got != http.StatusSeeOther {
		t.Fatalf("logging in: %d", got)
	}
	known := []string{fmt.Sprint(variant), "fone-davila", "fones"}
	for _, route := range a.Routes() {
		if route.Pattern == "/account/logout" {
			continue
		}
		if route.Method == http.MethodPost {
			nobody.assault(route, nil)
		}
		if strings.HasPrefix(route.Pattern, "/admin") {
			owner.assault(route, known)
		} else {
			buyer.assault(route, known)
		}
	}
	if t.Failed() {
		t.Logf("the store's log:\n%.4000s", log.String())
	}
}

// oneProduct puts a product with stock on sale and returns its variant.
func oneProduct(t *testing.T, a *app.App) int64 {
	t.Helper()
	report, err := a.Catalog.Import(t.Context(), actor.Store("test"), catalog.ImportInput{
		Name: "one.jsonl", Stock: 5,
		Reader: strings.NewReader(`{"id": "A-1", "title": "Fone D'Ávila", "brand": "Aria", "category": "Fones", "price_cents": 19900}` + "\n"),
	})
	if err != nil || report.Created != 1 {
		t.Fatalf("import: %+v, %v", report, err)
	}
	var id int64
	if err := a.Pool.QueryRow(t.Context(), `SELECT id FROM variants WHERE sku = 'A-1'`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}
