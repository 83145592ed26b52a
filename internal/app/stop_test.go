package app_test

import (
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"tenaz/handlers"
	"tenaz/internal/app"
	"tenaz/internal/config"
)

// TestRunningRequestIsAnsweredBeforeTheEnd holds a request open while the store
// is told to stop.
func TestRunningRequestIsAnsweredBeforeTheEnd(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	slow := func(w http.ResponseWriter, r *http.Request) error {
		close(arrived)
		<-release
		_, err := io.WriteString(w, "done")
		return err
	}
	base, _, stop := start(t, func(_ *config.Config, o *app.Options) {
		o.Extra = []handlers.Extra{{Method: http.MethodGet, Pattern: "/slow", Handler: slow}}
	})
	type answer struct {
		body string
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		res, err := http.Get(base + "/slow")
		if err != nil {
			answered <- answer{err: err}
			return
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		answered <- answer{string(body), err}
	}()
	<-arrived
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	refused(t, base)
	close(release)
	if got := <-answered; got.err != nil || got.body != "done" {
		t.Errorf("the running request got %q, %v; want its answer", got.body, got.err)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// refused waits until the store takes no new connection.
func refused(t *testing.T, base string) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for time.Now().Before(deadline) {
		conn, err := net.DialTimeout("tcp", base[len("http://"):], time.Second)
		if err != nil {
			return
		}
		_ = conn.Close()
		time.Sleep(5 * time.Millisecond)
	}
	t.Error("the store still takes connections")
}
