-- name: LockOrder :one
SELECT * FROM orders WHERE id = $1 FOR NO KEY UPDATE;

-- name: SetPaid :exec
UPDATE orders SET state = @state, cancel_reason = '', cancelled_at = NULL, payment_state = @payment_state,
    paid_cents = @paid_cents, paid_at = @paid_at, version = version + 1, updated_at = @now
WHERE id = @id;

-- name: SetPaymentState :exec
UPDATE orders SET payment_state = @payment_state, version = version + 1, updated_at = @now WHERE id = @id;

-- name: Cancel :exec
UPDATE orders SET state = 'cancelled', cancel_reason = @reason, payment_state = 'unpaid',
    cancelled_at = @now::timestamptz, version = version + 1, updated_at = @now
WHERE id = @id;

-- name: SetShipped :exec
UPDATE orders SET fulfilment_state = 'shipped', shipped_at = @now::timestamptz, version = version + 1, updated_at = @now
WHERE id = @id;

-- name: ShipLines :exec
UPDATE order_lines SET shipped_quantity = quantity WHERE order_id = $1;
