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

-- name: SetFulfilment :exec
UPDATE orders SET fulfilment_state = @fulfilment_state, version = version + 1, updated_at = @now WHERE id = @id;

-- name: ShipLines :exec
UPDATE order_lines SET shipped_quantity = quantity - cancelled_quantity WHERE order_id = $1;

-- name: SetTerms :exec
UPDATE orders SET payment_method = @payment_method, discount_cents = @discount_cents, total_cents = @total_cents,
    version = version + 1, updated_at = @now
WHERE id = @id;

-- name: SetLineDiscounts :exec
UPDATE order_lines l SET discount_cents = given.discount
FROM (SELECT unnest(@ids::bigint[]) AS id, unnest(@discounts::bigint[]) AS discount) AS given
WHERE l.id = given.id AND l.order_id = @order_id;

-- name: DeleteDiscounts :exec
DELETE FROM order_adjustments WHERE order_id = $1 AND kind = 'discount';

-- name: OpenOfCart :one
SELECT * FROM orders
WHERE cart_id = $1 AND state = 'open' AND payment_state IN ('unpaid', 'pending') AND hold = '' AND number IS NOT NULL;
