package privacy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	q "tenaz/queries/privacy"
)

// Offer is a sentence that somebody may agree to. Version stands for exactly
// this text: the form sends it back, so that nothing else is recorded than what
// was on the page.
type Offer struct {
	Purpose       Purpose
	Version, Text string
}

// offer writes the sentence of a purpose in a language.
func offer(ctx context.Context, p Purpose, shop string) Offer {
	text := i18n.T(ctx, "privacy.consent."+string(p), "Shop", shop)
	sum := sha256.Sum256([]byte(text))
	return Offer{Purpose: p, Text: text, Version: hex.EncodeToString(sum[:8])}
}

// Offer returns the sentence of a purpose in the context's language.
func (s *Service) Offer(ctx context.Context, p Purpose) (Offer, error) {
	current, err := s.Settings.Get(ctx)
	return offer(ctx, p, current.Shop.TradeName), err
}

// AcceptInput is a box that somebody ticked, or not.
type AcceptInput struct {
	Email string
	// UserID is the account whose address this is; 0 if nobody knows.
	UserID  int64
	Purpose Purpose
	// Version is what the box stands for; empty when it was not ticked.
	Version string
	Source  Source
}

// Accept records a ticked box with the sentence that stood beside it. A box that
// was not ticked changes nothing, and so does one whose sentence the shop does
// not have any more: nobody agreed to another one.
func (s *Service) Accept(ctx context.Context, _ actor.Actor, in AcceptInput) error {
	if in.Version == "" || in.Email == "" {
		return nil
	}
	current, err := s.Settings.Get(ctx)
	if err != nil {
		return err
	}
	for _, lang := range i18n.Languages {
		said := offer(i18n.With(ctx, lang), in.Purpose, current.Shop.TradeName)
		if said.Version != in.Version {
			continue
		}
		return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
			id, err := q.New().AddSubject(ctx, tx, q.AddSubjectParams{
				Email: strings.TrimSpace(in.Email), UserID: reference(in.UserID), Locale: lang, At: s.Clock.Now(),
			})
			if err != nil {
				return err
			}
			return s.giveTx(ctx, tx, id, lang, said, in.Source)
		})
	}
	return nil
}

// giveTx records that a subject agreed. Whoever had agreed to the same words
// already, and still gets mail, needs no second row.
func (s *Service) giveTx(ctx context.Context, tx pgx.Tx, subject int64, lang string, said Offer, source Source) error {
	if _, err := q.New().LockSubject(ctx, tx, subject); err != nil {
		return err
	}
	now := s.Clock.Now()
	err := q.New().AddText(ctx, tx, q.AddTextParams{Purpose: string(said.Purpose), Locale: lang, Version: said.Version, Body: said.Text, At: now})
	if err != nil {
		return err
	}
	textID, err := q.New().TextID(ctx, tx, q.TextIDParams{Purpose: string(said.Purpose), Version: said.Version})
	if err != nil {
		return err
	}
	last, err := q.New().Latest(ctx, tx, q.LatestParams{SubjectID: subject, Purpose: string(said.Purpose)})
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	// Asking anew is a reason to try an address again that was refused once.
	if err := q.New().Unsuppress(ctx, tx, subject); err != nil {
		return err
	}
	if last.Given && last.TextID != nil && *last.TextID == textID {
		return nil
	}
	return q.New().AddConsent(ctx, tx, q.AddConsentParams{
		SubjectID: subject, Purpose: string(said.Purpose), Given: true, TextID: &textID, Source: string(source), At: now,
	})
}

// takeBackTx records that a subject takes a consent back, and suppresses all
// marketing mail to it. Taking back what was not given changes nothing.
func (s *Service) takeBackTx(ctx context.Context, tx pgx.Tx, subject int64, purpose Purpose, source Source) error {
	if _, err := q.New().LockSubject(ctx, tx, subject); err != nil {
		return err
	}
	now := s.Clock.Now()
	if err := q.New().Suppress(ctx, tx, q.SuppressParams{SubjectID: subject, Reason: Unsubscribed, At: now}); err != nil {
		return err
	}
	last, err := q.New().Latest(ctx, tx, q.LatestParams{SubjectID: subject, Purpose: string(purpose)})
	if errors.Is(err, pgx.ErrNoRows) || err == nil && !last.Given {
		return nil
	}
	if err != nil {
		return err
	}
	return q.New().AddConsent(ctx, tx, q.AddConsentParams{
		SubjectID: subject, Purpose: string(purpose), Source: string(source), At: now,
	})
}

