package admin

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"tenaz/internal/analytics"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
)

func TestSalesChartsAreCleanSVG(t *testing.T) {
	t.Parallel()
	for _, sales := range []money.Cents{0, 1, 123456, 900_000_000_00} {
		var days []analytics.Day
		for i := range analytics.Days {
			day := analytics.Day{At: time.Date(2026, 11, 1+i, 0, 0, 0, 0, i18n.Zone())}
			if i == 3 {
				day.Sales = sales
			}
			days = append(days, day)
		}
		for _, lang := range i18n.Languages {
			ctx := i18n.With(t.Context(), lang)
			wide, narrow, err := SalesCharts(ctx, days)
			if err != nil {
				t.Fatal(err)
			}
			for _, chart := range []templ.Component{wide, narrow} {
				var b strings.Builder
				if err := chart.Render(ctx, &b); err != nil {
					t.Fatal(err)
				}
				checkSVG(t, b.String())
				if !strings.Contains(b.String(), i18n.Money(ctx, sales)) {
					t.Errorf("the text of the chart does not name %s", i18n.Money(ctx, sales))
				}
			}
		}
	}
}

// checkSVG fails unless the drawing is well formed, named, and free of what the
// store's policy forbids.
func checkSVG(t *testing.T, svg string) {
	t.Helper()
	for _, bad := range []string{"style=", "<style", "<script", "rgb(", "font-family", "NaN", "http://evil"} {
		if strings.Contains(svg, bad) {
			t.Errorf("the chart holds %q", bad)
		}
	}
	decoder := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("not well formed: %v", err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "svg" {
			if len(start.Attr) < 2 || start.Attr[0].Value != "img" || start.Attr[1].Value == "" {
				t.Errorf("the picture has no name: %v", start.Attr)
			}
		}
	}
}

func TestPercent(t *testing.T) {
	t.Parallel()
	for basisPoints, want := range map[int64][2]string{
		1240: {"+12,4\u00a0%", "+12.4%"}, -5: {"-0,1\u00a0%", "-0.1%"}, 0: {"0,0\u00a0%", "0.0%"}, -10000: {"-100,0\u00a0%", "-100.0%"},
	} {
		for i, lang := range i18n.Languages {
			if got := percent(i18n.With(t.Context(), lang), basisPoints); got != want[i] {
				t.Errorf("%s: percent(%d) = %q, want %q", lang, basisPoints, got, want[i])
			}
		}
	}
}
