package accounts

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// How long a note and a group's name may be.
const (
	maxCustomerNote = 2000
	maxGroupName    = 60
)

// CustomerNotes returns what staff wrote about a customer, the newest first.
func (s *Service) CustomerNotes(ctx context.Context, c Customer) ([]CustomerNote, error) {
	rows, err := q.New().CustomerNotes(ctx, s.DB, q.CustomerNotesParams{UserID: c.UserID, Email: c.guestEmail()})
	notes := make([]CustomerNote, len(rows))
	for i, row := range rows {
		notes[i] = CustomerNote{ID: row.ID, At: row.At, Author: row.ActorName, Body: row.Body}
	}
	return notes, db.Error(err)
}

// AddCustomerNote writes a note about a customer, for staff alone. An empty or
// too long one is Invalid.
func (s *Service) AddCustomerNote(ctx context.Context, by actor.Actor, ref CustomerRef, body string) error {
	body = strings.TrimSpace(body)
	var f apperr.Fields
	switch {
	case body == "":
		f.Add("note", "customers.error.note")
	case utf8.RuneCountInString(body) > maxCustomerNote:
		f.Add("note", "checkout.invalid.long", "Max", maxCustomerNote)
	}
	if err := f.Err(); err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		c, err := s.customer(ctx, tx, ref)
		if err != nil {
			return err
		}
		p := q.InsertCustomerNoteParams{UserID: reference(c.UserID), Email: text(c.guestEmail()), At: s.Clock.Now(), ActorID: by.ID, ActorName: by.Name, Body: body}
		id, err := q.New().InsertCustomerNote(ctx, tx, p)
		if err != nil {
			return err
		}
		return s.recordCustomerTx(ctx, tx, by, c.CustomerRef, "customer.noted", map[string]int64{"note": id})
	})
}

// CustomerGroups returns all groups, and which of them a customer is in; the zero
// Customer is in none.
func (s *Service) CustomerGroups(ctx context.Context, c Customer) ([]CustomerGroup, error) {
	rows, err := q.New().CustomerGroups(ctx, s.DB, q.CustomerGroupsParams{UserID: c.UserID, Email: c.guestEmail()})
	groups := make([]CustomerGroup, len(rows))
	for i, row := range rows {
		groups[i] = CustomerGroup{ID: row.ID, Name: row.Name, Members: int(row.Members), Member: row.Member}
	}
	return groups, db.Error(err)
}

// CreateCustomerGroup makes a group and returns its id. An empty, too long or
// taken name is Invalid.
func (s *Service) CreateCustomerGroup(ctx context.Context, by actor.Actor, name string) (id int64, err error) {
	name = strings.Join(strings.Fields(name), " ")
	var f apperr.Fields
	switch {
	case name == "":
		f.Add("group", "customers.error.group")
	case utf8.RuneCountInString(name) > maxGroupName:
		f.Add("group", "checkout.invalid.long", "Max", maxGroupName)
	}
	if err := f.Err(); err != nil {
		return 0, err
	}
	now := s.Clock.Now()
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if id, err = q.New().InsertCustomerGroup(ctx, tx, q.InsertCustomerGroupParams{Name: name, At: now}); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "customer_group.created", SubjectKind: "customer_group", SubjectID: id, After: map[string]string{"name": name},
		})
	})
	if db.Violates(err, "customer_groups_name_key") {
		f.Add("group", "customers.error.group_taken")
		return 0, f.Err()
	}
	return id, err
}

// MembershipInput puts a customer into a group, or takes them out.
type MembershipInput struct {
	Customer CustomerRef
	GroupID  int64
	Member   bool
}

// SetMembership changes whether a customer is in a group; twice changes nothing.
func (s *Service) SetMembership(ctx context.Context, by actor.Actor, in MembershipInput) error {
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		c, err := s.customer(ctx, tx, in.Customer)
		if err != nil {
			return err
		}
		action, changed := "customer.group_left", int64(0)
		if in.Member {
			action = "customer.group_joined"
			changed, err = q.New().JoinGroup(ctx, tx, q.JoinGroupParams{GroupID: in.GroupID, UserID: reference(c.UserID), Email: text(c.guestEmail())})
		} else {
			changed, err = q.New().LeaveGroup(ctx, tx, q.LeaveGroupParams{GroupID: in.GroupID, UserID: c.UserID, Email: c.guestEmail()})
		}
		if db.Violates(err, "customer_group_members_group_id_fkey") {
			return apperr.New(apperr.NotFound, "")
		}
		if err != nil || changed == 0 {
			return err
		}
		return s.recordCustomerTx(ctx, tx, by, c.CustomerRef, action, map[string]int64{"group": in.GroupID})
	})
}

// guestEmail is what names a guest in notes and groups; empty for an account.
func (c Customer) guestEmail() string {
	if c.UserID != 0 {
		return ""
	}
	return strings.ToLower(c.Email)
}

// text is a value that may be missing.
func text(value string) *string {
	if value == "" {
		return nil
	}
	return &value
}
