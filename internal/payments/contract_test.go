package payments

import (
	"bufio"
	"context"
	"log/slog"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// startStripeMock runs the official stripe-mock, which answers by Stripe's own
// OpenAPI description of 2023-10-16 and refuses parameters that it does not know.
func startStripeMock(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "stripe-mock")
	build := exec.Command("go", "build", "-modfile=../../.ci/tools.mod", "-o", binary, "github.com/stripe/stripe-mock")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build stripe-mock: %v\n%s", err, out)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	ctx, cancel := context.WithCancel(context.Background())
	mock := exec.CommandContext(ctx, binary, "-http-addr", address, "-strict-version-check")
	out, err := mock.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := mock.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); _ = mock.Wait() })
	go func() {
		for scan := bufio.NewScanner(out); scan.Scan(); {
			continue
		}
	}()
	url := "http://" + address
	for deadline := time.Now().Add(10 * time.Second); ; {
		resp, err := http.Get(url)
		if err == nil {
			resp.Body.Close()
			return url
		}
		if time.Now().After(deadline) {
			t.Fatalf("stripe-mock does not answer: %v", err)
		}
	}
}

// TestRequestsHaveStripesShape sends everything that the store sends to Stripe
// to the official mock. It keeps no state: only the shape is proved here.
func TestRequestsHaveStripesShape(t *testing.T) {
	t.Parallel()
	gateway := NewGateway("sk_test_contract", startStripeMock(t), slog.New(slog.DiscardHandler))
	ctx := t.Context()
	for _, method := range Methods {
		t.Run(string(method), func(t *testing.T) {
			made, err := gateway.create(ctx, "key-"+string(method), "Pedido 1001", sessionParams{
				Method: method,
				Items: []LineItem{
					{Name: "D'Ávila <script> 💡", Amount: 12990, Quantity: 2},
					{Name: "Frete", Amount: 1990, Quantity: 1},
				},
				Email: "ana@example.com", Locale: "pt-BR",
				SuccessURL: "https://loja.example/orders/x", CancelURL: "https://loja.example/orders/x",
				ExpiresAt: time.Now().Add(sessionLife).Unix(), OrderID: "1",
			})
			if err != nil {
				t.Fatal(err)
			}
			if made.id == "" {
				t.Error("the session has no id")
			}
			if _, err := gateway.read(ctx, made.id); err != nil {
				t.Errorf("read: %v", err)
			}
			if err := gateway.expire(ctx, made.id); err != nil {
				t.Errorf("expire: %v", err)
			}
		})
	}
}
