package devdb

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Start runs the cluster in cfg.Dir, making it first if the folder is new. It
// returns when the server accepts connections and its roles exist. A folder that
// another process uses is ErrInUse; whatever an earlier process left behind when
// it was killed is cleared away.
func Start(ctx context.Context, cfg Config) (*Cluster, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	c := &Cluster{dir: dir}
	if c.lock, err = lockDir(ctx, dir); err != nil {
		return nil, err
	}
	if err := c.start(ctx, cfg); err != nil {
		c.lock.Close()
		return nil, fmt.Errorf("private PostgreSQL in %s: %w", dir, err)
	}
	return c, nil
}

func (c *Cluster) start(ctx context.Context, cfg Config) error {
	var err error
	if c.bin, err = cfg.binaries(ctx, c.data()); err != nil {
		return err
	}
	a, err := chooseAccount(filepath.Join(c.bin.Dir, "postgres"), cfg.noNamespace)
	if err != nil {
		return err
	}
	if c.socket, err = socketDir(c.dir); err != nil {
		return err
	}
	began := time.Now()
	if err := c.giveTo(a); err != nil {
		return err
	}
	if err := c.initialise(ctx, cfg, a); err != nil {
		return err
	}
	if err := clearStalePid(c.data()); err != nil {
		return err
	}
	// What the cache gave is still the caller's.
	if err := c.giveTo(a); err != nil {
		return err
	}
	log, err := c.openLog()
	if err != nil {
		return err
	}
	defer log.Close()
	c.server, err = launch(a, cfg.guarded || runtime.GOOS != "linux", log, c.lock, filepath.Join(c.bin.Dir, "postgres"), c.arguments(cfg)...)
	if err != nil {
		return err
	}
	if err := c.becomeReady(ctx); err != nil {
		_ = c.Stop()
		return err
	}
	cfg.Log.Debug("PostgreSQL is ready", "dir", c.dir, "version", c.bin.Version, "took", time.Since(began).Round(time.Millisecond))
	return nil
}

// giveTo makes the account the owner of everything that the server uses.
func (c *Cluster) giveTo(a account) error {
	return errors.Join(a.own(c.dir), a.own(c.socket))
}

// Stop ends the server in an orderly way and gives the folder free. It may be
// called more than once.
func (c *Cluster) Stop() error {
	defer c.lock.Close()
	select {
	case <-c.server.done:
	default:
		if err := c.server.stop(c.Pid()); err != nil {
			return fmt.Errorf("private PostgreSQL in %s: %w", c.dir, err)
		}
	}
	if c.socket != filepath.Join(c.dir, "run") {
		return os.RemoveAll(c.socket)
	}
	return nil
}

// becomeReady waits for the server, then for its roles.
func (c *Cluster) becomeReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		if c.accepting() {
			return c.ensureRoles(ctx)
		}
		select {
		case <-c.server.done:
			return fmt.Errorf("the server ended while starting:\n%s", c.logTail())
		case <-ctx.Done():
			return fmt.Errorf("the server does not become ready: %w\n%s", ctx.Err(), c.logTail())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// accepting reads the state that the server keeps in the eighth line of its pid file.
func (c *Cluster) accepting() bool {
	text, err := os.ReadFile(filepath.Join(c.data(), "postmaster.pid"))
	if err != nil {
		return false
	}
	lines := strings.Split(string(text), "\n")
	return len(lines) >= 8 && strings.TrimSpace(lines[7]) == "ready"
}

func (c *Cluster) data() string { return filepath.Join(c.dir, "data") }

// openLog appends to the server's log, and begins anew when it has grown large.
func (c *Cluster) openLog() (*os.File, error) {
	if info, err := os.Stat(c.LogFile()); err == nil && info.Size() > 16<<20 {
		if err := os.Remove(c.LogFile()); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(c.LogFile(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
}

// logTail returns the last lines of the server's log, to explain a failed start.
func (c *Cluster) logTail() string {
	text, err := os.ReadFile(c.LogFile())
	if err != nil {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-10):], "\n")
}
