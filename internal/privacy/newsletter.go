package privacy

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"tenaz/internal/apperr"
	"tenaz/internal/markdown"
)

// The lengths in characters that a newsletter may have.
const (
	MaxSubject = 150
	MaxBody    = 20_000
)

// NewsletterState is where a newsletter stands.
type NewsletterState string

// The states of a newsletter.
const (
	Draft   NewsletterState = "draft"
	Sending NewsletterState = "sending"
	Sent    NewsletterState = "sent"
	Stopped NewsletterState = "stopped"
)

// Newsletter is a mail to everybody who agreed to news and offers.
type Newsletter struct {
	ID      int64
	Subject string
	// Body is Markdown.
	Body      string
	State     NewsletterState
	By        string
	Version   int
	CreatedAt time.Time
	StartedAt *time.Time
	EndedAt   *time.Time
	Counts    Counts
}

// Counts say how far a newsletter has come. Skipped are those who took their
// consent back before their turn, or whose turn never came.
type Counts struct {
	Recipients, Sent, Queued, Skipped, Failed int
}

// Mail is one newsletter for one person, or as a test.
type Mail struct {
	NewsletterID  int64
	Subject, Body string
	Email, Name   string
	Locale        string
	// Unsubscribe is the link that stops these mails; empty in a test.
	Unsubscribe string
}

// SaveNewsletterInput is a newsletter's form.
type SaveNewsletterInput struct {
	// ID is 0 for a new one.
	ID            int64
	Subject, Body string
	Version       int
}

func (in SaveNewsletterInput) check() (SaveNewsletterInput, error) {
	var fields apperr.Fields
	in.Subject = strings.Join(strings.Fields(in.Subject), " ")
	in.Body = strings.TrimSpace(strings.ReplaceAll(in.Body, "\r\n", "\n"))
	limit := func(name, text string, most int) {
		switch {
		case text == "":
			fields.Add(name, "error.required")
		case utf8.RuneCountInString(text) > most:
			fields.Add(name, "error.too_long", "Max", most)
		}
	}
	limit("subject", in.Subject, MaxSubject)
	limit("body", in.Body, MaxBody)
	return in, fields.Err()
}

// HTML returns a newsletter's text as HTML that is safe to show, its links
// leading to the store at base.
func HTML(body, base string) string {
	return strings.ReplaceAll(markdown.HTML(body, 2), `href="/`, `href="`+base+`/`)
}

var ownLink = regexp.MustCompile(`\]\(/`)

// Plain returns a newsletter's text for programs that show no HTML.
func Plain(body, base string) string { return ownLink.ReplaceAllLiteralString(body, "]("+base+"/") }

// NewsletterMailArgs asks for a newsletter to one recipient.
type NewsletterMailArgs struct {
	NewsletterID int64 `json:"newsletter_id"`
	SubjectID    int64 `json:"subject_id"`
}

// Kind implements river.JobArgs.
func (NewsletterMailArgs) Kind() string { return "mail_newsletter" }

// NewsletterTestArgs asks for a newsletter to a member of staff, to look at it.
type NewsletterTestArgs struct {
	NewsletterID int64  `json:"newsletter_id"`
	UserID       int64  `json:"user_id"`
	Nonce        string `json:"nonce"`
}

// Kind implements river.JobArgs.
func (NewsletterTestArgs) Kind() string { return "mail_newsletter_test" }
