package devdb

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// asRootOnLinux says whether the ways around PostgreSQL's refusal of root matter here.
func asRootOnLinux(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 || runtime.GOOS != "linux" {
		t.Skip("only root on Linux needs another account")
	}
}

func TestRootWithoutNamespaces(t *testing.T) {
	asRootOnLinux(t)
	// A folder that others may walk through, unlike t.TempDir below a closed TMPDIR.
	dir, err := os.MkdirTemp("/tmp", "devdb-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	config := Config{Dir: filepath.Join(dir, "cluster"), noNamespace: true}
	for range 2 {
		c, err := Start(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		if one := ask[int](t, c.URL(AppRole, SuperRole), `SELECT 1`); one != 1 {
			t.Error("the server does not answer")
		}
		if err := c.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	// The same folder serves the other way too.
	config.noNamespace = false
	c, err := Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(); err != nil {
		t.Error(err)
	}
}

func TestRootWithoutNamespacesBelowAClosedFolder(t *testing.T) {
	asRootOnLinux(t)
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	c, err := Start(t.Context(), Config{Dir: filepath.Join(dir, "cluster"), noNamespace: true})
	if err == nil {
		_ = c.Stop()
		t.Fatal("Start worked below a closed folder")
	}
	if !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "DATA_DIR") {
		t.Errorf("Start = %v, want the closed folder and what to do", err)
	}
}
