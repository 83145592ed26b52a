package storetest

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Client is a browser without JavaScript: a cookie jar, links and forms. It
// sends no HX-* header and follows redirects, also to the payment page.
type Client struct {
	t    testing.TB
	http *http.Client
	base string
}

// Client returns a new visitor of the store.
func (s *Store) Client(t testing.TB) *Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Client{t: t, http: &http.Client{Jar: jar}, base: s.URL}
}

// Sends makes the client send a header with every request to the store, as a proxy
// in front of it would; "Host" forges that.
func (c *Client) Sends(name, value string) {
	next := c.http.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	c.http.Transport = header{next, c.base, name, value}
}

type header struct {
	next              http.RoundTripper
	base, name, value string
}

// RoundTrip implements http.RoundTripper.
func (h header) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasPrefix(r.URL.String(), h.base) {
		return h.next.RoundTrip(r)
	}
	r = r.Clone(r.Context())
	if h.name == "Host" {
		r.Host = h.value
	}
	r.Header.Set(h.name, h.value)
	return h.next.RoundTrip(r)
}

// Page is an answer as a person sees it.
type Page struct {
	t      testing.TB
	client *Client
	Status int
	// URL is where redirects ended.
	URL    *url.URL
	Header http.Header
	Body   string
	root   *html.Node
}

// Get opens an address of the store, or an absolute one.
func (c *Client) Get(path string) *Page {
	c.t.Helper()
	resp, err := c.http.Get(c.absolute(path))
	if err != nil {
		c.t.Fatal(err)
	}
	return c.page(resp)
}

// Post sends a form as a browser would.
func (c *Client) Post(path string, values url.Values) *Page {
	c.t.Helper()
	req, err := http.NewRequest(http.MethodPost, c.absolute(path), strings.NewReader(values.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", origin(req.URL))
	resp, err := c.http.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.page(resp)
}

// Once sends one request as a browser would, a form with any method but GET and
// HEAD, and follows no redirect.
func (c *Client) Once(method, path string, values url.Values) *Page {
	c.t.Helper()
	var body io.Reader
	if method != http.MethodGet && method != http.MethodHead {
		body = strings.NewReader(values.Encode())
	}
	req, err := http.NewRequest(method, c.absolute(path), body)
	if err != nil {
		c.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", origin(req.URL))
		req.Header.Set("Referer", origin(req.URL)+"/")
	}
	once := *c.http
	once.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := once.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.page(resp)
}

func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }

func (c *Client) absolute(path string) string {
	if strings.HasPrefix(path, "/") {
		return c.base + path
	}
	return path
}

func (c *Client) page(resp *http.Response) *Page {
	c.t.Helper()
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		c.t.Fatal(err)
	}
	return &Page{t: c.t, client: c, Status: resp.StatusCode, URL: resp.Request.URL, Header: resp.Header, Body: string(body), root: root}
}

// Want fails the test unless the page has this status.
func (p *Page) Want(status int) *Page {
	p.t.Helper()
	if p.Status != status {
		p.t.Fatalf("%s answered %d, want %d:\n%s", p.URL, p.Status, status, p.Text())
	}
	return p
}

// Submit sends the page's form whose action ends in action, with its hidden and
// filled fields, changed by pairs of name and value.
func (p *Page) Submit(action string, pairs ...string) *Page {
	p.t.Helper()
	form := p.find(func(n *html.Node) bool {
		return n.Data == "form" && strings.HasSuffix(attr(n, "action"), action) && strings.EqualFold(attr(n, "method"), "post")
	})
	if form == nil {
		p.t.Fatalf("%s has no form for %q:\n%s", p.URL, action, p.Text())
	}
	values := fields(form)
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	target, err := p.URL.Parse(attr(form, "action"))
	if err != nil {
		p.t.Fatal(err)
	}
	return p.client.Post(target.String(), values)
}

// Text is what the page says, without markup.
func (p *Page) Text() string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
			return
		}
		if n.Type == html.TextNode {
			if text := strings.Join(strings.Fields(n.Data), " "); text != "" {
				b.WriteString(text + "\n")
			}
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(p.root)
	return b.String()
}

// Has reports whether the page says text.
func (p *Page) Has(text string) bool { return strings.Contains(p.Text(), text) }

// Link returns the address of the first link whose href contains part, empty
// if there is none.
func (p *Page) Link(part string) string {
	n := p.find(func(n *html.Node) bool { return n.Data == "a" && strings.Contains(attr(n, "href"), part) })
	if n == nil {
		return ""
	}
	target, err := p.URL.Parse(attr(n, "href"))
	if err != nil {
		p.t.Fatal(err)
	}
	return target.String()
}

func (p *Page) find(match func(*html.Node) bool) *html.Node {
	var walk func(*html.Node) *html.Node
	walk = func(n *html.Node) *html.Node {
		if n.Type == html.ElementNode && match(n) {
			return n
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			if found := walk(child); found != nil {
				return found
			}
		}
		return nil
	}
	return walk(p.root)
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// fields reads what a browser would send of a form that nobody touched.
func fields(form *html.Node) url.Values {
	values := url.Values{}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && attr(n, "name") != "" && !has(n, "disabled") {
			read(n, values)
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(form)
	return values
}

func read(n *html.Node, values url.Values) {
	name := attr(n, "name")
	switch n.Data {
	case "input":
		switch attr(n, "type") {
		case "radio", "checkbox":
			if has(n, "checked") {
				values.Set(name, attr(n, "value"))
			}
		case "submit", "button", "image":
		default:
			values.Set(name, attr(n, "value"))
		}
	case "textarea":
		if n.FirstChild != nil {
			values.Set(name, n.FirstChild.Data)
		}
	case "select":
		for option := range n.Descendants() {
			if option.Data == "option" && has(option, "selected") {
				values.Set(name, attr(option, "value"))
			}
		}
	}
}

// Client is who opened the page.
func (p *Page) Client() *Client { return p.client }