// TakeBackInput is a consent that somebody does not give any more.
type TakeBackInput struct {
	Email   string
	Purpose Purpose
	Source  Source
}

// TakeBack ends a consent at once. An address that never gave one is left as it
// is.
func (s *Service) TakeBack(ctx context.Context, _ actor.Actor, in TakeBackInput) error {
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		subject, err := q.New().SubjectByEmail(ctx, tx, in.Email)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		return s.takeBackTx(ctx, tx, subject.ID, in.Purpose, in.Source)
	})
}

// Of returns what holds for an address; nothing holds for one that is not known.
func (s *Service) Of(ctx context.Context, email string) (Preferences, error) {
	subject, err := q.New().SubjectByEmail(ctx, s.DB, email)
	if errors.Is(err, pgx.ErrNoRows) {
		return Preferences{Email: email, Given: map[Purpose]bool{}}, nil
	}
	if err != nil {
		return Preferences{}, db.Error(err)
	}
	return s.preferences(ctx, subject)
}

func (s *Service) preferences(ctx context.Context, subject q.ConsentSubject) (Preferences, error) {
	p := Preferences{Given: map[Purpose]bool{}}
	if subject.Email != nil {
		p.Email = *subject.Email
	}
	suppressed, err := q.New().Suppression(ctx, s.DB, subject.ID)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return Preferences{}, db.Error(err)
	}
	p.Suppressed = suppressed.Reason
	rows, err := q.New().History(ctx, s.DB, subject.ID)
	if err != nil {
		return Preferences{}, db.Error(err)
	}
	for _, r := range rows {
		purpose := Purpose(r.Purpose)
		if _, newer := p.Given[purpose]; !newer {
			p.Given[purpose] = r.Given
		}
		p.History = append(p.History, Decision{
			Purpose: purpose, Given: r.Given, Source: Source(r.Source), At: r.At, Version: r.Version, Text: r.Body,
		})
	}
	return p, nil
}

// Bounce notes that a mail server does not know an address. Only addresses that
// were to get marketing mail are noted; mails about orders are still tried.
func (s *Service) Bounce(ctx context.Context, email string) error {
	subject, err := q.New().SubjectByEmail(ctx, s.DB, email)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return db.Error(err)
	}
	return db.Error(q.New().Suppress(ctx, s.DB, q.SuppressParams{SubjectID: subject.ID, Reason: Bounced, At: s.Clock.Now()}))
}

// ByToken returns what holds for the address of a link; NotFound for one that the
// shop did not sign, and once the person was erased.
func (s *Service) ByToken(ctx context.Context, token string) (Preferences, error) {
	subject, err := s.subjectOf(ctx, token)
	if err != nil {
		return Preferences{}, err
	}
	return s.preferences(ctx, subject)
}

// Unsubscribe ends all marketing mail to the address of a link. Doing it again
// changes nothing.
func (s *Service) Unsubscribe(ctx context.Context, _ actor.Actor, token string) error {
	subject, err := s.subjectOf(ctx, token)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		for _, purpose := range Purposes {
			if err := s.takeBackTx(ctx, tx, subject.ID, purpose, FromLink); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) subjectOf(ctx context.Context, token string) (q.ConsentSubject, error) {
	id, err := s.Tokens.read(token)
	if err != nil {
		return q.ConsentSubject{}, err
	}
	subject, err := q.New().SubjectByID(ctx, s.DB, id)
	if err == nil && subject.Email == nil {
		err = apperr.New(apperr.NotFound, "")
	}
	return subject, db.Error(err)
}

// link is where the mails of a subject are stopped.
func (s *Service) link(subject int64) string {
	return s.BaseURL + "/unsubscribe/" + s.Tokens.sign(subject)
}

func reference(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}
