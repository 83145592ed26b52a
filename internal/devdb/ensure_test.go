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

func mkdir(t *testing.T, parts ...string) string {
	t.Helper()
	dir := filepath.Join(parts...)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}
