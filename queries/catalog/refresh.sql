-- name: ListingDocuments :many
-- The texts that a product on sale is found by.
SELECT p.id, p.title, p.summary, p.description, b.name AS brand,
    coalesce((SELECT string_agg(c.name, ' ') FROM categories c WHERE c.id = ANY (pc.path)), '')::text AS categories,
    coalesce((SELECT string_agg(CASE
            WHEN av.text IS NOT NULL THEN av.text
            WHEN av.choice_id IS NOT NULL THEN ch.value
            WHEN av.bool THEN a.name
            WHEN av.number IS NOT NULL AND a.unit <> '' THEN av.number::text || ' ' || a.unit
        END, ' | ' ORDER BY av.position, a.id)
        FROM attribute_values av
        JOIN attributes a ON a.id = av.attribute_id
        LEFT JOIN attribute_choices ch ON ch.id = av.choice_id
        WHERE av.product_id = p.id), '')::text AS specs,
    (SELECT string_agg(v.sku || ' ' || coalesce(v.gtin, ''), ' ' ORDER BY v.position, v.id)
        FROM variants v WHERE v.product_id = p.id AND v.state = 'active')::text AS codes
FROM products p
JOIN brands b ON b.id = p.brand_id
JOIN categories pc ON pc.id = p.category_id
WHERE p.id = ANY (sqlc.arg(product_ids)::bigint[]) AND p.state = 'active'
  AND EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.state = 'active')
ORDER BY p.id;

-- name: PutListing :exec
-- Writes the rows whole but for what changes with stock, price and sales, which
-- RefreshNumbers fills in. Title weighs most, then brand, then category and
-- specifications, then the description; each in both languages.
INSERT INTO listing AS l (product_id, slug, title, brand_id, brand, category_id, category_path, tint, variant_id, variant_count, price_cents, in_stock,
    featured, image_key, image_alt, search, codes, created_at, refreshed_at)
SELECT p.id, p.slug, p.title, p.brand_id, b.name, c.id, c.path, c.tint, 0, 0, 0, false,
    p.featured, coalesce(i.blob_key, ''), coalesce(i.alt, ''),
    setweight(to_tsvector('pg_catalog.portuguese', d.title), 'A') || setweight(to_tsvector('pg_catalog.english', d.title), 'A')
        || setweight(to_tsvector('pg_catalog.portuguese', d.brand), 'B') || setweight(to_tsvector('pg_catalog.english', d.brand), 'B')
        || setweight(to_tsvector('pg_catalog.portuguese', d.specs), 'C') || setweight(to_tsvector('pg_catalog.english', d.specs), 'C')
        || setweight(to_tsvector('pg_catalog.portuguese', d.description), 'D') || setweight(to_tsvector('pg_catalog.english', d.description), 'D'),
    string_to_array(d.codes, ' '), p.created_at, sqlc.arg(now)::timestamptz
FROM (SELECT unnest(sqlc.arg(product_ids)::bigint[]) AS id,
             unnest(sqlc.arg(titles)::text[]) AS title,
             unnest(sqlc.arg(brands)::text[]) AS brand,
             unnest(sqlc.arg(specs)::text[]) AS specs,
             unnest(sqlc.arg(descriptions)::text[]) AS description,
             unnest(sqlc.arg(codes)::text[]) AS codes) d
JOIN products p ON p.id = d.id
JOIN brands b ON b.id = p.brand_id
JOIN categories c ON c.id = p.category_id
LEFT JOIN LATERAL (
    SELECT im.blob_key, im.alt FROM images im
    WHERE im.product_id = p.id AND im.role = 'gallery' ORDER BY im.position, im.id LIMIT 1
) i ON true
ORDER BY p.id
ON CONFLICT (product_id) DO UPDATE SET
    slug = excluded.slug, title = excluded.title, brand_id = excluded.brand_id, brand = excluded.brand,
    category_id = excluded.category_id, category_path = excluded.category_path, tint = excluded.tint, featured = excluded.featured,
    image_key = excluded.image_key, image_alt = excluded.image_alt, search = excluded.search, codes = excluded.codes,
    created_at = excluded.created_at, refreshed_at = excluded.refreshed_at;

-- name: DropListing :exec
-- Takes products that are not on sale any more out of the listing.
DELETE FROM listing l
WHERE l.product_id = ANY (sqlc.arg(product_ids)::bigint[])
  AND NOT EXISTS (
    SELECT 1 FROM products p JOIN variants v ON v.product_id = p.id AND v.state = 'active'
    WHERE p.id = l.product_id AND p.state = 'active');

-- name: LockListing :exec
-- Everybody who rewrites listing rows takes them in the same order.
SELECT product_id FROM listing WHERE product_id = ANY (sqlc.arg(product_ids)::bigint[]) ORDER BY product_id FOR NO KEY UPDATE;

