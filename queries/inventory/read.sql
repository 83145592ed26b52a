-- name: Available :many
SELECT s.variant_id, sum(greatest(s.on_hand + s.backorder_limit - s.reserved, 0))::int AS available
FROM stock_levels s
JOIN locations l ON l.id = s.location_id AND l.active
WHERE s.variant_id = ANY (sqlc.arg(variant_ids)::bigint[])
GROUP BY s.variant_id;

-- name: Due :many
SELECT order_id FROM reservations
WHERE state = 'held' AND expires_at <= sqlc.arg(now)::timestamptz
GROUP BY order_id
ORDER BY min(expires_at), order_id
LIMIT sqlc.arg(max_rows);

-- name: Locations :many
SELECT id, code, name, position, active FROM locations ORDER BY position, id;

-- name: CountLevels :one
SELECT count(*) FROM stock_levels s
JOIN variants v ON v.id = s.variant_id
JOIN products p ON p.id = v.product_id
WHERE v.state = 'active' AND p.state <> 'archived'
  AND (sqlc.arg(pattern)::text = '' OR plain(p.title) LIKE plain(sqlc.arg(pattern)::text) OR v.sku ILIKE sqlc.arg(pattern)::text OR v.gtin ILIKE sqlc.arg(pattern)::text);

-- name: ListLevels :many
-- What is owed comes first, then what can be sold least of.
SELECT s.variant_id, s.location_id, s.on_hand, s.reserved, s.backorder_limit, s.updated_at,
    l.name AS location, v.sku, p.id AS product_id, p.title, p.slug,
    coalesce((SELECT string_agg(ov.value, ' · ' ORDER BY o.position)
        FROM variant_options vo
        JOIN options o ON o.id = vo.option_id
        JOIN option_values ov ON ov.id = vo.option_value_id
        WHERE vo.variant_id = s.variant_id), '')::text AS options,
    coalesce((SELECT sum(h.quantity) FROM shortages h WHERE h.variant_id = s.variant_id AND h.resolved_at IS NULL), 0)::int AS short
FROM stock_levels s
JOIN locations l ON l.id = s.location_id
JOIN variants v ON v.id = s.variant_id
JOIN products p ON p.id = v.product_id
WHERE v.state = 'active' AND p.state <> 'archived'
  AND (sqlc.arg(pattern)::text = '' OR plain(p.title) LIKE plain(sqlc.arg(pattern)::text) OR v.sku ILIKE sqlc.arg(pattern)::text OR v.gtin ILIKE sqlc.arg(pattern)::text)
ORDER BY EXISTS (SELECT FROM shortages h WHERE h.variant_id = s.variant_id AND h.resolved_at IS NULL) DESC,
    s.on_hand + s.backorder_limit - s.reserved, p.title, v.position, s.variant_id, s.location_id
LIMIT sqlc.arg(max_rows) OFFSET sqlc.arg(skip);

-- name: LevelsOfVariant :many
SELECT s.variant_id, s.location_id, s.on_hand, s.reserved, s.backorder_limit, s.updated_at,
    l.name AS location, v.sku, p.id AS product_id, p.title, p.slug,
    coalesce((SELECT string_agg(ov.value, ' · ' ORDER BY o.position)
        FROM variant_options vo
        JOIN options o ON o.id = vo.option_id
        JOIN option_values ov ON ov.id = vo.option_value_id
        WHERE vo.variant_id = s.variant_id), '')::text AS options,
    coalesce((SELECT sum(h.quantity) FROM shortages h WHERE h.variant_id = s.variant_id AND h.resolved_at IS NULL), 0)::int AS short
FROM stock_levels s
JOIN locations l ON l.id = s.location_id
JOIN variants v ON v.id = s.variant_id
JOIN products p ON p.id = v.product_id
WHERE s.variant_id = $1
ORDER BY l.position, l.id;

-- name: ShortagesOfOrders :many
SELECT order_id, order_line_id, sum(quantity)::int AS quantity, bool_and(accepted_at IS NOT NULL)::boolean AS accepted FROM shortages
WHERE order_id = ANY (sqlc.arg(order_ids)::bigint[]) AND resolved_at IS NULL
GROUP BY order_id, order_line_id
ORDER BY order_id, order_line_id;

-- name: CountMovements :one
SELECT count(*) FROM stock_movements WHERE variant_id = $1;

-- name: ListMovements :many
SELECT m.id, m.location_id, l.name AS location, m.at, m.delta, m.balance, m.reason,
    m.actor_kind, m.actor_id, m.actor_name, m.document_kind, m.document_id, m.note
FROM stock_movements m
JOIN locations l ON l.id = m.location_id
WHERE m.variant_id = sqlc.arg(variant_id)
ORDER BY m.id DESC
LIMIT sqlc.arg(max_rows) OFFSET sqlc.arg(skip);
