package accounts

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// LoginEvent is what OnLoginTx hears of a log-in, or of an e-mail that was
// confirmed (then LoginID and CartID are 0).
type LoginEvent struct {
	UserID int64
	Email  string
	// Verified tells that the e-mail is known to be the person's own, Confirmed that
	// it has become known just now, of an account that was there before.
	Verified, Confirmed bool
	LoginID             int64
	// CartID is the browser's own cart, 0 for none.
	CartID int64
}

// LoginOutcome is what a log-in means for the browser. A CartID of 0 leaves its
// cart alone. Messages are ids of what is said to the person.
type LoginOutcome struct {
	CartID    int64
	CartCount int
	Messages  []string
}

// OpenLoginInput is a person who has proved who they are, and the browser.
type OpenLoginInput struct {
	UserID int64
	// Factor is what was proved beyond the first factor, as logins.second_factor
	// names it; empty for nothing. Password tells that a password was typed.
	Factor   string
	Password bool
	// CartID is the browser's cart, Replaces its login so far, DeviceCookie what
	// it carries; each may be empty.
	CartID       int64
	Replaces     int64
	DeviceCookie string
	// First tells that the account was made just now: no other device can wonder.
	First bool
}

// Opened is a login with what the browser has to keep.
type Opened struct {
	Login
	Outcome      LoginOutcome
	DeviceCookie string
}

// OpenLogin is the one way in, after every factor that the person has: it adds
// the login, ends the browser's one before, tells OnLoginTx, and writes to the
// person when the device is new. NotFound when the user was blocked meanwhile.
func (s *Service) OpenLogin(ctx context.Context, by actor.Actor, in OpenLoginInput) (Opened, error) {
	now := s.Clock.Now()
	var opened Opened
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		person, err := q.New().Person(ctx, tx, in.UserID)
		if err != nil {
			return err
		}
		row := q.InsertLoginParams{
			UserID: person.ID, Device: cut(by.Agent, maxDevice), Address: by.Address, SecondFactor: in.Factor, At: now,
		}
		if in.Password || in.Factor != "" {
			row.StepUpAt = &now
		}
		if opened.ID, err = q.New().InsertLogin(ctx, tx, row); err != nil {
			return err
		}
		if in.Replaces != 0 {
			if err := q.New().EndLogin(ctx, tx, q.EndLoginParams{ID: in.Replaces, At: &now}); err != nil {
				return err
			}
		}
		known := s.knownDevice(in.DeviceCookie, person.ID, person.DevicesSince) != ""
		if !known && !in.First {
			if err := s.NoticeTx(ctx, tx, person.ID, Notice{What: NoticeDevice, LoginID: opened.ID}); err != nil {
				return err
			}
		}
		opened.Outcome, err = s.onLoginTx(ctx, tx, LoginEvent{
			UserID: person.ID, Email: person.Email, Verified: person.Verified, LoginID: opened.ID, CartID: in.CartID,
		})
		if err != nil {
			return err
		}
		by.ID = person.ID
		if person.Staff {
			by.Kind, by.Name = actor.Staff, person.Name
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "login.opened", SubjectKind: "user", SubjectID: person.ID,
			After: map[string]any{"factor": in.Factor, "known_device": known},
		})
	})
	if err != nil {
		return Opened{}, err
	}
	if opened.User, err = s.ByLogin(ctx, opened.ID); err != nil {
		return Opened{}, err
	}
	opened.DeviceCookie, err = s.deviceCookie(in.DeviceCookie, in.UserID)
	return opened, err
}

func (s *Service) onLoginTx(ctx context.Context, tx pgx.Tx, e LoginEvent) (LoginOutcome, error) {
	if s.OnLoginTx == nil {
		return LoginOutcome{}, nil
	}
	return s.OnLoginTx(ctx, tx, e)
}
