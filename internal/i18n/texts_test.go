package i18n_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"tenaz/internal/i18n"
	"tenaz/views/locales"
)

// root is the module's folder, two above this package.
const root = "../.."

// texts reads the message ids of one language, and where each is defined.
func texts(t *testing.T, lang string) map[string]map[string]any {
	t.Helper()
	files, err := fs.Glob(locales.FS, "*."+lang+".toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts in %s: %v", lang, err)
	}
	all := map[string]map[string]any{}
	for _, name := range files {
		raw, err := fs.ReadFile(locales.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := toml.Unmarshal(raw, &messages); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for id, message := range messages {
			if _, twice := all[id]; twice {
				t.Errorf("%s: %q is defined in two files", name, id)
			}
			switch message := message.(type) {
			case string:
				all[id] = map[string]any{"other": message}
			case map[string]any:
				all[id] = message
			}
		}
	}
	return all
}

func TestEveryTextIsInBothLanguages(t *testing.T) {
	portuguese, english := texts(t, "pt-BR"), texts(t, "en")
	for id := range portuguese {
		if _, ok := english[id]; !ok {
			t.Errorf("%q is not in English", id)
		}
	}
	for id := range english {
		if _, ok := portuguese[id]; !ok {
			t.Errorf("%q is not in Portuguese", id)
		}
	}
}

var argument = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

func TestBothLanguagesTakeTheSameArguments(t *testing.T) {
	arguments := func(message map[string]any) []string {
		var names []string
		for _, form := range message {
			text, _ := form.(string)
			for _, match := range argument.FindAllStringSubmatch(text, -1) {
				names = append(names, match[1])
			}
		}
		slices.Sort(names)
		return slices.Compact(names)
	}
	english := texts(t, "en")
	for id, message := range texts(t, "pt-BR") {
		if other, ok := english[id]; ok && !slices.Equal(arguments(message), arguments(other)) {
			t.Errorf("%q takes %v in Portuguese and %v in English", id, arguments(message), arguments(other))
		}
	}
}

func TestPluralsHaveTheFormsOfTheirLanguage(t *testing.T) {
	for _, lang := range i18n.Languages {
		for id, message := range texts(t, lang) {
			_, one := message["one"]
			_, other := message["other"]
			if !other {
				t.Errorf("%s: %q has no form \"other\"", lang, id)
			}
			if len(message) > 1 && !one {
				t.Errorf("%s: %q has several forms but no \"one\"", lang, id)
			}
		}
	}
}

func TestTextsSpeakCalmly(t *testing.T) {
	for _, lang := range i18n.Languages {
		for id, message := range texts(t, lang) {
			for _, form := range message {
				text, _ := form.(string)
				if strings.TrimSpace(text) == "" || strings.Contains(text, "!") {
					t.Errorf("%s: %q is %q: empty or shouting", lang, id, text)
				}
			}
		}
	}
}

// source reads what may name a message: Go and templ, neither tests nor what was
// generated.
func source(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, top := range []string{"cmd", "handlers", "internal", "views"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			name := d.Name()
			isSource := strings.HasSuffix(name, ".templ") ||
				strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && !strings.HasSuffix(name, "_templ.go")
			if !isSource {
				return nil
			}
			raw, err := os.ReadFile(path)
			all.Write(raw)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

var (
	// called finds ids where they are translated or become an error or message.
	called = regexp.MustCompile(`(?:i18n\.[TN]\(\s*[\w.()]+,|apperr\.(?:New|Wrap)\(apperr\.\w+,(?:\s*\w+,)?|\.Add\(\s*"[\w.]+",|\.Flash\(\s*\w+,\s*"\w+",)\s*"([\w-]+(?:\.[\w-]+)+)"`)
	// literal finds every text that could be an id.
	literal = regexp.MustCompile(`"([a-z][\w-]*(?:\.[\w-]+)+)"`)
	// beginning finds the beginnings of ids that are put together.
	beginning = regexp.MustCompile(`"([a-z][\w-]*\.(?:[\w.-]*[._])?)"\s*\+`)
)

func TestEveryTextThatIsAskedForExists(t *testing.T) {
	portuguese := texts(t, "pt-BR")
	for _, match := range called.FindAllStringSubmatch(source(t), -1) {
		id := match[1]
		if strings.HasSuffix(id, "_") {
			continue // the beginning of an id that is put together
		}
		if _, ok := portuguese[id]; !ok {
			t.Errorf("%q is asked for and does not exist", id)
		}
	}
}

func TestEveryTextIsUsed(t *testing.T) {
	all, named := source(t), map[string]bool{}
	for _, match := range literal.FindAllStringSubmatch(all, -1) {
		named[match[1]] = true
	}
	var beginnings []string
	for _, match := range beginning.FindAllStringSubmatch(all, -1) {
		beginnings = append(beginnings, match[1])
	}
	for id := range texts(t, "pt-BR") {
		put := slices.ContainsFunc(beginnings, func(start string) bool { return strings.HasPrefix(id, start) })
		if !named[id] && !put {
			t.Errorf("%q is used nowhere", id)
		}
	}
}
