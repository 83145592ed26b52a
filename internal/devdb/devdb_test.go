package devdb

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// sharedCache lets the tests of this package initialise only once.
var sharedCache string

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		beParent(dir)
		return
	}
	var err error
	if sharedCache, err = os.MkdirTemp("", "devdb-cache-"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(sharedCache)
	os.Exit(code)
}

// startIn runs a cluster in dir until the test ends.
func startIn(t *testing.T, dir string) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), Config{Dir: dir, InitCache: sharedCache})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// ask returns the one value that a query yields.
func ask[T any](t *testing.T, url, query string, args ...any) T {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var value T
	if err := conn.QueryRow(t.Context(), query, args...).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// run executes statements.
func run(t *testing.T, url, statements string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), statements); err != nil {
		t.Fatal(err)
	}
}

func TestStartStopStart(t *testing.T) {
	dir := t.TempDir()
	first, err := Start(t.Context(), Config{Dir: dir, InitCache: sharedCache})
	if err != nil {
		t.Fatal(err)
	}
	created, err := first.EnsureDatabase(t.Context(), "tenaz")
	if err != nil || !created {
		t.Fatalf("EnsureDatabase = %t, %v; want a new one", created, err)
	}
	run(t, first.URL(OwnerRole, "tenaz"), `CREATE TABLE kept AS SELECT 'still here' AS note`)
	pid := first.Pid()
	if err := first.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := first.Stop(); err != nil {
		t.Fatalf("second Stop: %v", err)
	}
	if alive(pid) {
		t.Errorf("server %d is alive after Stop", pid)
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "postmaster.pid")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Stop left the pid file: %v", err)
	}

	began := time.Now()
	second := startIn(t, dir)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("second start took %s", took)
	}
	if note := ask[string](t, second.URL(OwnerRole, "tenaz"), `SELECT note FROM kept`); note != "still here" {
		t.Errorf("note = %q after a restart", note)
	}
	if created, err := second.EnsureDatabase(t.Context(), "tenaz"); err != nil || created {
		t.Errorf("EnsureDatabase = %t, %v; want the old one", created, err)
	}
}

func TestRoles(t *testing.T) {
	c := startIn(t, t.TempDir())
	if _, err := c.EnsureDatabase(t.Context(), "tenaz"); err != nil {
		t.Fatal(err)
	}
	if role := ask[string](t, c.URL(AppRole, "tenaz"), `SELECT current_user`); role != AppRole {
		t.Errorf("current_user = %q, want %q", role, AppRole)
	}
	for _, role := range []string{AppRole, OwnerRole} {
		if super := ask[bool](t, c.URL(role, "tenaz"), `SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user`); super {
			t.Errorf("%s has more rights than its work needs", role)
		}
	}
	conn, err := pgx.Connect(t.Context(), c.URL(AppRole, "tenaz"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), `CREATE TABLE forbidden ()`); err == nil || !strings.Contains(err.Error(), "42501") {
		t.Errorf("the application role may create tables: %v", err)
	}
}

func TestClosedToTheNetworkAndOthers(t *testing.T) {
	c := startIn(t, t.TempDir())
	if addresses := ask[string](t, c.URL(SuperRole, SuperRole), `SHOW listen_addresses`); addresses != "" {
		t.Errorf("listen_addresses = %q, want none", addresses)
	}
	for _, dir := range []string{c.socket, c.data()} {
		info, err := os.Stat(dir)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %o, want it closed to others", dir, info.Mode().Perm())
		}
	}
}

func TestProfiles(t *testing.T) {
	for profile, want := range map[Profile]string{Fast: "off", Durable: "on"} {
		c, err := Start(t.Context(), Config{Dir: t.TempDir(), Profile: profile, InitCache: sharedCache})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
			if got := ask[string](t, c.URL(SuperRole, SuperRole), `SELECT current_setting($1)`, name); got != want {
				t.Errorf("profile %d: %s = %s, want %s", profile, name, got, want)
			}
		}
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	}
}

func TestTwoClustersSideBySide(t *testing.T) {
	one, two := startIn(t, t.TempDir()), startIn(t, t.TempDir())
	for _, c := range []*Cluster{one, two} {
		if created, err := c.EnsureDatabase(t.Context(), "tenaz"); err != nil || !created {
			t.Errorf("%s: EnsureDatabase = %t, %v; want a database of its own", c.Dir(), created, err)
		}
	}
}

func TestSameFolderTwice(t *testing.T) {
	c := startIn(t, t.TempDir())
	_, err := Start(t.Context(), Config{Dir: c.Dir()})
	if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), strconv.Itoa(os.Getpid())) {
		t.Errorf("second Start = %v, want ErrInUse with this process's id", err)
	}
	if one := ask[int](t, c.URL(SuperRole, SuperRole), `SELECT 1`); one != 1 {
		t.Error("the first cluster suffered")
	}
}

func TestLongPath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("deep/", 30))
	c := startIn(t, dir)
	if len(c.socket) > maxSocketPath || strings.HasPrefix(c.socket, dir) {
		t.Errorf("socket in %s, want a short folder", c.socket)
	}
	if one := ask[int](t, c.URL(AppRole, SuperRole), `SELECT 1`); one != 1 {
		t.Error("the socket does not answer")
	}
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.socket); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Stop left %s", c.socket)
	}
}

func TestOddPath(t *testing.T) {
	for _, name := range []string{"my shop", `100% + ção & 'co' "x" #1?`, "a, b"} {
		c := startIn(t, filepath.Join(t.TempDir(), name))
		if one := ask[int](t, c.URL(AppRole, SuperRole), `SELECT 1`); one != 1 {
			t.Errorf("%s: the socket does not answer", name)
		}
	}
}

func TestBrokenSettingExplained(t *testing.T) {
	_, err := Start(t.Context(), Config{Dir: t.TempDir(), InitCache: sharedCache, Settings: map[string]string{"no_such_setting": "1"}})
	if err == nil || !strings.Contains(err.Error(), "no_such_setting") {
		t.Errorf("Start = %v, want the server's own words", err)
	}
}
