package email

import (
	"context"
	"fmt"
	"strings"
)

// notice is a short mail: what happened, a list, and one way on.
type notice struct {
	Shop, ShopURL     string
	Seller            Seller
	Subject, Heading  string
	Intro             []string
	RowsTitle         string
	Rows              []noticeRow
	After             string
	Button, ButtonURL string
	Why               string
}

// noticeRow is one line of a notice's list. URL and Note may be empty.
type noticeRow struct {
	Label, URL, Note, Amount string
}

func (n notice) render(ctx context.Context) (subject, html, text string, err error) {
	var b strings.Builder
	if err := noticeMail(n).Render(ctx, &b); err != nil {
		return "", "", "", fmt.Errorf("mail %q: %w", n.Heading, err)
	}
	return n.Subject, b.String(), n.text(), nil
}

func (n notice) text() string {
	var b strings.Builder
	write := func(lines ...string) {
		for _, line := range lines {
			b.WriteString(plain(line) + "\n")
		}
		b.WriteString("\n")
	}
	write(n.Heading)
	for _, paragraph := range n.Intro {
		write(paragraph)
	}
	write(n.Button+":", n.ButtonURL)
	if len(n.Rows) > 0 {
		write(strings.ToUpper(n.RowsTitle))
	}
	for _, row := range n.Rows {
		lines := []string{row.Label}
		for _, more := range []string{row.Note, row.Amount, row.URL} {
			if more != "" {
				lines = append(lines, "   "+more)
			}
		}
		write(lines...)
	}
	if n.After != "" {
		write(n.After)
	}
	write(append([]string{"--", n.Shop, n.ShopURL, n.Why}, n.Seller.lines()...)...)
	return b.String()
}
