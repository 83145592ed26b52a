-- name: AcceptShortages :one
-- The customer waits for what an order is owed: how many units were decided about.
WITH done AS (
    UPDATE shortages SET accepted_at = sqlc.arg(at)::timestamptz
    WHERE order_id = sqlc.arg(order_id) AND resolved_at IS NULL AND accepted_at IS NULL
    RETURNING quantity
)
SELECT coalesce(sum(quantity), 0)::int AS units FROM done;

-- name: Owed :many
-- What is owed, by order: those that wait for a decision first, then the oldest.
SELECT h.order_id, coalesce(o.number, 0)::bigint AS number, o.version, o.placed_at, h.variant_id, l.title, l.options, l.sku, h.quantity, h.cause,
    h.created_at, (h.accepted_at IS NOT NULL)::boolean AS accepted
FROM shortages h
JOIN orders o ON o.id = h.order_id
JOIN order_lines l ON l.id = h.order_line_id
WHERE h.resolved_at IS NULL
ORDER BY bool_and(h.accepted_at IS NOT NULL) OVER (PARTITION BY h.order_id), min(h.created_at) OVER (PARTITION BY h.order_id), h.order_id, h.id
LIMIT sqlc.arg(max_rows);

-- name: OrdersOwed :many
-- Which of these orders still are owed units.
SELECT DISTINCT order_id FROM shortages WHERE order_id = ANY (sqlc.arg(order_ids)::bigint[]) AND resolved_at IS NULL;

-- name: ShortVariants :many
-- Which of these variants somebody is owed.
SELECT DISTINCT variant_id FROM shortages WHERE variant_id = ANY (sqlc.arg(variant_ids)::bigint[]) AND resolved_at IS NULL ORDER BY variant_id;
