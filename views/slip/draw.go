package slip

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/johnfercher/maroto/v2/pkg/components/code"
	"github.com/johnfercher/maroto/v2/pkg/components/col"
	"github.com/johnfercher/maroto/v2/pkg/components/line"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/components/text"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/border"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"tenaz/internal/i18n"
)

// Millimetres and points.
const (
	margin    = 15.0
	textSize  = 10.0
	smallSize = 8.5
	largeSize = 12.0
	titleSize = 20.0
	// lineHeight is a line of textSize with its air.
	lineHeight = 5.0
	// charsInTitle is how many wide letters surely fit beside each other in the
	// column of the products.
	charsInTitle = 40
	// longestWord is where a word without spaces is broken.
	longestWord = 24
)

// The columns of the list, of twelve.
const (
	skuCols, titleCols, quantityCols, checkCols = 3, 7, 1, 1
)

var (
	ink  = &props.Color{Red: 20, Green: 23, Blue: 26}
	soft = &props.Color{Red: 80, Green: 88, Blue: 91}
	rule = props.Line{Color: &props.Color{Red: 200, Green: 202, Blue: 198}, Thickness: 0.2, SizePercent: 100}
)

// head is the top of an order's first page: who sends, which order, to whom, and
// the names of the columns.
func head(ctx context.Context, s Slip) []core.Row {
	rows := []core.Row{row.New(15).Add(
		col.New(7).Add(
			text.New(plain(s.Shop.Name), props.Text{Size: 15, Style: fontstyle.Bold}),
			text.New(i18n.T(ctx, "slip.title"), props.Text{Size: smallSize, Color: soft, Top: 8}),
		),
		code.NewBarCol(5, s.number(), props.Barcode{Percent: 85, Left: 11, Proportion: props.Proportion{Width: 20, Height: 4}}),
	)}
	for _, fact := range s.seller() {
		rows = append(rows, row.New().Add(text.NewCol(12, plain(fact), props.Text{Size: smallSize, Color: soft, Bottom: 0.6})))
	}
	rows = append(rows, row.New(6).Add(line.NewCol(12, rule)))
	rows = append(rows, facing(ctx, s)...)
	return append(rows, row.New(6).Add(line.NewCol(12, rule)), columns(ctx))
}

// facing puts the address, large, beside the order's facts.
func facing(ctx context.Context, s Slip) []core.Row {
	left := []core.Component{
		text.New(i18n.T(ctx, "slip.recipient"), props.Text{Size: smallSize, Color: soft}),
		text.New(plain(s.Recipient), props.Text{Size: largeSize, Style: fontstyle.Bold, Top: 4.5}),
	}
	// A long line of the address is broken by the column; each keeps its own room.
	top := 10.0 + wrapped(s.Recipient, 26)*lineHeight
	for _, l := range s.address() {
		left = append(left, text.New(plain(l), props.Text{Size: largeSize, Top: top}))
		top += 5.5 + wrapped(l, 30)*lineHeight
	}
	right := []core.Component{
		text.New(i18n.T(ctx, "slip.order"), props.Text{Size: smallSize, Color: soft}),
		text.New(s.number(), props.Text{Size: titleSize, Style: fontstyle.Bold, Top: 4}),
	}
	at := 13.0
	for _, fact := range []string{
		i18n.T(ctx, "slip.placed", "At", i18n.Date(ctx, s.PlacedAt)),
		i18n.T(ctx, "slip.service", "Service", s.Service),
		i18n.N(ctx, "slip.units", s.units()),
	} {
		right = append(right, text.New(plain(fact), props.Text{Top: at}))
		at += lineHeight + wrapped(fact, 32)*lineHeight
	}
	return []core.Row{row.New(max(top, at)+2).Add(col.New(7).Add(left...), col.New(5).Add(right...))}
}

// wrapped is how many further lines a text needs at most, if so many wide letters
// fit on one.
func wrapped(s string, chars int) float64 {
	width := 0.0
	for _, r := range s {
		width += widest(r)
	}
	if width <= wideLetter*float64(chars) {
		return 0
	}
	return float64(max(1, (utf8.RuneCountInString(s)-1)/chars))
}

// wideLetter is as wide as any letter of Helvetica, in its size.
const wideLetter = 0.95

// widest is at least as wide as that letter of Helvetica, in its size.
func widest(r rune) float64 {
	switch {
	case strings.ContainsRune("fijltrI .,:;-()", r):
		return 0.34
	case r >= 'a' && r <= 'z' && r != 'm' && r != 'w', r >= '0' && r <= '9', strings.ContainsRune("àáâãçéêíóôõúü", r):
		return 0.6
	default:
		return wideLetter
	}
}

// columns are the names above the list.
func columns(ctx context.Context) core.Row {
	name := func(cols int, id string, to align.Type) core.Col {
		return text.NewCol(cols, i18n.T(ctx, id), props.Text{Size: smallSize, Color: soft, Align: to})
	}
	return row.New(6).Add(
		name(skuCols, "slip.sku", align.Left), name(titleCols, "slip.product", align.Left),
		name(quantityCols, "slip.quantity", align.Right), name(checkCols, "slip.check", align.Right),
	)
}

// continued is the top of an order's further pages.
func continued(ctx context.Context, s Slip) []core.Row {
	return []core.Row{
		row.New(9).Add(
			text.NewCol(7, i18n.T(ctx, "slip.continued", "Number", s.number()), props.Text{Size: largeSize, Style: fontstyle.Bold}),
			text.NewCol(5, plain(s.Recipient), props.Text{Align: align.Right}),
		),
		row.New(4).Add(line.NewCol(12, rule)), columns(ctx),
	}
}

// item is one line of the list with a box to tick.
func item(ctx context.Context, l Line) core.Row {
	title := plain(l.Title)
	if l.Options != "" {
		title += " (" + plain(l.Options) + ")"
	}
	box := props.Text{Size: textSize, Align: align.Right, Top: 1, Bottom: 2}
	return row.New(l.height()).Add(
		text.NewCol(skuCols, plain(l.SKU), props.Text{Size: textSize, Top: 1, Bottom: 2}),
		text.NewCol(titleCols, title, props.Text{Size: textSize, Top: 1, Bottom: 2}),
		text.NewCol(quantityCols, strconv.Itoa(l.Quantity), props.Text{Size: largeSize, Style: fontstyle.Bold, Align: align.Right, Top: 0.5}),
		text.NewCol(checkCols, "[   ]", box),
	).WithStyle(&props.Cell{BorderType: border.Bottom, BorderColor: rule.Color, BorderThickness: rule.Thickness})
}

// height is the room of a line of the list, whatever its letters are.
func (l Line) height() float64 {
	title := l.Title
	if l.Options != "" {
		title += " (" + l.Options + ")"
	}
	return 8 + lineHeight*max(wrapped(title, charsInTitle), wrapped(l.SKU, 16))
}
