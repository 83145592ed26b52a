-- name: FirstLocation :one
SELECT id FROM locations WHERE active ORDER BY position, id LIMIT 1;

-- name: EnsureLevel :exec
INSERT INTO stock_levels (variant_id, location_id) VALUES ($1, $2) ON CONFLICT DO NOTHING;

-- name: SetLevel :exec
UPDATE stock_levels SET on_hand = $3, reserved = $4, updated_at = $5 WHERE variant_id = $1 AND location_id = $2;

-- name: ActiveReservations :many
-- Newest first: who came last is cut first.
SELECT id, order_id, order_line_id, quantity FROM reservations
WHERE variant_id = $1 AND location_id = $2 AND state IN ('held', 'committed') AND quantity > 0
ORDER BY id DESC
FOR UPDATE;

-- name: LowerReservations :exec
UPDATE reservations r SET quantity = r.quantity - p.quantity
FROM (SELECT unnest(sqlc.arg(ids)::bigint[]) AS id, unnest(sqlc.arg(quantities)::int[]) AS quantity) p
WHERE r.id = p.id;

-- name: OpenShortages :many
SELECT id, order_id, order_line_id, quantity FROM shortages
WHERE variant_id = $1 AND resolved_at IS NULL
ORDER BY created_at, order_id, id
FOR UPDATE;

-- name: CoverShortage :execrows
-- The units come back to their order line in the state that its other
-- reservations have; nothing happens when it has none left.
WITH line AS (
    SELECT r.order_id, r.order_line_id, r.variant_id, r.state, r.expires_at FROM reservations r
    WHERE r.order_line_id = sqlc.arg(order_line_id) AND r.state IN ('held', 'committed')
    ORDER BY r.id LIMIT 1
), lowered AS (
    UPDATE shortages h SET
        quantity = CASE WHEN h.quantity > sqlc.arg(quantity)::int THEN h.quantity - sqlc.arg(quantity)::int ELSE h.quantity END,
        resolved_at = CASE WHEN h.quantity > sqlc.arg(quantity)::int THEN NULL ELSE sqlc.arg(at)::timestamptz END
    FROM line WHERE h.id = sqlc.arg(id)
)
INSERT INTO reservations (order_id, order_line_id, variant_id, location_id, quantity, state, expires_at)
SELECT line.order_id, line.order_line_id, line.variant_id, sqlc.arg(location_id), sqlc.arg(quantity)::int, line.state, line.expires_at
FROM line;
