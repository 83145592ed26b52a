-- name: Create :one
INSERT INTO carts (user_id, locale, created_at, updated_at)
VALUES (sqlc.narg(user_id), sqlc.arg(locale), sqlc.arg(now), sqlc.arg(now))
RETURNING id;

-- name: CreateWith :one
-- A new cart with its first line.
WITH c AS (
    INSERT INTO carts (user_id, locale, revision, created_at, updated_at)
    VALUES (sqlc.narg(user_id), sqlc.arg(locale), 1, sqlc.arg(now), sqlc.arg(now))
    RETURNING carts.id
)
INSERT INTO cart_lines (cart_id, variant_id, quantity, seen_price_cents, created_at)
SELECT c.id, sqlc.arg(variant_id), sqlc.arg(quantity), sqlc.arg(seen_price_cents), sqlc.arg(now) FROM c
RETURNING cart_id, id;

-- name: Available :one
SELECT coalesce(sum(greatest(s.on_hand + s.backorder_limit - s.reserved, 0)), 0)::int
FROM stock_levels s JOIN locations w ON w.id = s.location_id AND w.active
WHERE s.variant_id = $1;

-- name: Lock :one
SELECT id FROM carts WHERE id = $1 FOR NO KEY UPDATE;

-- name: Count :one
SELECT coalesce(sum(quantity), 0)::int FROM cart_lines WHERE cart_id = $1;

-- name: Read :many
-- The whole cart in one query: a row a line, each with the cart and what was
-- typed in the checkout; one row without a line for an empty cart. The variant
-- to be added is joined as if it were a line of quantity 0. What the cart's own
-- unpaid order holds is available to the cart.
SELECT c.id, c.revision, c.locale, c.user_id,
    coalesce(k.email, '') AS email, coalesce(k.name, '') AS name, coalesce(k.document, '') AS document,
    coalesce(k.company_name, '') AS company_name, coalesce(k.state_registration, '') AS state_registration,
    coalesce(k.phone, '') AS phone, coalesce(k.recipient, '') AS recipient, coalesce(k.postal_code, '') AS postal_code,
    coalesce(k.street, '') AS street, coalesce(k.number, '') AS number, coalesce(k.complement, '') AS complement,
    coalesce(k.district, '') AS district, coalesce(k.city, '') AS city, coalesce(k.state, '') AS state,
    coalesce(k.shipping_option, '') AS shipping_option, coalesce(k.shipping_cents, 0)::bigint AS shipping_cents,
    coalesce(k.payment_method, '') AS payment_method,
    coalesce(l.id, 0)::bigint AS line_id, coalesce(l.variant_id, 0)::bigint AS variant_id,
    coalesce(l.quantity, 0)::int AS quantity, coalesce(l.seen_price_cents, 0)::bigint AS seen_price_cents,
    (coalesce((SELECT sum(greatest(s.on_hand + s.backorder_limit - s.reserved, 0)) FROM stock_levels s
        JOIN locations w ON w.id = s.location_id AND w.active
        WHERE s.variant_id = l.variant_id), 0)
     + coalesce((SELECT sum(r.quantity) FROM orders o
        JOIN reservations r ON r.order_id = o.id AND r.variant_id = l.variant_id AND r.state = 'held'
        WHERE o.cart_id = c.id AND o.state = 'open' AND o.payment_state IN ('unpaid', 'pending') AND o.hold = ''), 0))::int AS available
FROM carts c
LEFT JOIN checkouts k ON k.cart_id = c.id
LEFT JOIN (
    SELECT cl.id, cl.cart_id, cl.variant_id, cl.quantity, cl.seen_price_cents FROM cart_lines cl WHERE cl.cart_id = sqlc.arg(id)
    UNION ALL
    SELECT 0, sqlc.arg(id), v.id, 0, 0 FROM variants v
    WHERE v.id = sqlc.arg(candidate)
      AND NOT EXISTS (SELECT 1 FROM cart_lines x WHERE x.cart_id = sqlc.arg(id) AND x.variant_id = v.id)
) l ON l.cart_id = c.id
WHERE c.id = sqlc.arg(id)
ORDER BY l.id;

-- name: Put :one
-- Sets a line's quantity and raises the revision, but only if the cart is still
-- the one that the caller has read: no row otherwise.
WITH c AS (
    UPDATE carts SET revision = revision + 1, updated_at = sqlc.arg(now)
    WHERE carts.id = sqlc.arg(cart_id) AND carts.revision = sqlc.arg(revision)
    RETURNING carts.id
)
INSERT INTO cart_lines (cart_id, variant_id, quantity, seen_price_cents, created_at)
SELECT c.id, sqlc.arg(variant_id), sqlc.arg(quantity), sqlc.arg(seen_price_cents), sqlc.arg(now) FROM c
ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = excluded.quantity, seen_price_cents = excluded.seen_price_cents
RETURNING id;

-- name: Drop :one
WITH c AS (
    UPDATE carts SET revision = revision + 1, updated_at = sqlc.arg(now)
    WHERE carts.id = sqlc.arg(cart_id) AND carts.revision = sqlc.arg(revision)
    RETURNING carts.id
)
DELETE FROM cart_lines l USING c WHERE l.cart_id = c.id AND l.id = sqlc.arg(id)
RETURNING l.id;

-- name: RaiseRevision :execrows
UPDATE carts SET revision = revision + 1 WHERE id = $1;

-- name: Lower :exec
-- Takes away what was bought; what was added since stays.
WITH bought AS (
    SELECT unnest(sqlc.arg(variant_ids)::bigint[]) AS variant_id, unnest(sqlc.arg(quantities)::int[]) AS quantity
), gone AS (
    DELETE FROM cart_lines l USING bought b
    WHERE l.cart_id = sqlc.arg(cart_id) AND l.variant_id = b.variant_id AND l.quantity <= b.quantity
)
UPDATE cart_lines l SET quantity = l.quantity - b.quantity FROM bought b
WHERE l.cart_id = sqlc.arg(cart_id) AND l.variant_id = b.variant_id AND l.quantity > b.quantity;

-- name: SaveBuyer :exec
INSERT INTO checkouts (cart_id, email, name, document, company_name, state_registration, phone, recipient,
    postal_code, street, number, complement, district, city, state, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
ON CONFLICT (cart_id) DO UPDATE SET
    email = excluded.email, name = excluded.name, document = excluded.document,
    company_name = excluded.company_name, state_registration = excluded.state_registration,
    phone = excluded.phone, recipient = excluded.recipient, postal_code = excluded.postal_code,
    street = excluded.street, number = excluded.number, complement = excluded.complement,
    district = excluded.district, city = excluded.city, state = excluded.state, updated_at = excluded.updated_at;

-- name: SetLocale :exec
UPDATE carts SET locale = $2 WHERE id = $1 AND locale <> $2;

-- name: SaveShipping :execrows
UPDATE checkouts SET shipping_option = $2, shipping_cents = $3, payment_method = $4, updated_at = $5 WHERE cart_id = $1;

-- name: SeePrices :exec
-- The shopper goes on with the prices shown: they are what he has seen.
UPDATE cart_lines l SET seen_price_cents = p.price_cents
FROM (SELECT unnest(sqlc.arg(ids)::bigint[]) AS id, unnest(sqlc.arg(prices)::bigint[]) AS price_cents) p
WHERE l.id = p.id AND l.cart_id = sqlc.arg(cart_id) AND l.seen_price_cents <> p.price_cents;
