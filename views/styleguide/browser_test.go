package styleguide

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"tenaz/internal/chromium"
	"tenaz/static"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// The policy of the store's pages (handlers/web), as strict here.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

// TestComforts proves what static/js/app.js adds, in a browser and under the
// content security policy.
func TestComforts(t *testing.T) {
	saved := make(chan string, 1)
	srv := httptest.NewServer(sampleSite(saved))
	defer srv.Close()
	ctx, problems := browser(t)

	var theme, chosen, count, focused, toast, badge string
	var open, closed, bulk, unsaved bool
	run := func(name string, actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}

	run("errors take the focus", chromedp.Navigate(srv.URL+"/guide"), chromedp.Poll(`document.activeElement.matches(".error-summary")`, nil), chromedp.Evaluate(`document.activeElement.className`, &focused))
	if focused != "error-summary" {
		t.Errorf("the focus is on %q, want the error summary", focused)
	}

	run("dialog", chromedp.Click(`a[href="#sample-dialog"]`), chromedp.Evaluate(`document.querySelector("#sample-dialog").matches(":modal")`, &open),
		chromedp.Click(`#sample-dialog [data-close]`), chromedp.Evaluate(`!document.querySelector("#sample-dialog").open`, &closed))
	if !open || !closed {
		t.Errorf("dialog: modal %v, closed %v", open, closed)
	}

	run("dialog by its address", chromedp.Navigate(srv.URL+"/guide?again#sample-drawer"), chromedp.Evaluate(`document.querySelector("#sample-drawer").matches(":modal")`, &open),
		chromedp.Click(`#sample-drawer [data-close]`), chromedp.Evaluate(`getComputedStyle(document.querySelector("#sample-drawer")).display === "none"`, &closed))
	if !open || !closed {
		t.Errorf("dialog by its address: modal %v, closed %v", open, closed)
	}

	run("quantity", chromedp.Click(`.qty [data-step="1"]`), chromedp.Value(`#sample-qty`, &count))
	if count != "2" {
		t.Errorf("plus makes 1 to %q", count)
	}

	run("bulk bar", chromedp.Click(`input[name=order]`), chromedp.Evaluate(`document.querySelector("[data-bulk]").matches(".is-on") && document.querySelector("[data-bulk-count]").textContent === "1"`, &bulk))
	if !bulk {
		t.Error("the bulk bar does not count the ticked row")
	}

	run("slash finds", chromedp.Evaluate(`document.activeElement.blur()`, nil), chromedp.KeyEvent("/"), chromedp.Evaluate(`document.activeElement.name`, &focused))
	if focused != "q" {
		t.Errorf("/ moves the focus to %q, want the search", focused)
	}

	run("theme", chromedp.Click(`button[name=theme][value=dark]`), chromedp.Evaluate(`getComputedStyle(document.body).backgroundColor`, &theme),
		chromedp.Evaluate(`document.querySelector("button[name=theme][aria-pressed=true]").value`, &chosen))
	if theme != "rgb(11, 20, 17)" || chosen != "dark" {
		t.Errorf("dark theme: background %s, pressed %s", theme, chosen)
	}
	select {
	case form := <-saved:
		if form != "dark /dev/styleguide" {
			t.Errorf("the server was told %q", form)
		}
	case <-time.After(10 * time.Second):
		t.Error("the theme was not saved")
	}

	run("htmx", chromedp.Click("#add"), chromedp.WaitVisible("#toasts .toast"), chromedp.Text("#toasts .toast p", &toast), chromedp.TextContent("#cart-badge", &badge))
	if toast != "Adicionado." || !strings.HasPrefix(strings.TrimSpace(badge), "5") {
		t.Errorf("after adding: toast %q, badge %q", toast, badge)
	}

	var share float64
	run("long neighbour", chromedp.EmulateViewport(390, 844), chromedp.Evaluate(`(() => {
		const row = document.querySelector(".table-stack tbody tr");
		row.cells[1].append(" Painel, Pedidos, Reembolsos, Estoque, Clientes, Configurações, Equipe");
		return row.cells[2].getBoundingClientRect().width / row.getBoundingClientRect().width;
	})()`, &share))
	if share < 0.4 {
		t.Errorf("beside a long cell a column keeps %.0f %% of a phone's row", share*100)
	}

	run("unsaved changes", chromedp.SendKeys("#note", "x"), chromedp.Evaluate(`!dispatchEvent(new Event("beforeunload", {cancelable: true}))`, &unsaved))
	if !unsaved {
		t.Error("a changed form lets the page go without asking")
	}

	if found := problems(); len(found) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(found, "\n"))
	}
}

// sampleSite serves the styleguide with a form for htmx and a guarded form
// above it.
func sampleSite(saved chan<- string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	page := func(w http.ResponseWriter, parts ...templ.Component) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for _, part := range parts {
			if err := part.Render(context.Background(), w); err != nil {
				panic(err)
			}
		}
	}
	mux.HandleFunc("GET /guide", func(w http.ResponseWriter, r *http.Request) {
		body := templ.Join(
			templ.Raw(`<form hx-post="/add" hx-target="#result"><button id="add">x</button></form><p id="result"></p><form data-guard><input id="note" name="note" aria-label="note"></form>`),
			Page(),
		)
		shell := layout.Shop(Shell("/dev/styleguide"))
		page(w, templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
			return shell.Render(templ.WithChildren(ctx, body), out)
		}))
	})
	mux.HandleFunc("POST /add", func(w http.ResponseWriter, r *http.Request) {
		page(w, templ.Raw("ok"), layout.CartBadge(5, true), ui.ToastOOB(ui.ToastProps{Tone: ui.Success, Text: "Adicionado."}))
	})
	mux.HandleFunc("POST /preferences", func(w http.ResponseWriter, r *http.Request) {
		saved <- r.FormValue("theme") + " " + r.FormValue("next")
		http.Redirect(w, r, "/guide", http.StatusSeeOther)
	})
	return mux
}

// browser starts Chromium and collects what it logs as an error. Where there
// is none the test is skipped, but not on the build server.
func browser(t *testing.T) (context.Context, func() []string) {
	t.Helper()
	opts := append(
		chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium.Require(t)), chromedp.WindowSize(1280, 900),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
	)
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox)
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc, chromedp.WithErrorf(func(string, ...any) {}))
	ctx, expire := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil { // waits for the browser to go
			t.Logf("closing the browser: %v", err)
		}
		expire()
		cancel()
		stop()
	})

	var mu sync.Mutex
	var found []string
	note := func(text string) { mu.Lock(); defer mu.Unlock(); found = append(found, text) }
	chromedp.ListenTarget(ctx, func(ev any) {
		switch e := ev.(type) {
		case *log.EventEntryAdded:
			if e.Entry.Level == log.LevelError {
				note(fmt.Sprintf("%s %s", e.Entry.Text, e.Entry.URL))
			}
		case *runtime.EventExceptionThrown:
			note(e.ExceptionDetails.Error())
		}
	})
	if err := chromedp.Run(ctx, log.Enable(), runtime.Enable()); err != nil {
		t.Fatal(err)
	}
	return ctx, func() []string { mu.Lock(); defer mu.Unlock(); return found }
}
