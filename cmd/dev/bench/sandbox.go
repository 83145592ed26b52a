package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"

	"tenaz/internal/stripesandbox"
)

// serveHere serves on a free port of the loopback, announces the address on out
// as host:port, and ends with ctx.
func serveHere(ctx context.Context, out io.Writer, handler http.Handler, ready func(base string)) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if ready != nil {
		ready("http://" + listener.Addr().String())
	}
	fmt.Fprintln(out, listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// stripeKey is the one key that the sandbox takes.
const stripeKey = "sk_test_bench"

// sandbox is the Stripe sandbox as a process of its own, with its state in
// memory: it stands for a service whose disks are not ours.
func sandbox(ctx context.Context, out io.Writer) error {
	s, err := stripesandbox.New(stripesandbox.Config{SecretKey: stripeKey})
	if err != nil {
		return err
	}
	return errors.Join(serveHere(ctx, out, s, s.SetBaseURL), s.Close(context.Background()))
}
