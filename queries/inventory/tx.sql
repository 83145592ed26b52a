-- name: LockLevels :many
-- The one way to lock stock: ordered by key, so that no two transactions wait
-- for each other. The ids are in a subquery so that one plan serves all.
SELECT s.variant_id, s.location_id, s.on_hand, s.reserved, s.backorder_limit, l.position, l.active
FROM stock_levels s
JOIN locations l ON l.id = s.location_id
WHERE s.variant_id = ANY ((SELECT sqlc.arg(variant_ids)::bigint[])::bigint[])
ORDER BY s.variant_id, s.location_id
FOR NO KEY UPDATE OF s;

-- name: LockLevelsOfOrder :many
SELECT s.variant_id, s.location_id, s.on_hand, s.reserved, s.backorder_limit, l.position, l.active
FROM stock_levels s
JOIN locations l ON l.id = s.location_id
WHERE s.variant_id IN (
    SELECT r.variant_id FROM reservations r WHERE r.order_id = sqlc.arg(order_id) AND r.state IN ('held', 'committed')
    UNION
    SELECT h.variant_id FROM shortages h WHERE h.order_id = sqlc.arg(order_id) AND h.resolved_at IS NULL
)
ORDER BY s.variant_id, s.location_id
FOR NO KEY UPDATE OF s;

-- name: Take :exec
-- Reserves at levels that are locked already. Parallel arrays, one entry a
-- reservation; a variant may appear more than once.
WITH taken AS (
    SELECT unnest(sqlc.arg(order_line_ids)::bigint[]) AS order_line_id,
           unnest(sqlc.arg(variant_ids)::bigint[]) AS variant_id,
           unnest(sqlc.arg(location_ids)::bigint[]) AS location_id,
           unnest(sqlc.arg(quantities)::int[]) AS quantity
), raised AS (
    UPDATE stock_levels s SET reserved = s.reserved + t.quantity
    FROM (SELECT variant_id, location_id, sum(quantity)::int AS quantity FROM taken GROUP BY variant_id, location_id) t
    WHERE s.variant_id = t.variant_id AND s.location_id = t.location_id AND t.quantity > 0
)
INSERT INTO reservations (order_id, order_line_id, variant_id, location_id, quantity, state, expires_at)
SELECT sqlc.arg(order_id), t.order_line_id, t.variant_id, t.location_id, t.quantity, sqlc.arg(state), sqlc.narg(expires_at)
FROM taken t;

-- name: Extend :exec
UPDATE reservations SET expires_at = sqlc.arg(until)::timestamptz
WHERE order_id = sqlc.arg(order_id) AND state = 'held' AND expires_at < sqlc.arg(until)::timestamptz;

-- name: Commit :one
-- Whether the order's stock is its own: still held, or committed before.
WITH done AS (
    UPDATE reservations r SET state = 'committed', expires_at = NULL
    WHERE r.order_id = sqlc.arg(order_id) AND r.state = 'held'
    RETURNING r.id
)
SELECT (EXISTS (SELECT 1 FROM done)
    OR EXISTS (SELECT 1 FROM reservations r WHERE r.order_id = sqlc.arg(order_id) AND r.state IN ('committed', 'fulfilled')))::boolean AS kept;

-- name: Release :exec
WITH gone AS (
    SELECT r.id, r.variant_id, r.location_id, r.quantity FROM reservations r
    WHERE r.order_id = sqlc.arg(order_id) AND r.state IN ('held', 'committed')
), released AS (
    UPDATE reservations r SET state = 'released', quantity = 0, expires_at = NULL
    FROM gone WHERE r.id = gone.id
), settled AS (
    -- Nobody is owed units any more. No rule compares this time.
    UPDATE shortages h SET resolved_at = now() WHERE h.order_id = sqlc.arg(order_id) AND h.resolved_at IS NULL
)
UPDATE stock_levels s SET reserved = s.reserved - g.quantity
FROM (SELECT variant_id, location_id, sum(quantity)::int AS quantity FROM gone GROUP BY variant_id, location_id) g
WHERE s.variant_id = g.variant_id AND s.location_id = g.location_id AND g.quantity > 0;

