package orders

import (
	"context"
	"crypto/rand"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/cart"
	"tenaz/internal/db"
	q "tenaz/queries/orders"
)

// CorrectInput is what staff may mend of an order before it leaves: all of it,
// also what stays. Version is the order's version that staff saw.
type CorrectInput struct {
	Number                     int64
	Version                    int
	Email, Phone, Recipient    string
	PostalCode, Street         string
	NumberInStreet, Complement string
	District, City, UF         string
}

// Correct mends where an order goes and how its buyer is reached. A corrected
// e-mail address kills the links that were sent, and gets the new one. Conflict
// once the order has left or is cancelled, and for a stale version; Invalid with
// a message at each wrong field, named as in the checkout. What stays the same
// writes nothing.
func (s *Service) Correct(ctx context.Context, by actor.Actor, in CorrectInput) error {
	order, err := s.ByNumber(ctx, in.Number)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if order, err = s.lockTx(ctx, tx, order.ID, in.Version); err != nil {
			return err
		}
		if !order.Mendable() {
			return apperr.New(apperr.Conflict, "error.not_correctable")
		}
		typed, err := in.checkout(order).Normalise()
		if err != nil {
			return err
		}
		return s.correctTx(ctx, tx, by, order, typed)
	})
}

// checkout is the order's buyer with what was typed: the checkout's own rules
// judge it.
func (in CorrectInput) checkout(o Order) cart.Checkout {
	return cart.Checkout{
		Name: o.Name, Document: o.Document, CompanyName: o.CompanyName, StateRegistration: o.StateRegistration,
		Email: in.Email, Phone: in.Phone, Recipient: in.Recipient, PostalCode: in.PostalCode, Street: in.Street,
		Number: in.NumberInStreet, Complement: in.Complement, District: in.District, City: in.City, State: in.UF,
	}
}

// corrections names the parts that differ; never their values.
func corrections(o Order, c cart.Checkout) []string {
	var parts []string
	add := func(name string, differs bool) {
		if differs {
			parts = append(parts, name)
		}
	}
	add("email", o.Email != c.Email)
	add("phone", o.Phone != c.Phone)
	add("recipient", o.Recipient != c.Recipient)
	add("address", o.PostalCode != c.PostalCode || o.Street != c.Street || o.NumberInStreet != c.Number ||
		o.Complement != c.Complement || o.District != c.District || o.City != c.City || o.UF != c.State)
	return parts
}

func (s *Service) correctTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, c cart.Checkout) error {
	parts := corrections(order, c)
	if len(parts) == 0 {
		return nil
	}
	now := s.Clock.Now()
	err := q.New().Correct(ctx, tx, q.CorrectParams{
		ID: order.ID, Email: c.Email, Phone: c.Phone, Recipient: c.Recipient, PostalCode: c.PostalCode, Street: c.Street,
		NumberInStreet: c.Number, Complement: c.Complement, District: c.District, City: c.City, Uf: c.State, Now: now,
	})
	if err != nil {
		return db.Error(err)
	}
	if err := recordTx(ctx, tx, by, now, order.ID, EventCorrected, "fields", strings.Join(parts, ",")); err != nil {
		return err
	}
	after := map[string]string{}
	for _, part := range parts {
		after[part] = audit.Changed
	}
	err = audit.RecordTx(ctx, tx, by, now, audit.Entry{Action: "order.correct", SubjectKind: "order", SubjectID: order.ID, After: after})
	if err != nil || order.Email == c.Email {
		return err
	}
	row, err := q.New().Order(ctx, tx, order.ID)
	if err != nil {
		return db.Error(err)
	}
	_, err = s.Jobs.InsertTx(ctx, tx, LinkMailArgs{OrderID: order.ID, Version: int(row.TokenVersion)}, &river.InsertOpts{Queue: "mail"})
	return err
}

// Note is what staff wrote on an order.
type Note struct {
	ID     int64
	At     time.Time
	Author string
	// Visible: the customer sees it on the order's page.
	Visible bool
	Body    string
}

// NoteInput is a note to write. Visible shows it to the customer.
type NoteInput struct {
	Number  int64
	Version int
	Body    string
	Visible bool
}

// maxNote bounds a note.
const maxNote = 2000

// AddNote writes a note on an order, for staff alone or for the customer too. An
// empty or too long one is Invalid; a stale version, which a double click sends,
// is Conflict.
func (s *Service) AddNote(ctx context.Context, by actor.Actor, in NoteInput) error {
	in.Body = strings.TrimSpace(in.Body)
	var fields apperr.Fields
	checkText(&fields, "note", in.Body, maxNote)
	if err := fields.Err(); err != nil {
		return err
	}
	order, err := s.ByNumber(ctx, in.Number)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := s.lockTx(ctx, tx, order.ID, in.Version); err != nil {
			return err
		}
		now := s.Clock.Now()
		id, err := q.New().InsertNote(ctx, tx, q.InsertNoteParams{
			OrderID: order.ID, At: now, ActorID: by.ID, ActorName: by.Name, Visible: in.Visible, Body: in.Body,
		})
		if err != nil {
			return db.Error(err)
		}
		reader := "staff"
		if in.Visible {
			reader = "customer"
		}
		return s.noticeTx(ctx, tx, by, order.ID, notice{EventNote, "order.note"}, "note", strconv.FormatInt(id, 10), "reader", reader)
	})
}

// notice names an action by its timeline entry and its audit entry.
type notice struct{ event, action string }

// noticeTx writes both entries of an action that changes nothing else of the
// order, and raises its version.
func (s *Service) noticeTx(ctx context.Context, tx pgx.Tx, by actor.Actor, orderID int64, n notice, pairs ...string) error {
	now := s.Clock.Now()
	if err := q.New().Touch(ctx, tx, q.TouchParams{ID: orderID, Now: now}); err != nil {
		return db.Error(err)
	}
	if err := recordTx(ctx, tx, by, now, orderID, n.event, pairs...); err != nil {
		return err
	}
	after := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		after[pairs[i]] = pairs[i+1]
	}
	return audit.RecordTx(ctx, tx, by, now, audit.Entry{Action: n.action, SubjectKind: "order", SubjectID: orderID, After: after})
}

// Notes returns what staff wrote on an order, oldest first.
func (s *Service) Notes(ctx context.Context, orderID int64) ([]Note, error) {
	rows, err := q.New().Notes(ctx, s.DB, orderID)
	if err != nil {
		return nil, db.Error(err)
	}
	notes := make([]Note, len(rows))
	for i, row := range rows {
		notes[i] = Note{ID: row.ID, At: row.At, Author: row.ActorName, Visible: row.Visible, Body: row.Body}
	}
	return notes, nil
}

// AgainInput names a mail of an order to send once more, by its key in the mail
// log.
type AgainInput struct {
	Number  int64
	Version int
	Kind    string
	Key     string
}

// MailAgain sends a mail of an order once more, as it would be written now, to
// the address that the order has now; a stale version, which a double click
// sends, is Conflict.
func (s *Service) MailAgain(ctx context.Context, by actor.Actor, in AgainInput) error {
	order, err := s.ByNumber(ctx, in.Number)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := s.lockTx(ctx, tx, order.ID, in.Version); err != nil {
			return err
		}
		args := MailAgainArgs{OrderID: order.ID, Key: in.Key, Nonce: rand.Text()}
		if _, err := s.Jobs.InsertTx(ctx, tx, args, &river.InsertOpts{Queue: "mail"}); err != nil {
			return err
		}
		return s.noticeTx(ctx, tx, by, order.ID, notice{EventMailAgain, "order.mail_again"}, "mail", in.Kind)
	})
}
