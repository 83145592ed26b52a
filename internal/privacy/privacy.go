// Package privacy keeps what people agreed to and took back, word for word and
// with its time, and the mail that only those get who agreed.
package privacy

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Purpose is what somebody agrees to. Each is asked for and taken back alone.
type Purpose string

// Marketing is news and offers by mail.
const Marketing Purpose = "marketing"

// Purposes are all of them, in the order in which they are shown.
var Purposes = []Purpose{Marketing}

// Source is where somebody decided.
type Source string

// The sources of a decision.
const (
	FromCheckout     Source = "checkout"
	FromRegistration Source = "registration"
	FromAccount      Source = "account"
	FromOrder        Source = "order"
	// FromLink is the link in a mail.
	FromLink  Source = "link"
	FromStaff Source = "staff"
	// FromErasure is the end of everything that a person agreed to.
	FromErasure Source = "erasure"
)

// The reasons for which an address gets no marketing mail.
const (
	Unsubscribed = "unsubscribed"
	Bounced      = "bounced"
)

// Decision is one time that somebody agreed or took it back.
type Decision struct {
	Purpose Purpose
	Given   bool
	Source  Source
	At      time.Time
	// Version and Text are what was agreed to, word for word; empty when it was
	// taken back.
	Version, Text string
}

// Preferences are what holds for one address.
type Preferences struct {
	Email string
	// Given says what was agreed to and still holds.
	Given map[Purpose]bool
	// Suppressed is Unsubscribed, Bounced or empty.
	Suppressed string
	// History is every decision, the newest first.
	History []Decision
}

// Receives reports whether mails of a purpose go to the address.
func (p Preferences) Receives(purpose Purpose) bool { return p.Given[purpose] && p.Suppressed == "" }

// MaskEmail shows enough of an address to recognise one's own: a***@example.com.
func MaskEmail(email string) string {
	name, domain, found := strings.Cut(email, "@")
	if !found || name == "" {
		return "***"
	}
	first, _ := utf8.DecodeRuneInString(name)
	return string(first) + "***@" + domain
}
