// Package pages holds the texts that the law and honest trade ask of a shop:
// who it is, how it delivers, what it promises. Staff edit them; every version
// is kept, because orders refer to the one that they accepted.
package pages

import (
	"cmp"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tenaz/internal/apperr"
	"tenaz/internal/markdown"
	"tenaz/internal/settings"
)

// Terms is the page that an order accepts; Privacy says what happens to what the
// buyer tells.
const (
	Terms   = "termos"
	Privacy = "privacidade"
)

// Slugs are all pages, in order.
var Slugs = []string{"quem-somos", "entrega", "trocas-e-devolucoes", "garantia", Terms, Privacy, "contato", "acessibilidade"}

// The lengths in characters that a title and a text may have.
const (
	MaxTitle = 120
	MaxBody  = 40_000
)

// Page is one version of a page. Body is Markdown with placeholders.
type Page struct {
	Slug    string
	Version int
	// Current is the version in force.
	Current     int
	Title, Body string
	At          time.Time
	Reviewed    bool
}

// Summary is a page in a list.
type Summary struct {
	Slug, Title string
	Version     int
	Reviewed    bool
	UpdatedAt   time.Time
}

// VersionInfo is a version in the history of a page; By is empty for the text
// that the store came with.
type VersionInfo struct {
	Version   int
	Title, By string
	At        time.Time
}

// Facts are the values of the placeholders, by name.
type Facts map[string]string

// Placeholders are the facts of the shop that a text may name, as {{name}}.
var Placeholders = []string{
	"trade_name", "legal_name", "cnpj", "state_registration", "address", "email", "phone", "whatsapp", "hours",
	"privacy_officer", "privacy_email",
}

// FactsOf reads the facts from the settings; missing is written for those that
// are not stated.
func FactsOf(s settings.Settings, missing string) Facts {
	facts := Facts{
		"trade_name": s.Shop.TradeName, "legal_name": s.Shop.LegalName, "cnpj": s.Shop.CNPJ,
		"state_registration": s.Shop.StateRegistration, "address": s.Shop.Address, "email": s.Shop.Email,
		"phone": s.Shop.Phone, "whatsapp": s.Shop.WhatsApp, "hours": s.Shop.Hours,
		// Until the shop names somebody, it answers itself.
		"privacy_officer": cmp.Or(s.Privacy.Officer, s.Shop.LegalName, s.Shop.TradeName),
		"privacy_email":   cmp.Or(s.Privacy.Email, s.Shop.Email),
	}
	for name, value := range facts {
		if value == "" {
			facts[name] = missing
		}
	}
	return facts
}

var placeholder = regexp.MustCompile(`\{\{\s*([a-z_]+)\s*\}\}`)

// HTML returns the text as HTML that is safe to show below a page's title. Facts
// take their places last and as text: nothing in them becomes markup.
func (p Page) HTML(facts Facts) string {
	return placeholder.ReplaceAllStringFunc(markdown.HTML(p.Body, 2), func(found string) string {
		value, known := facts[placeholder.FindStringSubmatch(found)[1]]
		if !known {
			return found
		}
		return html.EscapeString(value)
	})
}

// TermsVersion is how an order names the version of the terms that it accepted.
func TermsVersion(version int) string { return Terms + "-" + strconv.Itoa(version) }

// check refuses a title or text that cannot be published.
func check(title, body string) error {
	var fields apperr.Fields
	if title == "" {
		fields.Add("title", "error.required")
	}
	if body == "" {
		fields.Add("body", "error.required")
	}
	if utf8.RuneCountInString(title) > MaxTitle {
		fields.Add("title", "error.too_long", "Max", MaxTitle)
	}
	if utf8.RuneCountInString(body) > MaxBody {
		fields.Add("body", "error.too_long", "Max", MaxBody)
	}
	for _, found := range placeholder.FindAllStringSubmatch(body, -1) {
		if !slices.Contains(Placeholders, found[1]) {
			fields.Add("body", "pages.placeholder", "Name", found[1])
		}
	}
	return fields.Err()
}

// tidy is a text as it is kept: one kind of line end, nothing around it.
func tidy(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}
