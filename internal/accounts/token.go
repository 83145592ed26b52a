package accounts

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// TokenKind is what a mailed link is good for.
type TokenKind string

// The kinds of token.
const (
	// TokenVerify confirms an e-mail: of somebody who registers (no user yet) or
	// of a user whose e-mail nobody has confirmed.
	TokenVerify TokenKind = "verify"
	// TokenRecover sets a new password.
	TokenRecover TokenKind = "recover"
	// TokenChangeEmail makes its subject the user's e-mail.
	TokenChangeEmail TokenKind = "change_email"
	// TokenLoginLink stands for a password once.
	TokenLoginLink TokenKind = "login_link"
	// TokenInvite lets a new member of staff in.
	TokenInvite TokenKind = "invite"
	// TokenClaim gives a guest's order to an account.
	TokenClaim TokenKind = "claim"
	// TokenNotMe undoes what somebody else did in the user's name.
	TokenNotMe TokenKind = "not_me"
	// TokenDataLink leads to a person's data.
	TokenDataLink TokenKind = "data_link"
)

// Token is a row that is good once until it expires. UserID is 0 when nobody has
// an account yet; Subject is the address that the link was mailed to.
type Token struct {
	ID      int64
	Kind    TokenKind
	UserID  int64
	Subject string
	// Proven tells that the subject was the user's confirmed address when the token
	// was made.
	Proven    bool
	CreatedAt time.Time
	ExpiresAt time.Time
}

// NewTokenTx adds a token. Its text exists nowhere before TokenText makes it for
// a mail: jobs carry the id alone.
func (s *Service) NewTokenTx(ctx context.Context, tx pgx.Tx, kind TokenKind, userID int64, subject string, lifetime time.Duration) (int64, error) {
	now := s.Clock.Now()
	return q.New().InsertToken(ctx, tx, q.InsertTokenParams{
		Kind: string(kind), UserID: reference(userID), Subject: subject, Nonce: nonce(), CreatedAt: now, ExpiresAt: now.Add(lifetime),
	})
}

// TokenText returns what the mailed link carries, for as long as the token is
// good; else NotFound.
func (s *Service) TokenText(ctx context.Context, id int64) (string, error) {
	row, err := q.New().Token(ctx, s.DB, id)
	if err != nil {
		return "", db.Error(err)
	}
	if err := s.good(row); err != nil {
		return "", err
	}
	return s.signer.sign(row.ID, TokenKind(row.Kind), row.Nonce)
}

// TokenByID returns a token that is good, for jobs; else NotFound.
func (s *Service) TokenByID(ctx context.Context, id int64) (Token, error) {
	row, err := q.New().Token(ctx, s.DB, id)
	if err != nil {
		return Token{}, db.Error(err)
	}
	return toToken(row), s.good(row)
}

// PeekToken reads a token without using it: a mailed link opens a page, whose
// button uses it. NotFound when nobody signed the text, when it is of another
// kind, expired or used.
func (s *Service) PeekToken(ctx context.Context, text string, kind TokenKind) (Token, error) {
	row, err := s.readToken(ctx, s.DB, text, kind, q.New().Token)
	return toToken(row), err
}

// useTokenTx reads a token and uses it up: of several at once one succeeds, the
// others get NotFound.
func (s *Service) useTokenTx(ctx context.Context, tx pgx.Tx, text string, kind TokenKind) (Token, error) {
	row, err := s.readToken(ctx, tx, text, kind, q.New().LockToken)
	if err != nil {
		return Token{}, err
	}
	now := s.Clock.Now()
	return toToken(row), q.New().UseToken(ctx, tx, q.UseTokenParams{ID: row.ID, At: &now})
}

// voidTokensTx makes the user's open links of some kinds worthless, those alone
// that were made after one (0: all).
func (s *Service) voidTokensTx(ctx context.Context, tx pgx.Tx, userID, after int64, kinds ...TokenKind) error {
	now := s.Clock.Now()
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = string(kind)
	}
	return q.New().VoidTokens(ctx, tx, q.VoidTokensParams{UserID: &userID, Kinds: names, After: after, At: &now})
}

type readRow func(ctx context.Context, d q.DBTX, id int64) (q.Token, error)

func (s *Service) readToken(ctx context.Context, d q.DBTX, text string, kind TokenKind, read readRow) (q.Token, error) {
	id, mac, ok := splitToken(text)
	if !ok {
		return q.Token{}, errLink()
	}
	row, err := read(ctx, d, id)
	if err = db.Error(err); apperr.Is(err, apperr.NotFound) {
		return q.Token{}, errLink()
	}
	if err != nil {
		return q.Token{}, err
	}
	if TokenKind(row.Kind) != kind || !s.signer.signed(row.ID, kind, row.Nonce, mac) {
		return q.Token{}, errLink()
	}
	return row, s.good(row)
}

// good refuses a token that was used or has expired.
func (s *Service) good(row q.Token) error {
	if row.UsedAt != nil || !s.Clock.Now().Before(row.ExpiresAt) {
		return errLink()
	}
	return nil
}

func errLink() error { return apperr.New(apperr.NotFound, "account.error.link") }

func toToken(row q.Token) Token {
	t := Token{ID: row.ID, Kind: TokenKind(row.Kind), Subject: row.Subject, Proven: row.Proven, CreatedAt: row.CreatedAt, ExpiresAt: row.ExpiresAt}
	if row.UserID != nil {
		t.UserID = *row.UserID
	}
	return t
}

func nonce() []byte {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	return b
}

func reference(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}
