package accounts

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/contact"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	q "tenaz/queries/accounts"
)

// Profile is what a person told the store about themselves, once for all
// purchases. Version is raised by every change.
type Profile struct {
	UserID   int64
	Email    string
	Verified bool
	Locale   string
	contact.Person
	Version int
}

// ShownEmail is the e-mail as the account's pages show it: hidden but for its
// beginning and its domain while nobody has confirmed it, because an account that
// was made from an order's link must tell its maker no more than the link does.
func (p Profile) ShownEmail() string {
	if p.Verified {
		return p.Email
	}
	return MaskEmail(p.Email)
}

// MaskEmail hides an address from who may not know it: m•••@example.com.
func MaskEmail(email string) string {
	local, domain, ok := strings.Cut(email, "@")
	if !ok || local == "" {
		return ""
	}
	first, _ := utf8.DecodeRuneInString(local)
	return string(first) + "•••@" + domain
}

// ProfileInput is the profile's form, whole. Version is the one that the form
// was filled from.
type ProfileInput struct {
	Version int
	Locale  string
	contact.Person
}

// Profile returns a person's profile; NotFound if there is no such user.
func (s *Service) Profile(ctx context.Context, userID int64) (Profile, error) {
	row, err := q.New().Profile(ctx, s.DB, userID)
	return toProfile(row), db.Error(err)
}

// SaveProfile changes what by told about themselves. What is wrong is Invalid
// with a message at each field; a stale version is Conflict. The same again
// writes nothing.
func (s *Service) SaveProfile(ctx context.Context, by actor.Actor, in ProfileInput) error {
	var f apperr.Fields
	person := in.CheckGiven(&f)
	if !slices.Contains(i18n.Languages, in.Locale) {
		f.Add("locale", "account.error.locale")
	}
	if err := f.Err(); err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		row, err := q.New().LockProfile(ctx, tx, by.ID)
		if err != nil {
			return err
		}
		if int(row.Version) != in.Version {
			return apperr.New(apperr.Conflict, "account.error.stale")
		}
		return s.changeProfileTx(ctx, tx, by, toProfile(q.ProfileRow(row)), person, in.Locale)
	})
}

// CompleteProfileTx fills in what a person has not told yet by what they typed in
// a checkout; nothing that is there is changed.
func (s *Service) completeProfileTx(ctx context.Context, tx pgx.Tx, by actor.Actor, typed contact.Person) error {
	row, err := q.New().LockProfile(ctx, tx, by.ID)
	if err != nil {
		return err
	}
	old := toProfile(q.ProfileRow(row))
	person := old.Person
	if person.Document == "" {
		person.Document, person.CompanyName, person.StateRegistration = typed.Document, typed.CompanyName, typed.StateRegistration
	}
	if person.Phone == "" {
		person.Phone = typed.Phone
	}
	return s.changeProfileTx(ctx, tx, by, old, person, old.Locale)
}

func (s *Service) changeProfileTx(ctx context.Context, tx pgx.Tx, by actor.Actor, old Profile, person contact.Person, locale string) error {
	after := map[string]string{}
	note := func(field string, differs bool) {
		if differs {
			after[field] = audit.Changed
		}
	}
	note("name", old.Name != person.Name)
	note("document", old.Document != person.Document)
	note("company", old.CompanyName != person.CompanyName || old.StateRegistration != person.StateRegistration)
	note("phone", old.Phone != person.Phone)
	if old.Locale != locale {
		after["locale"] = locale
	}
	if len(after) == 0 {
		return nil
	}
	now := s.Clock.Now()
	if err := q.New().SaveProfile(ctx, tx, q.SaveProfileParams{
		ID: old.UserID, Name: person.Name, Document: person.Document, CompanyName: person.CompanyName,
		StateRegistration: person.StateRegistration, Phone: person.Phone, Locale: locale, At: now,
	}); err != nil {
		return err
	}
	return audit.RecordTx(ctx, tx, by, now, audit.Entry{Action: "profile.changed", SubjectKind: "user", SubjectID: old.UserID, After: after})
}

func toProfile(r q.ProfileRow) Profile {
	return Profile{
		UserID: r.ID, Email: r.Email, Verified: r.EmailVerifiedAt != nil, Locale: r.Locale, Version: int(r.Version),
		Person: contact.Person{
			Name: r.Name, Document: r.Document, CompanyName: r.CompanyName, StateRegistration: r.StateRegistration, Phone: r.Phone,
		},
	}
}
