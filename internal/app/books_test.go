package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/invariants"
	"tenaz/internal/storetest"
)

// unguard takes away what the schema itself refuses, so that the checks are
// proved and not the constraints.
const unguard = `
	ALTER TABLE stock_movements DISABLE TRIGGER USER;
	ALTER TABLE price_history DISABLE TRIGGER USER;
	ALTER TABLE orders DROP CONSTRAINT orders_total_cents_check, DROP CONSTRAINT orders_refunded_cents_check;
	ALTER TABLE order_lines DROP CONSTRAINT order_lines_total_cents_check, DROP CONSTRAINT order_lines_shipped_quantity_check,
		DROP CONSTRAINT order_lines_cancelled_quantity_check;
	ALTER TABLE order_events DISABLE TRIGGER USER;
	ALTER TABLE stock_levels DROP CONSTRAINT stock_levels_available_check, DROP CONSTRAINT stock_levels_on_hand_check;
	ALTER TABLE reservations DROP CONSTRAINT reservations_expiry_check, DROP CONSTRAINT reservations_done_check;
`

// breaks has, for every check, one way to break what it proves. The shop holds
// one shipped order with a unit returned and refunded, one paid and one unpaid.
var breaks = map[string]string{
	"address_books_have_one_default":              `UPDATE addresses SET is_default = false`,
	"orders_belong_to_who_placed_or_claimed_them": `UPDATE orders SET user_id = (SELECT min(id) FROM users) WHERE user_id IS NOT NULL`,
	"attempt_paid_has_its_payment":                `UPDATE payment_attempts SET state = 'paid' WHERE state = 'open'`,
	"cancelled_orders_hold_nothing":               `UPDATE orders SET state = 'cancelled' WHERE payment_state = 'unpaid'`,
	"holds_expire_until_paid":                     `UPDATE reservations SET state = 'committed', expires_at = NULL WHERE state = 'held'`,
	"listing_shows_what_is_on_sale":               `UPDATE listing SET price_cents = price_cents + 1`,
	"live_attempts_ask_for_the_total":             `UPDATE payment_attempts SET amount_cents = amount_cents - 1 WHERE state = 'open'`,
	"nothing_sold_out_is_sold":                    `UPDATE stock_levels SET reserved = on_hand + 1`,
	"only_paid_orders_are_shipped":                `UPDATE orders SET payment_state = 'unpaid' WHERE fulfilment_state = 'shipped'`,
	"order_adjustments_explain_the_total":         `UPDATE order_adjustments SET amount_cents = amount_cents + 1`,
	"order_charged_once":                          `UPDATE orders SET paid_cents = 2 * paid_cents WHERE payment_state = 'paid'`,
	"order_line_shares_add_up":                    `UPDATE order_lines SET shipping_cents = shipping_cents + 1`,
	"order_numbers_have_no_gap":                   `UPDATE orders SET number = number + 5 WHERE payment_state = 'unpaid'`,
	"order_payment_state_follows_the_money":       `UPDATE orders SET payment_state = 'paid' WHERE payment_state = 'unpaid'`,
	"order_refunds_agree":                         `UPDATE payments SET refunded_cents = 1, amount_cents = amount_cents`,
	"refund_lines_explain_their_refund":           `UPDATE refund_lines SET shipping_cents = shipping_cents + 1`,
	"refunded_lines_stay_within_their_shares":     `UPDATE refund_lines SET goods_cents = 99999999`,
	"refunds_are_sent_or_on_the_desk":             `UPDATE refunds SET state = 'desk'`,
	"refunds_stay_within_their_payment":           `UPDATE refunds SET state = 'failed'`,
	"returned_units_are_on_the_shelf":             `UPDATE refund_lines SET restocked_quantity = 0`,
	"unwanted_money_goes_back":                    `UPDATE order_events SET kind = 'paid_again' WHERE kind = 'paid'`,
	"order_payments_agree":                        `UPDATE payments SET amount_cents = amount_cents - 1`,
	"order_totals_add_up":                         `UPDATE orders SET items_cents = items_cents + 1`,
	"paid_orders_are_confirmed_by_mail":           `DELETE FROM river_job WHERE kind = 'mail_order_paid'; DELETE FROM mail_log`,
	"paid_orders_have_their_stock":                `UPDATE order_lines SET quantity = quantity + 1, total_cents = total_cents + unit_price_cents`,
	"prices_are_in_their_history":                 `UPDATE variants SET price_cents = price_cents + 1`,
	"shipments_moved_the_stock_once":              `UPDATE stock_movements SET delta = delta - 1 WHERE reason = 'sale'`,
	"shipped_lines_have_their_shipments":          `UPDATE order_lines SET shipped_quantity = shipped_quantity + 1`,
	"stock_on_hand_is_the_ledger":                 `UPDATE stock_levels SET on_hand = on_hand + 1`,
	"stock_reserved_is_the_sum_of_reservations":   `UPDATE stock_levels SET reserved = reserved + 1`,
	"delivered_orders_have_delivered_shipments":   `UPDATE orders SET fulfilment_state = 'delivered' WHERE fulfilment_state = 'shipped'`,
	"held_orders_are_not_shipped":                 `UPDATE orders SET hold = 'amount' WHERE fulfilment_state = 'shipped'`,
	"odd_money_is_noted":                          `UPDATE payments SET currency = 'usd'`,
	"refunded_orders_hold_no_stock":               `UPDATE orders SET refunded_cents = paid_cents WHERE payment_state = 'paid' AND fulfilment_state = 'unfulfilled'`,
	"orders_have_few_payment_pages":               `INSERT INTO payment_attempts (order_id, method, amount_cents, currency, idempotency_key, params, state, expires_at, checked_at, created_at, updated_at) SELECT order_id, method, amount_cents, currency, idempotency_key || n, params, 'failed', expires_at, checked_at, created_at, updated_at FROM payment_attempts, generate_series(1, 6) n`,
}

