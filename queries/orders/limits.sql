-- name: RefundedBy :one
-- What one member of staff has given back of an order so far.
SELECT coalesce(sum(amount_cents), 0)::bigint FROM refunds
WHERE order_id = @order_id AND actor_kind = 'staff' AND actor_id = @actor_id AND state <> 'failed';

-- name: AmountOfRefund :one
SELECT amount_cents::bigint FROM refunds WHERE id = $1;
