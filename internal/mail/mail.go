// Package mail sends the store's mail and keeps a log of it that holds no
// personal value: who wrote to whom is read from the order or the user.
package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"
)

// The states of a mail.
const (
	Queued = "queued"
	Sent   = "sent"
	Failed = "failed"
)

// Message is one mail to one person. Key names its cause and makes it one: the
// same key is never sent twice. HTML and Text say the same.
type Message struct {
	Key    string
	Kind   string
	To     string
	ToName string
	// FromName is the sender's name; empty means the one of MAIL_FROM.
	FromName string
	Subject  string
	HTML     string
	Text     string
	Locale   string
	OrderID  int64
	UserID   int64
	// Unsubscribe is the address that stops mails of this kind with one click
	// (RFC 8058); empty for mails that belong to an order or an account.
	Unsubscribe string
	// Last: nobody tries again after this. A failure that might have passed is then
	// logged as final.
	Last bool
}

// Entry is a line of the mail log.
type Entry struct {
	ID int64
	// Key names the mail's cause; OfOrder alone gives it.
	Key         string
	Kind        string
	OrderID     int64
	OrderNumber int64
	Locale      string
	State       string
	Attempts    int
	Failure     string
	CreatedAt   time.Time
	SentAt      *time.Time
}

// messageID is stable for a key: a mail that is repeated because its receipt
// got lost is recognised by the receiver as the same one.
func messageID(key, domain string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16]) + "@" + domain
}

// compose builds the MIME message: both texts, marked as sent by a machine so
// that no auto-responder answers.
func (c Config) compose(m Message, at time.Time) (*gomail.Msg, error) {
	to, err := netmail.ParseAddress(m.To)
	if err != nil {
		return nil, fmt.Errorf("recipient: %w", err)
	}
	to.Name = oneLine(m.ToName, 200)
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	from := c.from
	if m.FromName != "" {
		from.Name = oneLine(m.FromName, 200)
	}
	msg.FromMailAddress(&from)
	msg.ToMailAddress(to)
	if c.replyTo != nil {
		msg.ReplyToMailAddress(c.replyTo)
	}
	msg.Subject(oneLine(m.Subject, 300))
	msg.SetMessageIDWithValue(messageID(m.Key, c.domain()))
	msg.SetDateWithValue(at)
	msg.SetGenHeader(gomail.Header("Auto-Submitted"), "auto-generated")
	if m.Unsubscribe != "" {
		msg.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+m.Unsubscribe+">")
		msg.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
		msg.SetBulk()
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	return msg, nil
}

// oneLine makes a text safe for a header: whatever could begin a new line or
// hide something becomes a space, and it is cut at limit characters.
func oneLine(text string, limit int) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text)
	runes := []rune(strings.TrimSpace(text))
	return strings.TrimSpace(string(runes[:min(len(runes), limit)]))
}
