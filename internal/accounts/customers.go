package accounts

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/contact"
	"tenaz/internal/db"
	"tenaz/internal/taxid"
	q "tenaz/queries/accounts"
)

// blockedState is the state of an account that may not log in.
const blockedState = "blocked"

// CustomersPage is a page of customers, the newest first.
type CustomersPage struct {
	Customers          []CustomerCard
	Total, Page, Pages int
}

// Customers returns a page of customers: accounts that are not staff's alone, and
// the guests by their e-mail. A page or filter that does not exist is NotFound.
func (s *Service) Customers(ctx context.Context, in CustomersInput) (CustomersPage, error) {
	if in.Page < 1 || in.Page > 100_000 || !slices.Contains(CustomerFilters, in.Filter) {
		return CustomersPage{}, apperr.New(apperr.NotFound, "")
	}
	page := CustomersPage{Page: in.Page}
	keys, err := s.customerKeys(ctx, in, int32((in.Page-1)*customersPageSize))
	if err != nil {
		return page, db.Error(err)
	}
	p := q.CustomerCardsParams{}
	for _, key := range keys {
		page.Total = int(key.Found)
		p.UserIds, p.Guests = append(p.UserIds, key.UserID), append(p.Guests, key.Guest)
	}
	page.Pages = max(1, (page.Total+customersPageSize-1)/customersPageSize)
	if len(keys) == 0 {
		if in.Page > 1 {
			return page, apperr.New(apperr.NotFound, "")
		}
		return page, nil
	}
	rows, err := q.New().CustomerCards(ctx, s.DB, p)
	if err != nil {
		return page, db.Error(err)
	}
	for _, key := range keys {
		for _, row := range rows {
			if row.UserID == key.UserID && row.Guest == key.Guest {
				page.Customers = append(page.Customers, toCard(row))
			}
		}
	}
	return page, nil
}

func (s *Service) customerKeys(ctx context.Context, in CustomersInput, skip int32) ([]q.CustomersRow, error) {
	if strings.TrimSpace(in.Query) == "" {
		return q.New().Customers(ctx, s.DB, q.CustomersParams{
			Kind: in.Filter, GroupID: in.Group, Most: customersPageSize, Skip: skip,
		})
	}
	found, err := q.New().FindCustomers(ctx, s.DB, in.search(skip))
	keys := make([]q.CustomersRow, len(found))
	for i, row := range found {
		keys[i] = q.CustomersRow(row)
	}
	return keys, err
}

// Customer returns one customer; NotFound if there is none. A guest whose e-mail
// an account has is that account: the answer's reference says so.
func (s *Service) Customer(ctx context.Context, ref CustomerRef) (Customer, error) {
	c, err := s.customer(ctx, s.DB, ref)
	c.Person.Document = taxid.Mask(c.Person.Document)
	return c, err
}

func (s *Service) customer(ctx context.Context, d db.DB, ref CustomerRef) (Customer, error) {
	if ref.UserID == 0 {
		row, err := q.New().GuestOf(ctx, d, ref.Guest)
		if err != nil {
			return Customer{}, db.Error(err)
		}
		if row.UserID == 0 {
			return Customer{
				CustomerRef: CustomerRef{Guest: row.FirstNumber}, Email: row.Typed, Locale: row.Locale, Since: row.Since,
				Person: contact.Person{
					Name: row.Name, Document: row.Document, CompanyName: row.CompanyName,
					StateRegistration: row.StateRegistration, Phone: row.Phone,
				},
			}, nil
		}
		ref = CustomerRef{UserID: row.UserID}
	}
	row, err := q.New().AccountOf(ctx, d, ref.UserID)
	return Customer{
		CustomerRef: ref, Email: row.Email, Locale: row.Locale, Verified: row.Verified, Blocked: row.State == blockedState,
		Staff: row.Staff, Since: row.CreatedAt, SeenAt: row.SeenAt,
		Person: contact.Person{
			Name: row.Name, Document: row.Document, CompanyName: row.CompanyName,
			StateRegistration: row.StateRegistration, Phone: row.Phone,
		},
	}, db.Error(err)
}

// ShowDocument returns a customer's CPF or CNPJ in full, and notes in the audit
// log that by has seen it.
func (s *Service) ShowDocument(ctx context.Context, by actor.Actor, ref CustomerRef) (document string, err error) {
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		c, err := s.customer(ctx, tx, ref)
		if err != nil {
			return err
		}
		document = c.Person.Document
		return s.recordCustomerTx(ctx, tx, by, c.CustomerRef, "customer.document_shown", nil)
	})
	return document, err
}

// BlockInput names an account and whether it may log in.
type BlockInput struct {
	UserID  int64
	Blocked bool
}

// SetBlocked keeps an account out, and ends all its logins, or lets it in again.
// Staff are not blocked here, which is Conflict: their roles are withdrawn by who
// may do that. Blocking twice changes nothing.
func (s *Service) SetBlocked(ctx context.Context, by actor.Actor, in BlockInput) error {
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		c, err := s.customer(ctx, tx, CustomerRef{UserID: in.UserID})
		if err != nil {
			return err
		}
		if c.Staff {
			return apperr.New(apperr.Conflict, "customers.error.staff")
		}
		state, was, action := activeState, blockedState, "customer.unblocked"
		if in.Blocked {
			state, was, action = blockedState, activeState, "customer.blocked"
		}
		changed, err := q.New().SetUserState(ctx, tx, q.SetUserStateParams{ID: in.UserID, State: state, Was: was, At: now})
		if err != nil || changed == 0 {
			return err
		}
		if in.Blocked {
			if _, err := endLoginsTx(ctx, tx, in.UserID, 0, "blocked", now); err != nil {
				return err
			}
		}
		return s.recordCustomerTx(ctx, tx, by, CustomerRef{UserID: in.UserID}, action, nil)
	})
}

// MailInput names an account and the link that staff send to its e-mail:
// TokenVerify or TokenRecover.
type MailInput struct {
	UserID int64
	Kind   TokenKind
}

// SendLink mails a customer the link that confirms their e-mail, or the one that
// sets a new password; staff never see either. Conflict where it makes no sense:
// for a blocked account, and to confirm what is confirmed.
func (s *Service) SendLink(ctx context.Context, by actor.Actor, in MailInput) error {
	lifetime, action := recoverLifetime, "customer.recovery_sent"
	if in.Kind == TokenVerify {
		lifetime, action = verifyLifetime, "customer.verification_sent"
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		c, err := s.customer(ctx, tx, CustomerRef{UserID: in.UserID})
		if err != nil {
			return err
		}
		if c.Blocked || c.Staff || in.Kind == TokenVerify && c.Verified {
			return apperr.New(apperr.Conflict, "customers.error.link")
		}
		id, err := s.NewTokenTx(ctx, tx, in.Kind, in.UserID, c.Email, lifetime)
		if err != nil {
			return err
		}
		if err := s.mailTx(ctx, tx, MailArgs{TokenID: id, Locale: c.Locale}); err != nil {
			return err
		}
		return s.recordCustomerTx(ctx, tx, by, c.CustomerRef, action, nil)
	})
}

func (s *Service) recordCustomerTx(ctx context.Context, tx pgx.Tx, by actor.Actor, ref CustomerRef, action string, after any) error {
	kind, id := ref.subject()
	return audit.RecordTx(ctx, tx, by, s.Clock.Now(), audit.Entry{Action: action, SubjectKind: kind, SubjectID: id, After: after})
}
