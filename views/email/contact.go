package email

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tenaz/internal/i18n"
)

// Contact is what the receipt of a message to the shop shows.
type Contact struct {
	Shop, ShopURL string
	Seller        Seller
	Name          string
	Protocol      string
	Subject, Text string
	DueAt         time.Time
}

// ContactReceipt tells a writer the protocol number and until when the shop
// answers, with a copy of what was written.
func ContactReceipt(ctx context.Context, c Contact) (subject, html, text string, err error) {
	m := contactMail{
		Contact: c, Subject: i18n.T(ctx, "email.contact.subject", "Protocol", c.Protocol, "Shop", c.Shop),
		Heading: i18n.T(ctx, "email.contact.heading"),
		Intro: []string{
			greeting(ctx, c.Name),
			i18n.T(ctx, "email.contact.protocol", "Protocol", c.Protocol),
			i18n.T(ctx, "email.contact.due", "Date", i18n.Date(ctx, c.DueAt)),
		},
	}
	var b strings.Builder
	if err := contactReceipt(m).Render(ctx, &b); err != nil {
		return "", "", "", fmt.Errorf("mail contact: %w", err)
	}
	return m.Subject, b.String(), m.text(ctx), nil
}

type contactMail struct {
	Contact
	Subject, Heading string
	Intro            []string
}

// copied are the lines of what was written.
func (m contactMail) copied() []string { return strings.Split(m.Contact.Text, "\n") }

func (m contactMail) text(ctx context.Context) string {
	var b strings.Builder
	for _, paragraph := range append([]string{m.Heading}, m.Intro...) {
		b.WriteString(plain(paragraph) + "\n\n")
	}
	b.WriteString(plain(i18n.T(ctx, "email.contact.copy")+" "+m.Contact.Subject) + "\n")
	for _, line := range m.copied() {
		b.WriteString("> " + plain(line) + "\n")
	}
	b.WriteString("\n")
	for _, line := range append([]string{"--", m.Shop, m.ShopURL, i18n.T(ctx, "email.contact.why", "Shop", m.Shop)}, m.Seller.lines()...) {
		b.WriteString(plain(line) + "\n")
	}
	return b.String()
}
