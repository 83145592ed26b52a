package chromium_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"tenaz/internal/chromium"
)

func TestPath(t *testing.T) {
	tools := t.TempDir()
	t.Setenv("PATH", tools)
	t.Setenv("CHROMIUM", "")
	if path := chromium.Path(); path != "" {
		t.Errorf("found %s where there is none", path)
	}
	found := filepath.Join(tools, "google-chrome")
	if err := os.WriteFile(found, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if path := chromium.Path(); path != found {
		t.Errorf("found %q, want %s", path, found)
	}
	t.Setenv("CHROMIUM", "/opt/browser")
	if path := chromium.Path(); path != "/opt/browser" {
		t.Errorf("found %q, want the one that CHROMIUM names", path)
	}
}

func TestABrowserThatIsNotThereFailsAtOnce(t *testing.T) {
	t.Setenv("CHROMIUM", filepath.Join(t.TempDir(), "chromium"))
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		chromium.Require(r)
	}()
	<-done
	if !r.failed {
		t.Error("CHROMIUM names nothing, and the test goes on")
	}
}

// recorder is a test that may fail.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper() {}

func (r *recorder) Fatal(...any) {
	r.failed = true
	runtime.Goexit()
}

func TestWithoutABrowserATestIsSkippedAndNamed(t *testing.T) {
	list := filepath.Join(t.TempDir(), "skipped")
	if err := os.WriteFile(list, []byte("TestBefore\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", t.TempDir())
	t.Setenv("CHROMIUM", "")
	t.Setenv("CI", "")
	t.Setenv("TENAZ_SKIPPED", list)
	skipped := false
	t.Run("page", func(t *testing.T) {
		defer func() { skipped = t.Skipped() }()
		chromium.Require(t)
	})
	if !skipped {
		t.Error("the test was not skipped")
	}
	want := "TestBefore\n" + t.Name() + "/page\n"
	if got, err := os.ReadFile(list); err != nil || string(got) != want {
		t.Errorf("the list is %q, %v; want %q", got, err, want)
	}
}
