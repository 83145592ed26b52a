package app_test

import (
	"net/http"
	"testing"

	"tenaz/internal/storetest"
)

// A page that waits asks only whether it is old: while it is not it gets its words
// anew, afterwards it is led to the page as it is now.
func TestWaitingPageLearnsThatItIsOld(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	_, _, session := buy(t, s, "card")
	path := "/orders/" + theOrder(t, s).Token
	if page := s.Client(t).Get(path).Want(http.StatusOK); !page.Has("Falta pagar") || !page.Has("Faltam 30 minutos.") || page.Link(path) == "" {
		t.Errorf("the page says:\n%s", page.Text())
	}
	ask := func() http.Header {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+path+"?seen=unpaid", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("HX-Request", "true")
		req.Header.Set("HX-Request-Type", "partial")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Fatalf("asking answers %d", resp.StatusCode)
		}
		return resp.Header
	}
	if to := ask().Get("HX-Redirect"); to != "" {
		t.Errorf("while it waits, the page is led to %s", to)
	}
	pay(t, s, session)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
	if to := ask().Get("HX-Redirect"); to != path {
		t.Errorf("once it is paid, the page is led to %q, want %q", to, path)
	}
}
