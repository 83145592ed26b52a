// Package support takes what people write to the shop: each message has a
// protocol number, a receipt and a day by which it is answered.
package support

import (
	"crypto/rand"
	"crypto/sha256"
	"net/mail"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tenaz/internal/apperr"
)

// AnswerWithin is how long the shop may take to answer (Decreto 7.962/2013,
// art. 4).
const AnswerWithin = 5 * 24 * time.Hour

// The lengths in characters that the fields may have.
const (
	MaxLine    = 200
	MaxEmail   = 254
	MaxMessage = 5000
)

// maxOrder is far beyond any order's number.
const maxOrder = 1_000_000_000_000

// Message is what somebody wrote.
type Message struct {
	ID       int64
	Protocol string
	Name     string
	Email    string
	Subject  string
	Text     string
	// OrderNumber is what the writer says; 0 if nothing. Nobody has checked it.
	OrderNumber int64
	Locale      string
	CreatedAt   time.Time
	DueAt       time.Time
	AnsweredAt  *time.Time
	AnsweredBy  string
}

// Late reports whether a message has waited longer than it may.
func (m Message) Late(now time.Time) bool { return m.AnsweredAt == nil && now.After(m.DueAt) }

// SendInput is the contact form as it was typed.
type SendInput struct {
	Name, Email, Subject, Message, OrderNumber string
	Locale                                     string
	// Trap is a field that people do not see; machines fill it in.
	Trap string
}

// ReceiptArgs asks for the receipt of a message by mail.
type ReceiptArgs struct {
	MessageID int64 `json:"message_id"`
}

// Kind implements river.JobArgs.
func (ReceiptArgs) Kind() string { return "mail_contact_receipt" }

// receiptTries is how often a receipt is tried: by River's growing pauses that is
// two days, longer than a mail server is away.
const receiptTries = 16

// check returns the message as it is kept, or an Invalid error with a sentence
// at each field.
func (in SendInput) check() (Message, error) {
	var fields apperr.Fields
	line := func(name, typed string) string {
		text := strings.Join(strings.Fields(typed), " ")
		switch {
		case text == "":
			fields.Add(name, "support.missing."+name)
		case utf8.RuneCountInString(text) > MaxLine:
			fields.Add(name, "error.too_long", "Max", MaxLine)
		}
		return text
	}
	m := Message{Name: line("name", in.Name), Subject: line("subject", in.Subject), Locale: in.Locale}
	m.Email = strings.TrimSpace(in.Email)
	address, err := mail.ParseAddress(m.Email)
	switch {
	case m.Email == "":
		fields.Add("email", "support.missing.email")
	case err != nil || address.Address != m.Email || len(m.Email) > MaxEmail:
		fields.Add("email", "error.email")
	}
	m.Text = strings.TrimSpace(strings.ReplaceAll(in.Message, "\r\n", "\n"))
	switch {
	case m.Text == "":
		fields.Add("message", "support.missing.message")
	case utf8.RuneCountInString(m.Text) > MaxMessage:
		fields.Add("message", "error.too_long", "Max", MaxMessage)
	}
	if text := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(in.OrderNumber), "#")); text != "" {
		m.OrderNumber, err = strconv.ParseInt(text, 10, 64)
		if err != nil || m.OrderNumber < 1 || m.OrderNumber > maxOrder {
			fields.Add("order_number", "support.order_number")
		}
	}
	if in.Trap != "" {
		fields.Add("website", "support.trap")
	}
	return m, fields.Err()
}

// hash is the same for a form that is sent twice on one day.
func (m Message) hash() []byte {
	sum := sha256.Sum256([]byte(strings.Join([]string{
		m.CreatedAt.Format(time.DateOnly), m.Name, m.Email, m.Subject, m.Text, strconv.FormatInt(m.OrderNumber, 10),
	}, "\x00")))
	return sum[:]
}

// alphabet leaves out what is misread over the phone.
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// newProtocol is a number such as 20261123-7KQ2MXPD: the day, and 40 random bits
// that nobody guesses.
func newProtocol(now time.Time) string {
	random := make([]byte, 8)
	_, _ = rand.Read(random) // it cannot fail
	for i, b := range random {
		random[i] = alphabet[int(b)%len(alphabet)]
	}
	return now.Format("20060102") + "-" + string(random)
}
