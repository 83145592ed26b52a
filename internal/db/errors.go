package db

import (
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"tenaz/internal/apperr"
)

// constraints tells what a violated constraint means to a person, by the
// constraint's name. A constraint that is missing here is a bug of ours when it
// fires, and stays an internal error.
var constraints = map[string]struct {
	kind apperr.Kind
	id   string
}{
	"stock_levels_available_check":    {apperr.Conflict, "error.out_of_stock"},
	"stock_levels_on_hand_check":      {apperr.Conflict, "error.out_of_stock"},
	"users_email_key":                 {apperr.Conflict, "error.email_taken"},
	"variants_sku_key":                {apperr.Conflict, "error.sku_taken"},
	"variants_gtin_key":               {apperr.Conflict, "error.gtin_taken"},
	"products_slug_key":               {apperr.Conflict, "error.slug_taken"},
	"cart_lines_quantity_check":       {apperr.Invalid, "error.quantity"},
	"cart_lines_variant_id_fkey":      {apperr.NotFound, ""},
	"orders_cart_open_key":            {apperr.Conflict, "error.order_in_progress"},
	"payment_attempts_order_open_key": {apperr.Conflict, "error.order_in_progress"},
}

// Error translates an error of the database: no rows is NotFound, a violated
// constraint what its name says. Everything else is returned as it is, and nil
// as nil.
func Error(err error) error {
	if err == nil {
		return nil
	}
	var already *apperr.Error
	if errors.As(err, &already) {
		return err
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return apperr.Wrap(apperr.NotFound, err, "")
	}
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) {
		if meaning, known := constraints[pgErr.ConstraintName]; known {
			return apperr.Wrap(meaning.kind, err, meaning.id)
		}
		// A character that PostgreSQL cannot keep (NUL, broken UTF-8) is the
		// sender's mistake.
		if pgErr.Code == "22021" || pgErr.Code == "22P05" {
			return apperr.Wrap(apperr.Invalid, err, "error.characters")
		}
	}
	return err
}

// Violates reports whether err is the violation of the constraint named.
func Violates(err error, constraint string) bool {
	var pgErr *pgconn.PgError
	return errors.As(err, &pgErr) && pgErr.ConstraintName == constraint
}
