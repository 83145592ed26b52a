// Package chromium finds the browser that the browser tests drive.
package chromium

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// skippedFile names the file that .ci/test shows in the end: one line for each
// test that found no browser.
const skippedFile = "TENAZ_SKIPPED"

// Path returns the browser that CHROMIUM names, else the first one on PATH, else
// nothing.
func Path() string {
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path
	}
	for _, name := range []string{
		"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless-shell", "headless_shell",
	} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// Require returns the browser's path. Where there is none the test is skipped,
// and told to whoever runs the tests; with CI=true it fails.
func Require(t testing.TB) string {
	t.Helper()
	if path := Path(); path != "" {
		// The driver waits long for a browser that cannot start.
		if _, err := exec.LookPath(path); err != nil {
			t.Fatal("CHROMIUM: ", err)
		}
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("no Chromium: with CI=true the browser tests have to run")
	}
	tell(t)
	t.Skip("no Chromium on this machine (CHROMIUM names one; apt-get install chromium fonts-liberation)")
	return ""
}

func tell(t testing.TB) {
	t.Helper()
	list := os.Getenv(skippedFile)
	if list == "" {
		return
	}
	file, err := os.OpenFile(list, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = fmt.Fprintln(file, t.Name())
	if closeErr := file.Close(); err != nil || closeErr != nil {
		t.Fatal(err, closeErr)
	}
}
