-- name: Offers :many
SELECT s.*, (SELECT count(DISTINCT t.zone_id) FROM shipping_rates t WHERE t.service_id = s.id) AS zones
FROM shipping_services s ORDER BY s.position, s.id;

-- name: Offer :one
SELECT * FROM shipping_services WHERE id = $1;

-- name: LockOffer :one
SELECT * FROM shipping_services WHERE id = $1 FOR NO KEY UPDATE;

-- name: LockOffers :many
SELECT id, code, version FROM shipping_services ORDER BY id FOR NO KEY UPDATE;

-- name: UpdateOffer :exec
UPDATE shipping_services SET name = @name, carrier = @carrier, tracking_url = @tracking_url, cubic_divisor = @cubic_divisor,
    position = @position, active = @active, version = version + 1
WHERE id = @id;

-- name: RaiseOffers :exec
UPDATE shipping_services SET version = version + 1 WHERE id = ANY(@ids::bigint[]);

-- name: Zones :many
SELECT z.id, z.name, z.version, r.first_cep, r.last_cep
FROM shipping_zones z LEFT JOIN shipping_zone_ranges r ON r.zone_id = z.id
WHERE @zone_id::bigint = 0 OR z.id = @zone_id
ORDER BY z.id, r.first_cep;

-- name: LockZone :one
SELECT * FROM shipping_zones WHERE id = $1 FOR NO KEY UPDATE;

-- name: InsertZone :one
INSERT INTO shipping_zones (name) VALUES (@name) RETURNING id;

-- name: UpdateZone :exec
UPDATE shipping_zones SET name = @name, version = version + 1 WHERE id = @id;

-- name: DeleteRanges :exec
DELETE FROM shipping_zone_ranges WHERE zone_id = $1;

-- name: InsertRanges :exec
INSERT INTO shipping_zone_ranges (zone_id, first_cep, last_cep)
SELECT @zone_id::bigint, unnest(@firsts::int[]), unnest(@lasts::int[]);

-- name: Overlapping :one
-- Another zone that has a part of one of these ranges.
SELECT z.name, r.first_cep, r.last_cep
FROM (SELECT unnest(@firsts::int[]) AS first_cep, unnest(@lasts::int[]) AS last_cep) given
JOIN shipping_zone_ranges r ON r.first_cep <= given.last_cep AND r.last_cep >= given.first_cep AND r.zone_id <> @zone_id
JOIN shipping_zones z ON z.id = r.zone_id
ORDER BY r.first_cep LIMIT 1;

-- name: RatesOf :many
SELECT t.service_id, t.zone_id, t.max_grams, t.price_cents, t.days_min, t.days_max
FROM shipping_rates t
WHERE (@service_id::bigint = 0 OR t.service_id = @service_id) AND (@zone_id::bigint = 0 OR t.zone_id = @zone_id)
ORDER BY t.service_id, t.zone_id, t.max_grams;

-- name: DeleteRates :exec
DELETE FROM shipping_rates WHERE service_id = @service_id AND zone_id = @zone_id;

-- name: InsertRates :exec
INSERT INTO shipping_rates (service_id, zone_id, max_grams, price_cents, days_min, days_max)
SELECT unnest(@service_ids::bigint[]), unnest(@zone_ids::bigint[]), unnest(@grams::int[]), unnest(@prices::bigint[]),
    unnest(@days_mins::int[]), unnest(@days_maxs::int[]);
