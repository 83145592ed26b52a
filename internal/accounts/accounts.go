// Package accounts knows who may log in: users, their passwords and roles, and
// each log-in as a row that can be ended.
package accounts

import (
	"context"
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"tenaz/internal/apperr"
	"tenaz/internal/money"
)

// User is a person with an account. Staff is true for whoever has a role.
type User struct {
	ID          int64
	Email       string
	Name        string
	Locale      string
	Permissions []string
	// RefundLimit is the most that staff may give back of one order; nil is no
	// limit.
	RefundLimit *money.Cents
	Staff       bool
	// Verified tells that the person has proved to read the e-mail.
	Verified bool
	// SecondFactor tells that the person has a second factor, Proven that this
	// login has passed it, Fresh that the person proved who they are a moment ago.
	SecondFactor, Proven, Fresh bool
}

// Login is one log-in of a user on one device.
type Login struct {
	ID   int64
	User User
}

const (
	maxEmail = 254
	maxName  = 200
)

// How long a log-in lasts without use, and at most. Staff keep what NIST SP
// 800-63B asks of two factors; a shopper, who has one, keeps the cart and the
// orders at hand and proves again who they are before anything that matters.
const (
	staffIdle     = time.Hour
	staffLimit    = 12 * time.Hour
	shopperIdle   = 30 * 24 * time.Hour
	shopperLimit  = 180 * 24 * time.Hour
	touchInterval = time.Minute
)

// ParseEmail returns an e-mail address without surrounding space, as typed
// otherwise. It refuses what is not one bare address that a mail server could
// take.
func ParseEmail(typed string) (string, bool) {
	typed = strings.TrimSpace(typed)
	address, err := mail.ParseAddress(typed)
	if err != nil || address.Name != "" || address.Address != typed || len(typed) > maxEmail {
		return "", false
	}
	local, domain, _ := strings.Cut(typed, "@")
	if len(local) > 64 || !strings.Contains(strings.Trim(domain, "."), ".") || strings.ContainsAny(typed, " \"<>()[],;:\\") {
		return "", false
	}
	return typed, true
}

// alive reports whether a log-in of these times may still be used.
func alive(staff bool, created, lastSeen, now time.Time) bool {
	idle, limit := lifetimes(staff)
	return now.Sub(lastSeen) <= idle && now.Sub(created) <= limit
}

// lifetimes returns how long a log-in lasts without use, and at most.
func lifetimes(staff bool) (idle, limit time.Duration) {
	if staff {
		return staffIdle, staffLimit
	}
	return shopperIdle, shopperLimit
}

// check returns the input as it is kept, or what is wrong with it by field. A
// demo login's password is public anyway.
func (s *Service) check(ctx context.Context, in CreateInput) (CreateInput, error) {
	var fields apperr.Fields
	email, ok := ParseEmail(in.Email)
	if !ok {
		fields.Add("email", "account.error.email")
	}
	in.Email = email
	in.Name = checkName(&fields, in.Name)
	if !in.Demo {
		s.checkPassword(ctx, &fields, "password", in.Password, in.Email, in.Name)
	}
	return in, fields.Err()
}

// checkName returns a person's name as it is kept.
func checkName(fields *apperr.Fields, typed string) string {
	name := strings.Join(strings.Fields(typed), " ")
	if name == "" {
		fields.Add("name", "account.error.name")
	}
	if utf8.RuneCountInString(name) > maxName {
		fields.Add("name", "account.error.name_long", "Max", maxName)
	}
	return name
}
