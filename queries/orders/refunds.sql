-- name: SetMoney :exec
UPDATE orders SET payment_state = @payment_state, paid_cents = @paid_cents, refunded_cents = @refunded_cents,
    paid_at = @paid_at, version = version + 1, updated_at = @now
WHERE id = @id;

-- name: CancelPaid :exec
UPDATE orders SET state = 'cancelled', cancel_reason = @reason, cancelled_at = @now::timestamptz, hold = '',
    payment_state = CASE WHEN paid_at IS NULL THEN 'unpaid' ELSE payment_state END, version = version + 1, updated_at = @now
WHERE id = @id;

-- name: CancelAllUnits :exec
UPDATE order_lines SET cancelled_quantity = quantity - shipped_quantity WHERE order_id = $1;

-- name: CancelUnits :exec
UPDATE order_lines l SET cancelled_quantity = l.cancelled_quantity + given.quantity
FROM (SELECT unnest(@ids::bigint[]) AS id, unnest(@quantities::int[]) AS quantity) AS given
WHERE l.id = given.id AND l.order_id = @order_id;

-- name: InsertRefundLines :exec
INSERT INTO refund_lines (refund_id, order_line_id, quantity, goods_cents, shipping_cents, restocked_quantity)
SELECT @refund_id::bigint, unnest(@ids::bigint[]), unnest(@quantities::int[]), unnest(@goods::bigint[]), unnest(@shippings::bigint[]), unnest(@restocked::int[]);

-- name: RefundedShares :many
-- What of each line went back or will, and how many of its units are on the shelf
-- again, whatever became of their refund.
SELECT rl.order_line_id,
    coalesce(sum(rl.quantity) FILTER (WHERE r.state <> 'failed'), 0)::int AS quantity,
    coalesce(sum(rl.goods_cents) FILTER (WHERE r.state <> 'failed'), 0)::bigint AS goods,
    coalesce(sum(rl.shipping_cents) FILTER (WHERE r.state <> 'failed'), 0)::bigint AS shipping,
    sum(rl.restocked_quantity)::int AS restocked
FROM refund_lines rl JOIN refunds r ON r.id = rl.refund_id
WHERE r.order_id = $1 GROUP BY rl.order_line_id;

-- name: RecountRefundedUnits :exec
UPDATE order_lines l SET refunded_quantity = coalesce((
    SELECT sum(rl.quantity) FROM refund_lines rl JOIN refunds r ON r.id = rl.refund_id
    WHERE rl.order_line_id = l.id AND r.state <> 'failed'), 0)
WHERE l.order_id = $1;

-- name: OrderOfRefund :one
SELECT order_id FROM refunds WHERE id = $1;
