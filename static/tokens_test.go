package static

import (
	"io/fs"
	"math"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// Contrast that WCAG 2.2 AA asks for.
const (
	forText    = 4.5
	forGraphic = 3.0 // large text, borders of controls, icons, focus rings
)

type pair struct {
	front, back string
	least       float64
}

// pairs are the colours that stand on each other somewhere in css/.
var pairs = []pair{
	{"ink", "paper", forText},
	{"ink", "surface", forText},
	{"ink", "raised", forText},
	{"ink", "sunken", forText},
	{"ink-2", "paper", forText},
	{"ink-2", "surface", forText},
	{"ink-2", "raised", forText},
	{"ink-2", "sunken", forText},
	{"paper", "ink", forText},
	{"brand", "paper", forText},
	{"brand", "surface", forText},
	{"brand", "raised", forText},
	{"brand", "sunken", forText},
	{"brand", "brand-soft", forText},
	{"ink", "brand-soft", forText},
	{"ink-2", "brand-soft", forText},
	{"brand-ink", "brand-soft", forText},
	{"on-brand", "brand", forText},
	{"on-brand", "brand-hover", forText},
	{"on-deal", "deal", forText},
	{"danger", "paper", forText},
	{"danger", "surface", forText},
	{"danger", "raised", forText},
	{"danger", "danger-soft", forText},
	{"ink", "danger-soft", forText},
	{"on-danger", "danger", forText},
	{"warn", "paper", forText},
	{"warn", "surface", forText},
	{"warn", "brand-soft", forText},
	{"warn", "warn-soft", forText},
	{"ink", "warn-soft", forText},
	{"ok", "paper", forText},
	{"ok", "surface", forText},
	{"ok", "ok-soft", forText},
	{"ink", "ok-soft", forText},
	{"info", "paper", forText},
	{"info", "surface", forText},
	{"info", "info-soft", forText},
	{"ink", "info-soft", forText},
	{"on-foot", "foot", forText},
	{"on-foot-2", "foot", forText},
	{"foot", "on-foot", forText},
	{"edge", "paper", forGraphic},
	{"edge", "surface", forGraphic},
	{"edge", "sunken", forGraphic},
	{"focus", "paper", forGraphic},
	{"focus", "surface", forGraphic},
	{"focus", "raised", forGraphic},
	{"focus", "sunken", forGraphic},
	{"warn", "sunken", forGraphic},
	{"danger", "sunken", forGraphic},
}

func TestEveryPairOfColoursHasEnoughContrast(t *testing.T) {
	tokens := readTokens(t)
	all := slices.Clone(pairs)
	for i := 1; i <= 10; i++ {
		tint := "tint-" + strconv.Itoa(i)
		all = append(all, pair{"ink", tint, forText}, pair{"ink-2", tint, forText}, pair{"focus", tint, forGraphic})
	}
	for _, p := range all {
		front, back := tokens[p.front], tokens[p.back]
		if len(front) == 0 || len(back) == 0 {
			t.Errorf("no colour %s or %s", p.front, p.back)
			continue
		}
		for theme, name := range []string{"light", "dark"} {
			if got := contrast(t, front[theme], back[theme]); got < p.least {
				t.Errorf("%s: %s on %s is %.2f, less than %.1f", name, p.front, p.back, got, p.least)
			}
		}
	}
}

func TestContrastKnowsBlackFromWhite(t *testing.T) {
	if got := contrast(t, "000000", "FFFFFF"); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white is %v, want 21", got)
	}
	if got := contrast(t, "777777", "FFFFFF"); math.Abs(got-4.478) > 0.001 {
		t.Errorf("#777 on white is %v, want 4.478", got)
	}
}

// readTokens returns the light and the dark value of each colour token.
func readTokens(t *testing.T) map[string][]string {
	t.Helper()
	src, err := fs.ReadFile(files, "css/20-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[string][]string{}
	for _, m := range regexp.MustCompile(`--([\w-]+): light-dark\(#([0-9A-F]{6}), #([0-9A-F]{6})\);`).FindAllStringSubmatch(string(src), -1) {
		tokens[m[1]] = m[2:4]
	}
	return tokens
}

// contrast is the ratio of WCAG 2: relative luminances with 0.05 added.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	channel := func(v uint64) float64 {
		c := float64(v&0xFF) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(n>>16) + 0.7152*channel(n>>8) + 0.0722*channel(n)
}
