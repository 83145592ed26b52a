-- name: Rates :many
-- Every rate of every service that goes to a CEP, the lightest band first.
SELECT s.code, s.name, s.carrier, s.cubic_divisor, t.max_grams, t.price_cents, t.days_min, t.days_max
FROM shipping_zone_ranges r
JOIN shipping_rates t ON t.zone_id = r.zone_id
JOIN shipping_services s ON s.id = t.service_id AND s.active
WHERE sqlc.arg(cep)::int BETWEEN r.first_cep AND r.last_cep
ORDER BY s.position, s.id, t.max_grams;

-- name: Services :many
SELECT code, name, carrier, tracking_url FROM shipping_services WHERE active ORDER BY position, id;

-- name: ServiceByCode :one
SELECT code, name, carrier, tracking_url FROM shipping_services WHERE code = $1;

-- name: InsertShipment :one
INSERT INTO shipments (order_id, service_code, carrier, tracking_code, tracking_url, shipped_at)
VALUES ($1, $2, $3, $4, $5, $6)
RETURNING *;

-- name: InsertShipmentLines :exec
INSERT INTO shipment_lines (shipment_id, order_line_id, quantity)
SELECT sqlc.arg(shipment_id), l.order_line_id, l.quantity
FROM (SELECT unnest(sqlc.arg(order_line_ids)::bigint[]) AS order_line_id, unnest(sqlc.arg(quantities)::int[]) AS quantity) l;

-- name: ShipmentsOfOrder :many
SELECT * FROM shipments WHERE order_id = $1 ORDER BY id;

-- name: LinesOfShipments :many
SELECT shipment_id, order_line_id, quantity FROM shipment_lines
WHERE shipment_id = ANY (sqlc.arg(shipment_ids)::bigint[])
ORDER BY shipment_id, order_line_id;

-- name: Deliver :exec
UPDATE shipments SET state = 'delivered', delivered_at = sqlc.arg(at)::timestamptz WHERE id = sqlc.arg(id);
