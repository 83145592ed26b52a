package admin

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/a-h/templ"
	"github.com/go-analyze/charts"

	"tenaz/internal/analytics"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
)

// The chart is drawn in colours that stand for tokens of the design system,
// which tune themselves to the dark theme.
var (
	inkMark  = charts.Color{R: 1, G: 2, B: 3, A: 255}
	lineMark = charts.Color{R: 4, G: 5, B: 6, A: 255}
	barMark  = charts.Color{R: 7, G: 8, B: 9, A: 255}
	tokens   = map[string]string{
		"rgb(1,2,3)": "var(--ink-2)", "rgb(4,5,6)": "var(--line)", "rgb(7,8,9)": "var(--brand)",
	}
)

// SalesCharts draws the sales of each day as bars, once for a wide window and
// once for a phone, as SVG that the store's policy lets through.
func SalesCharts(ctx context.Context, days []analytics.Day) (wide, narrow templ.Component, err error) {
	label := chartLabel(ctx, days)
	big, err := salesChart(ctx, days, label, 960, 280, 11)
	if err != nil {
		return nil, nil, err
	}
	small, err := salesChart(ctx, days, label, 440, 280, 15)
	if err != nil {
		return nil, nil, err
	}
	return templ.Raw(big), templ.Raw(small), nil
}

func salesChart(ctx context.Context, days []analytics.Day, label string, width, height int, size float64) (string, error) {
	values, names := make([]float64, len(days)), make([]string, len(days))
	for i, d := range days {
		values[i], names[i] = float64(d.Sales)/100, dayName(ctx, d)
	}
	theme := charts.MakeTheme(charts.ThemeOption{
		AxisStrokeColor: lineMark, AxisSplitLineColor: lineMark, BackgroundColor: charts.ColorTransparent,
		TextColor: inkMark, SeriesColors: []charts.Color{barMark},
	})
	option := charts.NewBarChartOptionWithData([][]float64{values})
	option.Theme = theme
	option.Padding = charts.Box{Top: 12, Right: 8, Bottom: 4, Left: 4, IsSet: true}
	option.Legend.Show = charts.Ptr(false)
	option.CategoryAxis.Labels = names
	option.CategoryAxis.Unit = float64(len(days)) / float64(width/110)
	option.CategoryAxis.LabelFontStyle = charts.FontStyle{FontSize: size, FontColor: inkMark}
	option.ValueAxis = []charts.ValueAxisOption{{
		Min: charts.Ptr(0.0), LabelCount: 5, LabelFontStyle: charts.FontStyle{FontSize: size, FontColor: inkMark},
		ValueFormatter: func(v float64) string { return whole(ctx, v) },
	}}
	painter := charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputSVG, Width: width, Height: height, Theme: theme})
	if err := painter.BarChart(option); err != nil {
		return "", fmt.Errorf("chart: %w", err)
	}
	drawn, err := painter.Bytes()
	if err != nil {
		return "", fmt.Errorf("chart: %w", err)
	}
	return withoutStyle(drawn, label), nil
}

// whole writes an amount of reais without centavos.
func whole(ctx context.Context, reais float64) string {
	text := i18n.Money(ctx, money.Cents(reais+0.5)*100)
	return text[:len(text)-len(",00")]
}

func dayName(ctx context.Context, d analytics.Day) string {
	if i18n.Lang(ctx) == i18n.Default {
		return d.At.Format("02/01")
	}
	return d.At.Format("Jan 2")
}

// chartLabel says in a sentence what the chart shows.
func chartLabel(ctx context.Context, days []analytics.Day) string {
	if len(days) == 0 {
		return ""
	}
	best := days[0]
	for _, d := range days {
		if d.Sales > best.Sales {
			best = d
		}
	}
	return i18n.T(ctx, "admin.dashboard.chart.label", "From", i18n.Date(ctx, days[0].At), "Until", i18n.Date(ctx, days[len(days)-1].At),
		"Best", i18n.Date(ctx, best.At), "Amount", i18n.Money(ctx, best.Sales))
}

var styleAttribute = regexp.MustCompile(` style="([^"]*)"`)

// withoutStyle turns the style attributes of a drawn SVG into attributes of
// their own, which a strict style-src allows, puts tokens for colours, leaves
// the font to the page, and gives the picture its text.
func withoutStyle(drawn []byte, label string) string {
	out := styleAttribute.ReplaceAllFunc(drawn, func(match []byte) []byte {
		var attributes bytes.Buffer
		for declaration := range strings.SplitSeq(string(styleAttribute.FindSubmatch(match)[1]), ";") {
			name, value, found := strings.Cut(declaration, ":")
			if !found || name == "font-family" {
				continue
			}
			if token, known := tokens[strings.ReplaceAll(value, " ", "")]; known {
				value = token
			}
			fmt.Fprintf(&attributes, ` %s="%s"`, strings.TrimSpace(name), html.EscapeString(strings.TrimSpace(value)))
		}
		return attributes.Bytes()
	})
	return strings.Replace(string(out), "<svg ", `<svg role="img" aria-label="`+html.EscapeString(label)+`" `, 1)
}
