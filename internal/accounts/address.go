package accounts

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/contact"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// MaxAddresses is how many addresses a person may keep.
const MaxAddresses = 20

// Address is an entry of a person's address book. As long as there is any, one is
// the default: it is filled in at the checkout.
type Address struct {
	ID      int64
	Version int
	Default bool
	contact.Address
}

// AddressInput is the form of an address, whole: ID 0 adds one. Version is the
// one that the form was filled from.
type AddressInput struct {
	ID      int64
	Version int
	Default bool
	contact.Address
}

// Addresses returns a person's addresses, the default one first, then the newest.
func (s *Service) Addresses(ctx context.Context, userID int64) ([]Address, error) {
	rows, err := q.New().Addresses(ctx, s.DB, userID)
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]Address, len(rows))
	for i, row := range rows {
		list[i] = toAddress(row)
	}
	return list, nil
}

// AddressOf returns one address of a person; NotFound for anybody else's.
func (s *Service) AddressOf(ctx context.Context, userID, id int64) (Address, error) {
	row, err := q.New().Address(ctx, s.DB, q.AddressParams{ID: id, UserID: userID})
	return toAddress(row), db.Error(err)
}

// SaveAddress adds an address to the book of by, or changes one of theirs. What
// is wrong is Invalid with a message at each field, one too many a Conflict, a
// stale version too, and anybody else's NotFound. The first one is the default;
// another becomes it by asking, and none ceases to be it but by another. An
// address that is in the book already is not added again.
func (s *Service) SaveAddress(ctx context.Context, by actor.Actor, in AddressInput) error {
	var f apperr.Fields
	in.Address = in.Check(&f)
	if err := f.Err(); err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error { return s.saveAddressTx(ctx, tx, by, in) })
}

// KeepInput is what a checkout keeps of what was typed, when it was asked to.
type KeepInput struct {
	Person  contact.Person
	Address contact.Address
}

// Keep adds a checkout's address to the book of by and fills in what their
// profile does not know yet. A full book takes no more, which is no error: the
// purchase goes on.
func (s *Service) Keep(ctx context.Context, by actor.Actor, in KeepInput) error {
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if err := s.completeProfileTx(ctx, tx, by, in.Person); err != nil {
			return err
		}
		return s.saveAddressTx(ctx, tx, by, AddressInput{Address: in.Address})
	})
	if apperr.HasID(err, "account.error.addresses_full") {
		return nil
	}
	return err
}

// saveAddressTx works under the lock of the user's row: of two first addresses
// at once, one is the default.
func (s *Service) saveAddressTx(ctx context.Context, tx pgx.Tx, by actor.Actor, in AddressInput) error {
	person, err := q.New().LockProfile(ctx, tx, by.ID)
	if err != nil {
		return err
	}
	if in.Recipient == "" {
		in.Recipient = person.Name
	}
	book, err := q.New().Addresses(ctx, tx, by.ID)
	if err != nil {
		return err
	}
	action, now := "address.changed", s.Clock.Now()
	in.Default = in.Default || len(book) == 0
	if in.ID == 0 {
		action = "address.added"
		for _, row := range book {
			if toAddress(row).Address == in.Address {
				return nil
			}
		}
		if len(book) >= MaxAddresses {
			return apperr.New(apperr.Conflict, "account.error.addresses_full", "Max", MaxAddresses)
		}
	} else {
		old, err := addressIn(book, in.ID, in.Version)
		if err != nil {
			return err
		}
		in.Default = in.Default || old.Default
	}
	if in.Default {
		if err := q.New().ClearDefaultAddress(ctx, tx, q.ClearDefaultAddressParams{UserID: by.ID, Keep: in.ID}); err != nil {
			return err
		}
	}
	if in.ID == 0 {
		in.ID, err = q.New().InsertAddress(ctx, tx, q.InsertAddressParams{
			UserID: by.ID, Recipient: in.Recipient, PostalCode: in.PostalCode, Street: in.Street, Number: in.Number,
			Complement: in.Complement, District: in.District, City: in.City, State: in.State, IsDefault: in.Default, At: now,
		})
	} else {
		err = q.New().UpdateAddress(ctx, tx, q.UpdateAddressParams{
			ID: in.ID, Recipient: in.Recipient, PostalCode: in.PostalCode, Street: in.Street, Number: in.Number,
			Complement: in.Complement, District: in.District, City: in.City, State: in.State, IsDefault: in.Default, At: now,
		})
	}
	if err != nil {
		return err
	}
	return s.recordAddressTx(ctx, tx, by, action, in.ID)
}

// DeleteAddress takes an address out of the book of by. If it was the default,
// the newest of the others becomes it. NotFound for anybody else's.
func (s *Service) DeleteAddress(ctx context.Context, by actor.Actor, id int64) error {
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := q.New().LockProfile(ctx, tx, by.ID); err != nil {
			return err
		}
		deleted, err := q.New().DeleteAddress(ctx, tx, q.DeleteAddressParams{ID: id, UserID: by.ID})
		if err != nil {
			return err
		}
		if deleted == 0 {
			return apperr.New(apperr.NotFound, "")
		}
		if err := q.New().EnsureDefaultAddress(ctx, tx, by.ID); err != nil {
			return err
		}
		return s.recordAddressTx(ctx, tx, by, "address.deleted", id)
	})
}

// SetDefaultAddress makes an address of by the one that is filled in. NotFound
// for anybody else's.
func (s *Service) SetDefaultAddress(ctx context.Context, by actor.Actor, id int64) error {
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := q.New().LockProfile(ctx, tx, by.ID); err != nil {
			return err
		}
		if err := q.New().ClearDefaultAddress(ctx, tx, q.ClearDefaultAddressParams{UserID: by.ID, Keep: id}); err != nil {
			return err
		}
		set, err := q.New().MakeDefaultAddress(ctx, tx, q.MakeDefaultAddressParams{ID: id, UserID: by.ID})
		if err != nil {
			return err
		}
		if set == 0 {
			return apperr.New(apperr.NotFound, "")
		}
		return s.recordAddressTx(ctx, tx, by, "address.default", id)
	})
}

// recordAddressTx says in the audit log that an address was touched, without
// what it says.
func (s *Service) recordAddressTx(ctx context.Context, tx pgx.Tx, by actor.Actor, action string, id int64) error {
	return audit.RecordTx(ctx, tx, by, s.Clock.Now(), audit.Entry{
		Action: action, SubjectKind: "user", SubjectID: by.ID, After: map[string]int64{"address": id},
	})
}

// addressIn finds an address in its owner's book, as it was seen.
func addressIn(book []q.Address, id int64, version int) (Address, error) {
	for _, row := range book {
		if row.ID != id {
			continue
		}
		if int(row.Version) != version {
			return Address{}, apperr.New(apperr.Conflict, "account.error.stale")
		}
		return toAddress(row), nil
	}
	return Address{}, apperr.New(apperr.NotFound, "")
}

func toAddress(r q.Address) Address {
	return Address{ID: r.ID, Version: int(r.Version), Default: r.IsDefault, Address: contact.Address{
		Recipient: r.Recipient, PostalCode: r.PostalCode, Street: r.Street, Number: r.Number,
		Complement: r.Complement, District: r.District, City: r.City, State: r.State,
	}}
}
