package accounts

import (
	"context"
	"math"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	"tenaz/internal/ratelimit"
	q "tenaz/queries/accounts"
)

// How long mailed links are good for.
const (
	verifyLifetime  = 48 * time.Hour
	recoverLifetime = 60 * time.Minute
	linkLifetime    = 10 * time.Minute
)

// How many mails of one kind a mailbox gets in an hour, and how many one address
// may ask for. A stranger can use up a mailbox's share, but not shut its owner out:
// the links that came with it are good for as long as the share is gone. So the
// share of log-in links, which live shorter, is counted in their own time.
const (
	askWindow       = time.Hour
	askMailboxLimit = 4
	askLinkLimit    = 2
	askAddressLimit = 40
)

// AskInput is an address that somebody typed, and the language of the page.
type AskInput struct {
	Email  string
	Locale string
}

// Register asks for a mail that confirms an address: the account is made by
// whoever reads it. An address that has an account gets a mail that says so. The
// answer is the same.
func (s *Service) Register(ctx context.Context, by actor.Actor, in AskInput) error {
	return s.ask(ctx, by, TokenVerify, in, verifyLifetime)
}

// AskRecovery asks for a mail with which a new password is chosen. Nothing is
// sent where nobody has an account; the answer is the same.
func (s *Service) AskRecovery(ctx context.Context, by actor.Actor, in AskInput) error {
	return s.ask(ctx, by, TokenRecover, in, recoverLifetime)
}

// AskLink asks for a mail that stands for the password once: the way in for who
// is shut out by somebody else's guesses. The answer is the same for every
// address.
func (s *Service) AskLink(ctx context.Context, by actor.Actor, in AskInput) error {
	return s.ask(ctx, by, TokenLoginLink, in, linkLifetime)
}

// ask does the same work for every address: a token, and a job that finds out
// what its mail says. Who asks too often hears so; a mailbox that has got enough
// gets no more, and nobody is told.
func (s *Service) ask(ctx context.Context, by actor.Actor, kind TokenKind, in AskInput, lifetime time.Duration) error {
	email, ok := ParseEmail(in.Email)
	if !ok {
		return atField("email", "account.error.email")
	}
	send, err := s.mayMail(ctx, by, kind, email)
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		id, err := q.New().InsertTokenByEmail(ctx, tx, q.InsertTokenByEmailParams{
			Kind: string(kind), Subject: email, Nonce: nonce(), CreatedAt: now, ExpiresAt: now.Add(lifetime),
		})
		if err != nil || !send {
			return err
		}
		return s.mailTx(ctx, tx, MailArgs{TokenID: id, Locale: i18n.Locale(in.Locale)})
	})
}

// mayMail counts a mail and says whether it may be sent. TooMany is for who asks
// for mails to many addresses.
func (s *Service) mayMail(ctx context.Context, by actor.Actor, kind TokenKind, email string) (bool, error) {
	now := s.Clock.Now()
	ok, after, err := ratelimit.Allow(ctx, s.DB, "mails for "+ratelimit.Client(by.Address), askAddressLimit, askWindow, now)
	if err != nil {
		return false, err
	}
	if !ok {
		return false, apperr.New(apperr.TooMany, saysWait, "Minutes", int(math.Ceil(after.Minutes())), "RetryAfter", after)
	}
	most, span := askMailboxLimit, askWindow
	if kind == TokenLoginLink {
		most, span = askLinkLimit, linkLifetime
	}
	ok, _, err = ratelimit.Allow(ctx, s.DB, "mail "+string(kind)+" "+ratelimit.Mailbox(email), most, span, now)
	return ok, err
}
