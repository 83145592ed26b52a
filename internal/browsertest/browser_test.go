package browsertest

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"tenaz/internal/chromium"
)

// One browser serves all tests of the package, each in windows and cookies of
// its own; at most two of them work at once.
var (
	running    = sync.OnceValues(launch)
	closeAll   func()
	inParallel = make(chan struct{}, 2)
)

func TestMain(m *testing.M) {
	status := m.Run()
	if closeAll != nil {
		closeAll()
	}
	os.Exit(status)
}

// launch starts the browser.
func launch() (context.Context, error) {
	options := append(
		chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium.Path()), chromedp.WindowSize(1280, 900),
		chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	// Events that a newer browser sends and chromedp does not know are no error.
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	closeAll = func() {
		_ = chromedp.Cancel(ctx) // waits until the browser has gone; it goes anyway
		cancel()
		stop()
	}
	return ctx, chromedp.Run(ctx)
}

// browser returns the browser. Where there is none the test is skipped, but not
// on the build server.
func browser(t *testing.T) context.Context {
	t.Helper()
	chromium.Require(t)
	ctx, err := running()
	if err != nil {
		t.Fatal(err)
	}
	return ctx
}
