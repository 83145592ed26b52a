package email

import (
	"context"
	"fmt"
	"strings"

	"tenaz/internal/i18n"
)

// Newsletter is a mail of the shop to somebody who agreed to news and offers.
type Newsletter struct {
	Shop, ShopURL string
	Seller        Seller
	Subject       string
	// HTML is the text as safe HTML, Plain the same for programs that show none.
	HTML, Plain string
	// Unsubscribe is the link that stops these mails; empty in a test.
	Unsubscribe string
}

// News writes a newsletter in both forms. Both end with the reason for which it
// came and the link that stops it.
func News(ctx context.Context, n Newsletter) (subject, html, text string, err error) {
	var b strings.Builder
	if err := newsletter(n).Render(ctx, &b); err != nil {
		return "", "", "", fmt.Errorf("mail newsletter: %w", err)
	}
	return n.Subject, b.String(), n.text(ctx), nil
}

// preview is what a mail program shows beside the subject.
func (n Newsletter) preview() string {
	line, _, _ := strings.Cut(strings.TrimLeft(n.Plain, "# *>-\n"), "\n")
	return line
}

func (n Newsletter) why(ctx context.Context) string {
	if n.Unsubscribe == "" {
		return i18n.T(ctx, "email.newsletter.test")
	}
	return i18n.T(ctx, "email.newsletter.why", "Shop", n.Shop)
}

func (n Newsletter) text(ctx context.Context) string {
	var b strings.Builder
	for line := range strings.SplitSeq(n.Plain, "\n") {
		b.WriteString(plain(line) + "\n")
	}
	b.WriteString("\n")
	lines := append([]string{"--", n.Shop, n.ShopURL, n.why(ctx)}, n.Seller.lines()...)
	if n.Unsubscribe != "" {
		lines = append(lines, i18n.T(ctx, "email.newsletter.stop")+": "+n.Unsubscribe)
	}
	for _, line := range lines {
		b.WriteString(plain(line) + "\n")
	}
	return b.String()
}

const (
	paper   = "font:16px/1.55 'Segoe UI',Helvetica,Arial,sans-serif;color:#14171a;overflow-wrap:anywhere"
	heading = "font:700 %s 'Segoe UI',Helvetica,Arial,sans-serif;color:#14171a;margin:%s"
)

// dress gives the elements that a text can have their style: a mail program
// fetches no stylesheet.
var dress = strings.NewReplacer(
	"<p>", `<p class="ink" style="margin:0 0 14px;`+paper+`">`,
	"<h2>", `<h2 class="ink" style="`+fmt.Sprintf(heading, "20px/1.25", "24px 0 10px")+`">`,
	"<h3>", `<h3 class="ink" style="`+fmt.Sprintf(heading, "17px/1.3", "20px 0 8px")+`">`,
	"<ul>", `<ul class="ink" style="margin:0 0 14px;padding:0 0 0 22px;`+paper+`">`,
	"<ol>", `<ol class="ink" style="margin:0 0 14px;padding:0 0 0 22px;`+paper+`">`,
	"<li>", `<li style="margin:0 0 6px">`,
	"<a ", `<a class="link" style="color:#0a6c5b" `,
	"<blockquote>", `<blockquote class="line" style="margin:0 0 14px;padding:2px 0 2px 14px;border-left:3px solid #e3e4df">`,
	"<hr>", `<hr class="line" style="border:0;border-top:1px solid #e3e4df;margin:22px 0">`,
	"<table>", `<table class="ink" cellpadding="6" style="border-collapse:collapse;margin:0 0 14px;`+paper+`">`,
	"<th>", `<th class="line" align="left" style="border-bottom:1px solid #e3e4df">`,
	"<td>", `<td class="line" style="border-bottom:1px solid #e3e4df">`,
)
