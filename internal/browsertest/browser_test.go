package browsertest

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// One browser serves all tests of the package, each in windows and cookies of
// its own; at most two of them work at once.
var (
	chromium   = sync.OnceValues(launch)
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

var errNoChromium = errors.New("no Chromium on this machine (CHROMIUM names one; apt-get install chromium fonts-liberation)")

// launch starts the browser that CHROMIUM names, else the first one on PATH.
func launch() (context.Context, error) {
	path := os.Getenv("CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path != "" {
			break
		}
		if found, err := exec.LookPath(name); err == nil {
			path = found
		}
	}
	if path == "" {
		return nil, errNoChromium
	}
	options := append(
		chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.WindowSize(1280, 900),
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
	ctx, err := chromium()
	switch {
	case errors.Is(err, errNoChromium) && os.Getenv("CI") != "true":
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	return ctx
}