func TestEveryCheckOfTheBooksCanFail(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{Broken: true})
	_, payment, _ := buy(t, s, "card")
	payment.PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
	staff := s.Staff(t)
	order := staff.Get(staff.Get("/admin/orders").Link("/admin/orders/1")).Want(http.StatusOK)
	order.Submit("/ship", "tracking_code", "AA123456785BR").Want(http.StatusOK)
	returnOne(t, s)
	_, payment, _ = buy(t, s, "card")
	payment.PayByCard(goodCard).Want(http.StatusOK)
	buy(t, s, "card")
	_, user := s.Shopper(t)
	s.Known(t, user)
	exec(t, s, `UPDATE users SET email = 'ana@example.com' WHERE id = $1`, user.ID)
	s.Client(t).LogIn(s, "ana@example.com", storetest.ShopperPassword, "/account").Want(http.StatusOK)
	s.WantCount(t, 3, `SELECT count(*) FROM orders WHERE claimed = 'email'`)
	s.WantCount(t, 2, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)

	seen := map[string]bool{}
	for _, name := range checkNames(t, s) {
		seen[name] = true
		statement, known := breaks[name]
		if !known {
			t.Errorf("nothing breaks the check %s: it could be one that cannot fail", name)
			continue
		}
		if !breaksCheck(t, s, name, statement) {
			t.Errorf("%s still holds after: %s", name, statement)
		}
	}
	for name := range breaks {
		if !seen[name] {
			t.Errorf("there is no check %s", name)
		}
	}
}

func checkNames(t *testing.T, s *storetest.Store) (list []string) {
	t.Helper()
	results, err := invariants.Run(t.Context(), s.DB)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		list = append(list, r.Name)
		if !r.OK() {
			t.Errorf("before anything was broken, %s: %s", r.Name, strings.Join(r.Broken, "; "))
		}
	}
	return list
}

// breaksCheck breaks the books in a transaction of the owner, which is rolled
// back, and reports whether the check saw it.
func breaksCheck(t *testing.T, s *storetest.Store, name, statement string) bool {
	t.Helper()
	tx, err := s.Owner.BeginTx(t.Context(), pgx.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(t.Context()) //nolint:errcheck // nothing is kept in any case
	if _, err := tx.Exec(t.Context(), unguard+statement); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	results, err := invariants.RunTx(t.Context(), tx)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Name == name {
			return !r.OK()
		}
	}
	return false
}
