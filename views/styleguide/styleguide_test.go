package styleguide

import (
	"context"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"tenaz/internal/i18n"
	"tenaz/views/layout"
)

// pages are the shells with something inside, in both languages.
func pages(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, lang := range i18n.Languages {
		ctx := i18n.With(context.Background(), lang)
		out["guide "+lang] = render(t, ctx, layout.Shop(Shell("/dev/styleguide")), Page())
		out["store "+lang] = render(t, ctx, layout.Shop(Shell("/")), Store())
		out["details "+lang] = render(t, ctx, layout.Checkout(Shell("/checkout"), 1), Details())
		out["office "+lang] = render(t, ctx, layout.Admin(BackOffice()), Office())
	}
	return out
}

func render(t *testing.T, ctx context.Context, shell, body templ.Component) string {
	t.Helper()
	var out strings.Builder
	if err := shell.Render(templ.WithChildren(ctx, body), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The content security policy allows neither, so neither may be written.
func TestNoInlineStyleOrScript(t *testing.T) {
	for name, html := range pages(t) {
		for _, bad := range []string{`<[^>]+\sstyle=`, `<style`, `<script(?: defer src="/static/[^"]+")?>[^<]`, `<[^>]+\son[a-z]+=`, `hx-on`, `"javascript:`} {
			if found := regexp.MustCompile(bad).FindString(html); found != "" {
				t.Errorf("%s: %q", name, found)
			}
		}
	}
}

func TestIDsAreUnique(t *testing.T) {
	for name, html := range pages(t) {
		seen := map[string]bool{}
		for _, m := range regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(html, -1) {
			if seen[m[1]] || m[1] == "" {
				t.Errorf("%s: id %q is used twice or empty", name, m[1])
			}
			seen[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`\s(?:aria-describedby|aria-labelledby|for)="([^"]*)"`).FindAllStringSubmatch(html, -1) {
			for id := range strings.FieldsSeq(m[1]) {
				if !seen[id] {
					t.Errorf("%s: something refers to id %q, which does not exist", name, id)
				}
			}
		}
	}
}

func TestEveryTextIsTranslated(t *testing.T) {
	for name, html := range pages(t) {
		for _, area := range []string{"ui", "layout", "styleguide"} {
			if found := regexp.MustCompile(`[>" ]` + area + `\.[a-z.]+[<" ]`).FindString(html); found != "" {
				t.Errorf("%s: the message id %q is shown", name, found)
			}
		}
	}
}

// Icons are named by strings all over the views; each must be in the sprite.
func TestEveryIconExists(t *testing.T) {
	sprite, err := os.ReadFile("../../static/icons/sprite.svg")
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{}
	for _, m := range regexp.MustCompile(`<symbol id="([^"]+)"`).FindAllStringSubmatch(string(sprite), -1) {
		drawn[m[1]] = true
	}
	used := regexp.MustCompile(`(?:@(?:ui\.)?Icon(?:Class)?\(|Icon(?:End)?:\s*)"([a-z0-9-]+)"`)
	count := 0
	err = fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || (!strings.HasSuffix(name, ".templ") && !strings.HasSuffix(name, ".go")) {
			return err
		}
		src, err := os.ReadFile("../" + name)
		if err != nil {
			return err
		}
		for _, m := range used.FindAllStringSubmatch(string(src), -1) {
			count++
			if !drawn[m[1]] {
				t.Errorf("views/%s uses the icon %q, which is not in the sprite", name, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, html := range pages(t) {
		for _, m := range regexp.MustCompile(`\.svg#([a-z0-9-]*)"`).FindAllStringSubmatch(html, -1) {
			count++
			if !drawn[m[1]] {
				t.Errorf("%s shows the icon %q, which is not in the sprite", name, m[1])
			}
		}
	}
	if count < 50 {
		t.Errorf("only %d icons found in the views: the search is broken", count)
	}
}

// A class that no style sheet knows is a component that looks broken.
func TestEveryClassIsStyled(t *testing.T) {
	var css strings.Builder
	sheets, err := fs.Glob(os.DirFS("../../static/css"), "*.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sheets {
		src, err := os.ReadFile("../../static/css/" + name)
		if err != nil {
			t.Fatal(err)
		}
		css.Write(src)
	}
	styled := map[string]bool{}
	for _, m := range regexp.MustCompile(`\.(-?[a-z][a-z0-9-]*)`).FindAllStringSubmatch(css.String(), -1) {
		styled[m[1]] = true
	}
	unknown := map[string]bool{}
	for _, html := range pages(t) {
		for _, m := range regexp.MustCompile(`\sclass="([^"]*)"`).FindAllStringSubmatch(html, -1) {
			for class := range strings.FieldsSeq(m[1]) {
				if !styled[class] {
					unknown[class] = true
				}
			}
		}
	}
	for class, file := range writtenClasses(t) {
		if !styled[class] {
			unknown[class+" in "+file] = true
		}
	}
	if diff := cmp.Diff(map[string]bool{}, unknown); diff != "" {
		t.Errorf("classes without a rule (-want +got):\n%s", diff)
	}
}

// writtenClasses are the classes that the pages' templates write out, each with
// a file that does. Mails have styles of their own.
func writtenClasses(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".templ") || strings.HasPrefix(name, "email/") {
			return err
		}
		src, err := os.ReadFile("../" + name)
		if err != nil {
			return err
		}
		for _, m := range regexp.MustCompile(`\sclass="([^"{]*)"`).FindAllStringSubmatch(string(src), -1) {
			for class := range strings.FieldsSeq(m[1]) {
				found[class] = "views/" + name
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 50 {
		t.Fatalf("only %d classes found: the search is broken", len(found))
	}
	return found
}