-- name: CommittedOfOrder :many
SELECT id, order_line_id, variant_id, location_id, quantity FROM reservations
WHERE order_id = $1 AND state = 'committed' AND quantity > 0
ORDER BY id;

-- name: Ship :exec
-- Parallel arrays, one entry a reservation that is shipped from.
WITH part AS (
    SELECT unnest(sqlc.arg(reservation_ids)::bigint[]) AS id,
           unnest(sqlc.arg(variant_ids)::bigint[]) AS variant_id,
           unnest(sqlc.arg(location_ids)::bigint[]) AS location_id,
           unnest(sqlc.arg(quantities)::int[]) AS quantity
), lowered AS (
    UPDATE reservations r SET quantity = r.quantity - p.quantity FROM part p WHERE r.id = p.id
)
UPDATE stock_levels s SET on_hand = s.on_hand - p.quantity, reserved = s.reserved - p.quantity, updated_at = sqlc.arg(at)
FROM (SELECT variant_id, location_id, sum(quantity)::int AS quantity FROM part GROUP BY variant_id, location_id) p
WHERE s.variant_id = p.variant_id AND s.location_id = p.location_id;

-- name: Fulfil :exec
-- A reservation is done when nothing of it is left and none of its line's units
-- are owed.
UPDATE reservations r SET state = 'fulfilled'
WHERE r.order_id = $1 AND r.state = 'committed' AND r.quantity = 0
  AND NOT EXISTS (SELECT 1 FROM shortages h WHERE h.order_line_id = r.order_line_id AND h.resolved_at IS NULL);

-- name: InsertMovements :exec
INSERT INTO stock_movements (variant_id, location_id, at, delta, balance, reason, actor_kind, actor_id, actor_name, document_kind, document_id, note)
SELECT m.variant_id, m.location_id, sqlc.arg(at), m.delta, m.balance, sqlc.arg(reason), sqlc.arg(actor_kind), sqlc.arg(actor_id), sqlc.arg(actor_name), sqlc.arg(document_kind), sqlc.arg(document_id), sqlc.arg(note)
FROM (SELECT unnest(sqlc.arg(variant_ids)::bigint[]) AS variant_id,
             unnest(sqlc.arg(location_ids)::bigint[]) AS location_id,
             unnest(sqlc.arg(deltas)::int[]) AS delta,
             unnest(sqlc.arg(balances)::int[]) AS balance) m;

-- name: OpenLevels :many
-- Levels that begin now, at the first location. One that exists is left alone:
-- an opening happens once.
INSERT INTO stock_levels (variant_id, location_id, on_hand, updated_at)
SELECT o.variant_id, (SELECT l.id FROM locations l WHERE l.active ORDER BY l.position, l.id LIMIT 1), o.quantity, sqlc.arg(at)
FROM (SELECT unnest(sqlc.arg(variant_ids)::bigint[]) AS variant_id, unnest(sqlc.arg(quantities)::int[]) AS quantity) o
WHERE NOT EXISTS (SELECT 1 FROM stock_levels s WHERE s.variant_id = o.variant_id)
ORDER BY o.variant_id
ON CONFLICT DO NOTHING
RETURNING variant_id, location_id, on_hand;

-- name: InsertShortages :exec
INSERT INTO shortages (order_id, order_line_id, variant_id, quantity, cause, created_at)
SELECT m.order_id, m.order_line_id, m.variant_id, m.quantity, sqlc.arg(cause), sqlc.arg(at)
FROM (SELECT unnest(sqlc.arg(order_ids)::bigint[]) AS order_id,
             unnest(sqlc.arg(order_line_ids)::bigint[]) AS order_line_id,
             unnest(sqlc.arg(variant_ids)::bigint[]) AS variant_id,
             unnest(sqlc.arg(quantities)::int[]) AS quantity) m;
