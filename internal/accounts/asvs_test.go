package accounts_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// asked are the requirements of levels 1 and 2 in chapters V6 to V8 of OWASP ASVS
// 5.0.0.
const asked = `
6.1.1 6.1.2 6.1.3
6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12
6.3.1 6.3.2 6.3.3 6.3.4
6.4.1 6.4.2 6.4.3 6.4.4
6.5.1 6.5.2 6.5.3 6.5.4 6.5.5
6.6.1 6.6.2 6.6.3
6.8.1 6.8.2 6.8.3 6.8.4
7.1.1 7.1.2 7.1.3
7.2.1 7.2.2 7.2.3 7.2.4
7.3.1 7.3.2
7.4.1 7.4.2 7.4.3 7.4.4 7.4.5
7.5.1 7.5.2
7.6.1 7.6.2
8.1.1 8.1.2
8.2.1 8.2.2 8.2.3
8.3.1
8.4.1`

var namedTest = regexp.MustCompile("`([a-z/]+)\\.(Test\\w+)`")

// TestASVSNamesEveryRequirementAndItsTests keeps the table true: each requirement
// has one line, each test that is named exists.
func TestASVSNamesEveryRequirementAndItsTests(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("asvs.md")
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	sources := map[string]string{}
	for _, line := range strings.Split(string(raw), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || !strings.Contains(cells[1], ".") {
			continue
		}
		listed = append(listed, strings.TrimSpace(cells[1]))
		if strings.TrimSpace(cells[2]) == "" || strings.TrimSpace(cells[3]) == "" {
			t.Errorf("%s says nothing", line)
		}
	}
	if want := strings.Fields(asked); !slices.Equal(listed, want) {
		t.Errorf("the table has %v, want %v", listed, want)
	}
	for _, match := range namedTest.FindAllStringSubmatch(string(raw), -1) {
		folder, name := match[1], match[2]
		if sources[folder] == "" {
			sources[folder] = testsOf(t, folder)
		}
		if !strings.Contains(sources[folder], "func "+name+"(t *testing.T)") {
			t.Errorf("%s has no test %s", folder, name)
		}
	}
}

// testsOf is the text of a package's tests.
func testsOf(t *testing.T, folder string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(folder), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(raw)
	}
	return all.String() + "\n"
}

// What nobody may guess comes from the system's random source alone.
func TestSecretsComeFromTheSystem(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{".", "../sealed"} {
		names, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d files, %v", folder, len(names), err)
		}
		for _, name := range names {
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(name, "_test.go") && strings.Contains(string(raw), `"math/rand`) {
				t.Errorf("%s imports math/rand", name)
			}
		}
	}
}
