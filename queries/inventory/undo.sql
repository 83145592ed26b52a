-- name: ShortagesOfLines :many
SELECT id, order_line_id, quantity FROM shortages
WHERE order_line_id = ANY (sqlc.arg(order_line_ids)::bigint[]) AND resolved_at IS NULL
ORDER BY id
FOR UPDATE;

-- name: ForgiveShortage :exec
-- Fewer units are owed, or none.
UPDATE shortages SET
    quantity = CASE WHEN quantity > sqlc.arg(units)::int THEN quantity - sqlc.arg(units)::int ELSE quantity END,
    resolved_at = CASE WHEN quantity > sqlc.arg(units)::int THEN NULL ELSE sqlc.arg(at)::timestamptz END
WHERE id = sqlc.arg(id);

-- name: GiveBack :exec
-- Parallel arrays, one entry a reservation that gives units back. One that is
-- left with none, and is owed none, is over.
WITH part AS (
    SELECT unnest(sqlc.arg(reservation_ids)::bigint[]) AS id,
           unnest(sqlc.arg(variant_ids)::bigint[]) AS variant_id,
           unnest(sqlc.arg(location_ids)::bigint[]) AS location_id,
           unnest(sqlc.arg(quantities)::int[]) AS quantity
), lowered AS (
    UPDATE reservations r SET quantity = r.quantity - p.quantity FROM part p WHERE r.id = p.id
)
UPDATE stock_levels s SET reserved = s.reserved - p.quantity, updated_at = sqlc.arg(at)
FROM (SELECT variant_id, location_id, sum(quantity)::int AS quantity FROM part GROUP BY variant_id, location_id) p
WHERE s.variant_id = p.variant_id AND s.location_id = p.location_id;

-- name: EndEmpty :exec
UPDATE reservations r SET state = 'released'
WHERE r.order_id = $1 AND r.state = 'committed' AND r.quantity = 0
  AND NOT EXISTS (SELECT 1 FROM shortages h WHERE h.order_line_id = r.order_line_id AND h.resolved_at IS NULL);

-- name: RaiseOnHand :one
UPDATE stock_levels SET on_hand = on_hand + sqlc.arg(units)::int, updated_at = sqlc.arg(at)
WHERE variant_id = sqlc.arg(variant_id) AND location_id = sqlc.arg(location_id)
RETURNING on_hand;
