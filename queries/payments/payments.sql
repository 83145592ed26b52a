-- name: InsertPayment :execrows
INSERT INTO payments (order_id, attempt_id, provider_ref, charge_id, method, amount_cents, currency, captured_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT ON CONSTRAINT payments_provider_ref_key DO NOTHING;

-- name: PaidOfOrder :one
-- Money of another currency is not added up: staff decide about it.
SELECT coalesce(sum(amount_cents), 0)::bigint FROM payments WHERE order_id = $1 AND lower(currency) = 'brl';

-- name: PaymentsOfOrder :many
SELECT * FROM payments WHERE order_id = $1 ORDER BY id;
