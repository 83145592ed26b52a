package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// tab is one window of the browser with cookies of its own. Whatever the
// browser complains about fails the test.
type tab struct {
	t    testing.TB
	ctx  context.Context
	base string
	seen *watch
}

// patience is how long a tab may work in all.
const patience = 8 * time.Minute

// open returns a new visitor's tab on the site at base.
func open(t *testing.T, base string) *tab {
	t.Helper()
	browser(t)
	inParallel <- struct{}{}
	t.Cleanup(func() { <-inParallel })
	return another(t, base)
}

// another is a tab, with cookies of its own, beside the one that the test has
// open.
func another(t *testing.T, base string) *tab {
	t.Helper()
	chrome := browser(t)
	window, drop, err := newWindow(chrome)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(chrome, chromedp.WithTargetID(window))
	ctx, expire := context.WithTimeout(ctx, patience)
	b := &tab{t: t, ctx: ctx, base: base, seen: &watch{}}
	t.Cleanup(func() {
		b.quiet("at the end")
		expire()
		cancel()
		if err := drop(); err != nil {
			t.Logf("closing the window: %v", err)
		}
	})
	if err := b.seen.start(ctx); err != nil {
		t.Fatal(err)
	}
	return b
}

// newWindow opens an empty window that shares no cookie with any other, and
// returns what forgets it. A new set of cookies needs a window of its own.
func newWindow(chrome context.Context) (id target.ID, drop func() error, err error) {
	whole := cdp.WithExecutor(chrome, chromedp.FromContext(chrome).Browser)
	jar, err := target.CreateBrowserContext().Do(whole)
	if err != nil {
		return "", nil, err
	}
	drop = func() error { return target.DisposeBrowserContext(jar).Do(whole) }
	id, err = target.CreateTarget("about:blank").WithBrowserContextID(jar).WithNewWindow(true).Do(whole)
	return id, drop, err
}

// stay runs steps that must not load another page.
func (b *tab) stay(what string, steps func()) {
	b.t.Helper()
	b.do(what, chromedp.Evaluate(`window.samePage = true`, nil))
	steps()
	if !b.is(`window.samePage`) {
		b.t.Errorf("%s: the page was loaded anew", what)
	}
}

// do runs actions; what says what they are for.
func (b *tab) do(what string, actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.t.Fatalf("%s: %v (at %s)", what, err, b.place())
	}
}

// quiet fails the test if the browser has complained since the last call.
func (b *tab) quiet(where string) {
	b.t.Helper()
	if b.ctx.Err() == nil {
		// What happened before this answer has been told before it.
		_ = chromedp.Run(b.ctx, chromedp.Evaluate(`1`, nil))
	}
	for _, problem := range b.seen.drain() {
		b.t.Errorf("%s: the browser complains: %s", where, problem)
	}
}

// place is the address where the tab is.
func (b *tab) place() string {
	var address string
	if b.ctx.Err() == nil {
		_ = chromedp.Run(b.ctx, chromedp.Location(&address))
	}
	return address
}

// visit opens a path of the site, or an absolute address, and wants this status.
func (b *tab) visit(path string, status int64) {
	b.t.Helper()
	b.load("open "+path, status, chromedp.Navigate(b.absolute(path)))
}

func (b *tab) absolute(path string) string {
	if strings.HasPrefix(path, "/") {
		return b.base + path
	}
	return path
}

// load runs actions that lead to another page, waits until it is there, and
// wants its status.
func (b *tab) load(what string, status int64, actions ...chromedp.Action) {
	b.t.Helper()
	var answer *network.Response
	answer, err := chromedp.RunResponse(b.ctx, actions...)
	if err != nil {
		b.t.Fatalf("%s: %v (at %s)", what, err, b.place())
	}
	if answer == nil || answer.Status != status {
		b.t.Fatalf("%s: %+v, want %d", what, answer, status)
	}
}

// eval runs a script, which may await, and puts its value into into.
func (b *tab) eval(script string, into any) {
	b.t.Helper()
	if err := b.try(script, into); err != nil {
		b.t.Fatalf("%s: %v (at %s)", script, err, b.place())
	}
}

func (b *tab) try(script string, into any) error {
	awaited := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	return chromedp.Run(b.ctx, chromedp.Evaluate("(async () => ("+script+"))()", into, awaited))
}

// is reports whether a script's value is true.
func (b *tab) is(script string) bool {
	b.t.Helper()
	var yes bool
	b.eval("Boolean("+script+")", &yes)
	return yes
}

// wait waits until a script's value is true, also across a change of page.
func (b *tab) wait(script string) {
	b.t.Helper()
	deadline := time.Now().Add(15 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		var yes bool
		err := b.try("Boolean("+script+")", &yes)
		switch {
		case yes:
			return
		case time.Now().After(deadline):
			b.t.Fatalf("%s: still not: %v (at %s)\n%s", script, err, b.place(), b.text())
		}
		<-tick.C
	}
}

// text is what the page says; the spaces that hold a price together are plain.
func (b *tab) text() string {
	var text string
	_ = chromedp.Run(b.ctx, chromedp.Evaluate(`document.body.innerText`, &text))
	return strings.ReplaceAll(text, "\u00a0", " ")
}

// says fails the test unless the page shows these texts.
func (b *tab) says(wanted ...string) {
	b.t.Helper()
	text := b.text()
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			b.t.Errorf("%s does not say %q:\n%s", b.place(), want, text)
		}
	}
}

// send posts a form in the background, as the page's own scripts would: to come
// quickly to a state that a test begins with.
func (b *tab) send(path string, values url.Values) {
	b.t.Helper()
	var status int
	b.eval(fmt.Sprintf(`(await fetch(%q, {method: "POST", body: new URLSearchParams(%q), redirect: "manual"})).status`, path, values.Encode()), &status)
	if status >= 400 {
		b.t.Fatalf("POST %s %v: %d", path, values, status)
	}
}

// look sets the window's width and the system's colours.
func (b *tab) look(width int64, scheme string) {
	b.t.Helper()
	b.do(
		"window", chromedp.EmulateViewport(width, 900),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}),
	)
}