-- name: RefreshNumbers :exec
-- Price, stock and sales of the products' rows. A row shows its cheapest
-- variant among those in stock, or among all when none is. Rows that say the
-- same already are left alone, unless touch asks to mark them as fresh.
WITH priced AS (
    SELECT v.product_id, v.id, v.position, coalesce(st.available, 0)::int AS available,
        coalesce(sp.price_cents, v.price_cents) AS price,
        CASE WHEN sp.price_cents IS NULL THEN v.compare_at_cents ELSE greatest(v.compare_at_cents, v.price_cents) END AS compare_at
    FROM variants v
    LEFT JOIN LATERAL (
        SELECT s.price_cents FROM scheduled_prices s
        WHERE s.variant_id = v.id AND s.starts_at <= sqlc.arg(now)::timestamptz AND (s.ends_at IS NULL OR s.ends_at > sqlc.arg(now)::timestamptz)
        ORDER BY s.starts_at DESC, s.id DESC LIMIT 1
    ) sp ON true
    LEFT JOIN LATERAL (
        SELECT sum(greatest(sl.on_hand + sl.backorder_limit - sl.reserved, 0)) AS available
        FROM stock_levels sl JOIN locations lo ON lo.id = sl.location_id AND lo.active
        WHERE sl.variant_id = v.id
    ) st ON true
    WHERE v.product_id = ANY (sqlc.arg(product_ids)::bigint[]) AND v.state = 'active'
), shown AS (
    SELECT DISTINCT ON (product_id) product_id, id, price, CASE WHEN compare_at > price THEN compare_at END AS compare_at
    FROM priced ORDER BY product_id, available > 0 DESC, price, position, id
), sums AS (
    SELECT product_id, count(*)::int AS variants, sum(available)::int AS available, max(price) AS highest FROM priced GROUP BY product_id
), sold AS (
    SELECT ol.product_id, sum(ol.quantity)::int AS units
    FROM order_lines ol JOIN orders o ON o.id = ol.order_id AND o.payment_state IN ('paid', 'partially_refunded')
    WHERE ol.variant_id IN (SELECT id FROM priced) GROUP BY ol.product_id
), fresh AS (
    SELECT s.product_id, s.id AS variant_id, m.variants, s.price, s.compare_at, m.highest > s.price AS price_from, m.available, coalesce(d.units, 0) AS units,
        CASE WHEN s.compare_at > 0 THEN ((s.compare_at - s.price) * 10000 / s.compare_at)::int ELSE 0 END AS discount
    FROM shown s JOIN sums m USING (product_id) LEFT JOIN sold d USING (product_id)
)
UPDATE listing l SET variant_id = f.variant_id, variant_count = f.variants, price_cents = f.price, price_from = f.price_from, compare_at_cents = f.compare_at,
    discount_bp = f.discount, available = f.available, in_stock = f.available > 0, units_sold = f.units, refreshed_at = sqlc.arg(now)::timestamptz
FROM fresh f
WHERE l.product_id = f.product_id
  AND (sqlc.arg(touch)::boolean OR (l.variant_id, l.variant_count, l.price_cents, l.price_from, l.compare_at_cents, l.available, l.in_stock, l.units_sold)
      IS DISTINCT FROM (f.variant_id, f.variants, f.price, f.price_from, f.compare_at, f.available, f.available > 0, f.units));

-- name: DueScheduledPrices :many
-- Products whose listed price is older than a scheduled price's beginning or end.
SELECT DISTINCT v.product_id FROM scheduled_prices s
JOIN variants v ON v.id = s.variant_id
JOIN listing l ON l.product_id = v.product_id
WHERE (s.starts_at > l.refreshed_at AND s.starts_at <= sqlc.arg(now)::timestamptz)
   OR (s.ends_at > l.refreshed_at AND s.ends_at <= sqlc.arg(now)::timestamptz)
ORDER BY v.product_id LIMIT sqlc.arg(max_rows);

-- name: DriftedStock :many
-- Products whose listed stock is not what the shelves hold: one pass over both,
-- because a sweep asks this all the time.
SELECT l.product_id
FROM listing l
LEFT JOIN (
    SELECT v.product_id, sum(greatest(sl.on_hand + sl.backorder_limit - sl.reserved, 0))::int AS units
    FROM stock_levels sl
    JOIN locations lo ON lo.id = sl.location_id AND lo.active
    JOIN variants v ON v.id = sl.variant_id AND v.state = 'active'
    GROUP BY v.product_id
) held ON held.product_id = l.product_id
WHERE l.available <> coalesce(held.units, 0)
LIMIT sqlc.arg(max_rows);
