-- name: Order :one
SELECT * FROM orders WHERE id = $1;

-- name: OrderByNumber :one
SELECT * FROM orders WHERE number = $1;

-- name: Lines :many
SELECT * FROM order_lines WHERE order_id = $1 ORDER BY position;

-- name: Adjustments :many
SELECT kind, source, amount_cents FROM order_adjustments WHERE order_id = $1 ORDER BY id;

-- name: Events :many
SELECT at, kind, actor_kind, actor_name, data FROM order_events WHERE order_id = $1 ORDER BY id;

-- name: OfUser :many
SELECT o.id, o.number, o.name, o.city, o.uf, o.state, o.payment_state, o.fulfilment_state, o.payment_method,
    o.shipping_name, o.total_cents, o.placed_at, o.paid_at, o.token_version, o.hold,
    (SELECT coalesce(sum(l.quantity), 0) FROM order_lines l WHERE l.order_id = o.id)::bigint AS units
FROM orders o WHERE o.user_id = @user_id AND o.number IS NOT NULL
ORDER BY o.placed_at DESC, o.id DESC LIMIT @most OFFSET @skip;

-- name: List :many
SELECT o.id, o.number, o.name, o.city, o.uf, o.state, o.payment_state, o.fulfilment_state, o.payment_method,
    o.shipping_name, o.total_cents, o.placed_at, o.paid_at, o.token_version, o.hold,
    (SELECT coalesce(sum(l.quantity), 0) FROM order_lines l WHERE l.order_id = o.id)::bigint AS units
FROM orders o WHERE o.desk = ANY(@desks::text[]) AND o.number IS NOT NULL
ORDER BY o.placed_at DESC, o.id DESC LIMIT @most OFFSET @skip;

-- name: Search :many
SELECT o.id, o.number, o.name, o.city, o.uf, o.state, o.payment_state, o.fulfilment_state, o.payment_method,
    o.shipping_name, o.total_cents, o.placed_at, o.paid_at, o.token_version, o.hold,
    (SELECT coalesce(sum(l.quantity), 0) FROM order_lines l WHERE l.order_id = o.id)::bigint AS units,
    count(*) OVER () AS found
FROM orders o
WHERE o.desk = ANY(@desks::text[]) AND o.number IS NOT NULL
  AND (o.number::text = @exact::text OR lower(o.email) = lower(@exact)
    OR plain(o.name) LIKE plain(@pattern::text) OR plain(o.recipient) LIKE plain(@pattern) OR o.document = @digits::text
    OR EXISTS (SELECT FROM shipments s WHERE s.order_id = o.id AND upper(s.tracking_code) = upper(@exact))
    OR EXISTS (SELECT FROM order_lines l WHERE l.order_id = o.id AND upper(l.sku) = upper(@exact)))
ORDER BY o.placed_at DESC, o.id DESC LIMIT @most OFFSET @skip;

-- name: CountByDesk :many
SELECT desk, count(*) AS orders FROM orders WHERE number IS NOT NULL GROUP BY desk;

-- name: Unsettled :many
SELECT a.id FROM payment_attempts a JOIN orders o ON o.id = a.order_id
WHERE a.state IN ('created', 'open', 'pending') AND a.checked_at < @before ORDER BY a.checked_at LIMIT @most;
