package email

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"tenaz/internal/i18n"
)

// text is the mail for programs that show no HTML: the same content, one
// subject a paragraph.
func (m mail) text(ctx context.Context) string {
	var b strings.Builder
	write := func(lines ...string) {
		for _, line := range lines {
			b.WriteString(plain(line) + "\n")
		}
		b.WriteString("\n")
	}
	write(m.Heading)
	for _, paragraph := range m.Intro {
		write(paragraph)
	}
	write(m.Button+":", m.ButtonURL)
	write(strings.ToUpper(m.linesTitle(ctx)) + " " + i18n.T(ctx, "email.number", "Number", m.Number))
	for _, l := range m.Lines {
		title := l.Title
		if l.Options != "" {
			title += " (" + l.Options + ")"
		}
		lines := []string{fmt.Sprintf("%d x %s", l.Quantity, title)}
		if m.Parcel == nil {
			lines = append(lines, "   "+i18n.Money(ctx, l.Total))
		}
		write(lines...)
	}
	if m.Parcel == nil {
		var sums []string
		for _, t := range m.totals(ctx) {
			sums = append(sums, t.Label+": "+t.Amount)
		}
		write(append(sums, i18n.T(ctx, "email.method", "Method", i18n.T(ctx, "email.method_"+m.PaymentMethod)))...)
	}
	if m.delivers() {
		write(append([]string{strings.ToUpper(i18n.T(ctx, "email.address"))}, m.Address.lines()...)...)
	}
	if len(m.Next) > 0 {
		write(strings.ToUpper(i18n.T(ctx, "email.next")))
	}
	for _, paragraph := range m.Next {
		write(paragraph)
	}
	if m.Link != "" {
		write(i18n.T(ctx, "email.order_page")+":", m.Link)
	}
	write(append([]string{"--", m.Shop, m.ShopURL, i18n.T(ctx, "email.why", "Shop", m.Shop)}, m.Seller.lines()...)...)
	return b.String()
}

// linesTitle names what the list of products is: the order, or what is in one
// parcel of it.
func (m mail) linesTitle(ctx context.Context) string {
	if m.Parcel != nil {
		return i18n.T(ctx, "email.parcel")
	}
	return i18n.T(ctx, "email.summary")
}

// plain keeps a typed text on its own line: no typed line break can pass for
// ours.
func plain(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, line)
}
