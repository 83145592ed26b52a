package payments

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"tenaz/internal/apperr"
)

// A Stripe that takes connections and answers nothing is out of reach, however
// often the library would like to try.
func TestSilentStripeIsUnavailable(t *testing.T) {
	t.Parallel()
	released := make(chan struct{})
	silent := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-released }))
	t.Cleanup(silent.Close)
	t.Cleanup(func() { close(released) })
	g := NewGateway("sk_test_silent", silent.URL, slog.New(slog.DiscardHandler))
	g.patience = 100 * time.Millisecond
	began := time.Now()
	for name, err := range map[string]error{
		"create": second(g.create(t.Context(), "key", "Pedido 1", sessionParams{Method: Card, OrderID: "1"})),
		"read":   second(g.read(t.Context(), "cs_1")),
		"expire": g.expire(t.Context(), "cs_1"),
		"cancel": g.cancel(t.Context(), "pi_1"),
	} {
		if !apperr.Is(err, apperr.Unavailable) {
			t.Errorf("%s: %v, want Unavailable", name, err)
		}
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("four calls took %v", took)
	}
}

func second[T any](_ T, err error) error { return err }
