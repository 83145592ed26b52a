package email

import (
	"context"
	"fmt"
	"strings"
)

// Letter is a mail about a person's account: a greeting, paragraphs, one button
// and what is said after it. The texts are translated already; URLs are absolute.
type Letter struct {
	Shop, ShopURL string
	Seller        Seller
	// Name is the person's, empty if nobody knows it.
	Name             string
	Subject, Heading string
	Paragraphs       []string
	// Button leads to ButtonURL; both may be empty.
	Button, ButtonURL string
	After             []string
	// Why says why the person gets this mail.
	Why string
}

// Account writes a letter. The first paragraph is what mail programs preview.
func Account(ctx context.Context, l Letter) (subject, html, text string, err error) {
	var b strings.Builder
	if err := accountLetter(l).Render(ctx, &b); err != nil {
		return "", "", "", fmt.Errorf("mail account: %w", err)
	}
	return l.Subject, b.String(), l.text(ctx), nil
}

// preview is the first paragraph.
func (l Letter) preview() string {
	if len(l.Paragraphs) == 0 {
		return l.Heading
	}
	return l.Paragraphs[0]
}

func (l Letter) text(ctx context.Context) string {
	var b strings.Builder
	for _, paragraph := range append([]string{l.Heading, greeting(ctx, l.Name)}, l.Paragraphs...) {
		b.WriteString(plain(paragraph) + "\n\n")
	}
	if l.Button != "" {
		b.WriteString(plain(l.Button) + ":\n" + plain(l.ButtonURL) + "\n\n")
	}
	for _, paragraph := range l.After {
		b.WriteString(plain(paragraph) + "\n\n")
	}
	for _, line := range append([]string{"--", l.Shop, l.ShopURL, l.Why}, l.Seller.lines()...) {
		b.WriteString(plain(line) + "\n")
	}
	return b.String()
}
