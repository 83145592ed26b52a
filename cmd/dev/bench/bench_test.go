package bench

import (
	"bytes"
	"context"
	"encoding/gob"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestFlagsAreChecked(t *testing.T) {
	o, err := readOptions([]string{"-only", "listing, cart", "-clients", "1,8", "-span", "1s"}, io.Discard)
	if err != nil || len(o.only) != 2 || o.only[1] != "cart" || len(o.clients) != 2 || o.clients[1] != 8 || o.rounds != 3 {
		t.Errorf("%+v, %v", o, err)
	}
	for _, args := range [][]string{
		{"-only", "lising"}, {"-clients", "0"}, {"-clients", "x"}, {"-clients", ""}, {"-rounds", "0"}, {"-products", "3"}, {"-span", "0"}, {"more"},
	} {
		if _, err := readOptions(args, io.Discard); err == nil {
			t.Errorf("%v were taken", args)
		}
	}
}

func TestBareHandlerRepeatsWhatWasTaken(t *testing.T) {
	list := []taken{
		{Method: "GET", Pattern: "/products/{slug}", Status: 200, Header: http.Header{"Vary": {"HX-Request"}, "Date": {"never"}}, Body: []byte("<html></html>")},
		{Method: "POST", Pattern: "/cart/items", Status: 303, Header: http.Header{"Location": {"/cart"}, "Set-Cookie": {"tenaz_1=x"}}},
	}
	var in bytes.Buffer
	if err := gob.NewEncoder(&in).Encode(list); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	out, announce := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- bare(ctx, &in, announce) }()
	line := make([]byte, 64)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	addr := strings.TrimSpace(string(line[:n]))
	c := newConn(addr, addr)
	var vary, date string
	c.heard = func(_, _ string, a *answer) { vary, date = a.header.Get("Vary"), a.header.Get("Date") }
	if a, err := c.get("/products/anything", ""); err != nil || string(a.body) != "<html></html>" {
		t.Errorf("page: %v", err)
	}
	if vary != "HX-Request" || date == "never" || date == "" {
		t.Errorf("headers: Vary %q, Date %q", vary, date)
	}
	if cookie, err := put(c, shelf{variants: []int64{1}}, newRand()); err != nil || cookie != "tenaz_1=x" {
		t.Errorf("cart: %q, %v", cookie, err)
	}
	c.close()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestBuyWalksTheWholeCheckout(t *testing.T) {
	var steps []string
	c := site(t, func(w http.ResponseWriter, r *http.Request) {
		steps = append(steps, r.Method+" "+r.URL.Path)
		next := map[string]string{
			"/cart/items": "/cart", "/checkout": "/checkout/shipping", "/checkout/shipping": "/checkout/review", "/checkout/place": "https://pay.example/1",
		}[r.URL.Path]
		switch {
		case r.URL.Path != "/cart/items" && r.Header.Get("Cookie") != "tenaz_1=x":
			w.WriteHeader(http.StatusForbidden)
		case r.Method == http.MethodPost && (r.URL.Path != "/checkout/place" || r.FormValue("token") == "abc123"):
			w.Header().Set("Set-Cookie", "tenaz_1=x; Path=/")
			w.Header().Set("Location", next)
			w.WriteHeader(http.StatusSeeOther)
		default:
			_, _ = w.Write([]byte(`<html><input type="hidden" name="token" value="abc123"/></html>`))
		}
	})
	laps := make([]time.Duration, len(checkoutSteps))
	if err := buy(shelf{variants: []int64{1}})(c, newRand(), laps); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(steps, ", "), strings.Join(checkoutSteps, ", "); got != want {
		t.Errorf("steps %s\nwant %s", got, want)
	}
	for i, lap := range laps {
		if lap <= 0 {
			t.Errorf("%s took no time", checkoutSteps[i])
		}
	}
}

func TestReviewWithoutATokenIsAnError(t *testing.T) {
	for _, body := range []string{"", `name="token" value="`, `name="token" value=""`, `name="other" value="x"`} {
		if token, err := tokenOf([]byte(body)); err == nil {
			t.Errorf("%q gave %q", body, token)
		}
	}
}

func TestProcessesAreMeasured(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("figures come from Linux's /proc")
	}
	pid := os.Getpid()
	for begin := time.Now(); processTime(pid) == 0; {
		if time.Since(begin) > time.Minute {
			t.Fatal("a minute of work took no processor time")
		}
	}
	if own, family := processTime(pid), familyTime(pid); family < own {
		t.Errorf("with children %s, alone %s", family, own)
	}
	if rss, peak := memory(pid, "VmRSS"), memory(pid, "VmHWM"); rss <= 0 || peak < rss/2 {
		t.Errorf("memory %d, peak %d", rss, peak)
	}
	if busy, all := machineTime(); busy <= 0 || all < busy {
		t.Errorf("busy %s of %s", busy, all)
	}
}

func TestMissedGoalsAreToldAndFaultsFail(t *testing.T) {
	var text strings.Builder
	r := &report{out: &text}
	p := point{name: "listing", unit: "pages", goal: 1000, page: true}
	slow := measured{took: time.Second, visits: []int32{60_000}}
	r.row(p, 8, result{measured: slow}, nil)
	if err := r.end(); err != nil || strings.Count(text.String(), "Not reached: listing") != 2 {
		t.Errorf("%v, said:\n%s", err, text.String())
	}
	r.row(p, 1, result{measured: slow, errors: 2, first: io.EOF}, nil)
	if err := r.end(); err == nil || !strings.Contains(text.String(), "WRONG: listing at 1 clients: 2 errors") {
		t.Errorf("%v, said:\n%s", err, text.String())
	}
}
