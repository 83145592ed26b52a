package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"
)

// The limits of one request, and how long the end may take.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 30 * time.Second
	writeTimeout  = 60 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 32 << 10
	requestGrace  = 15 * time.Second
	jobGrace      = 10 * time.Second
)

// Run serves and works until ctx ends, then stops in order: no new requests, the
// running ones, the jobs, the database. It returns nil after an orderly end, and
// earlier with the error if a part fails.
func (a *App) Run(ctx context.Context) error {
	defer a.Close()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go returnMemory(ctx)

	stopMetrics, err := a.serveMetrics(cancel)
	if err != nil {
		return err
	}
	defer stopMetrics()
	if a.queue != nil {
		// The queue ends by Stop below, not with ctx: requests that still run may
		// want their jobs worked.
		if err := a.queue.Start(context.WithoutCancel(ctx)); err != nil {
			return err
		}
		defer a.stopQueue()
	}
	if !a.options.Headless {
		// It ends after the last request, and writes that one too.
		go a.recorder.Run()
		defer a.recorder.Stop()
		server, err := a.serve(cancel)
		if err != nil {
			return err
		}
		defer a.stopServing(server)
	}
	<-ctx.Done()
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}

// serve starts answering requests; failed is told if that ends by itself.
func (a *App) serve(failed func(error)) (*http.Server, error) {
	listener := a.options.Listener
	if listener == nil {
		var err error
		if listener, err = net.Listen("tcp", net.JoinHostPort("", strconv.Itoa(a.Config.Port))); err != nil {
			return nil, err
		}
	}
	server := newServer(a.handler, a.Logger)
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			failed(err)
		}
	}()
	a.Logger.Info("serving", "address", listener.Addr().String(), "url", a.Config.BaseURL.String(), "jobs", a.queue != nil)
	return server, nil
}

func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		// What clients do to a connection is no error of ours.
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

func (a *App) stopServing(server *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), requestGrace)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		a.Logger.Warn("requests cut off", "error", err.Error())
		_ = server.Close() // whatever is left ends with the process
	}
}

// stopQueue lets the running jobs finish within their grace, then cancels them;
// a job that was cancelled is worked again elsewhere.
func (a *App) stopQueue() {
	ctx, cancel := context.WithTimeout(context.Background(), jobGrace+5*time.Second)
	defer cancel()
	if err := a.queue.Stop(ctx); err != nil {
		a.Logger.Warn("jobs cut off", "error", err.Error())
	}
}
