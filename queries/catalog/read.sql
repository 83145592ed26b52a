-- name: Sellables :many
-- What cart, checkout and order need of variants; scheduled_cents is the
-- scheduled price in force at the time given, -1 if there is none. The list of
-- ids is hidden in a subquery because planning costs ten times as much as
-- running: seeing one id, PostgreSQL would plan anew each time, for nothing.
SELECT v.id AS variant_id, v.product_id, p.slug, p.title, v.sku, coalesce(v.gtin, '')::text AS gtin,
    coalesce(nullif(v.ncm, ''), c.ncm)::text AS ncm, coalesce(nullif(v.cest, ''), c.cest)::text AS cest,
    coalesce(nullif(v.origin, ''), c.origin)::text AS origin, v.unit,
    coalesce(nullif(v.cclasstrib, ''), c.cclasstrib)::text AS cclasstrib,
    v.price_cents, v.compare_at_cents, v.cost_cents, coalesce(sp.price_cents, -1)::bigint AS scheduled_cents,
    v.weight_grams, v.length_mm, v.width_mm, v.height_mm,
    (v.state = 'active' AND p.state = 'active')::boolean AS active,
    c.tint, coalesce(i.blob_key, '')::text AS image_key, coalesce(i.alt, '')::text AS image_alt,
    coalesce((SELECT string_agg(ov.value, ' · ' ORDER BY o.position, o.id)
        FROM variant_options vo
        JOIN options o ON o.id = vo.option_id
        JOIN option_values ov ON ov.id = vo.option_value_id
        WHERE vo.variant_id = v.id), '')::text AS options
FROM variants v
JOIN products p ON p.id = v.product_id
JOIN categories c ON c.id = p.category_id
LEFT JOIN LATERAL (
    SELECT s.price_cents FROM scheduled_prices s
    WHERE s.variant_id = v.id AND s.starts_at <= sqlc.arg(now)::timestamptz AND (s.ends_at IS NULL OR s.ends_at > sqlc.arg(now)::timestamptz)
    ORDER BY s.starts_at DESC, s.id DESC LIMIT 1
) sp ON true
LEFT JOIN LATERAL (
    SELECT im.blob_key, im.alt FROM images im
    WHERE im.product_id = v.product_id AND im.role = 'gallery'
    ORDER BY im.id IS NOT DISTINCT FROM v.image_id DESC, im.position, im.id LIMIT 1
) i ON true
WHERE v.id = ANY ((SELECT sqlc.arg(variant_ids)::bigint[])::bigint[]);

-- name: AllCategories :many
SELECT c.id, c.parent_id, c.slug, c.name, c.blurb, c.tint, c.position, c.path FROM categories c ORDER BY c.position, c.name, c.id;

-- name: AllBrands :many
SELECT id, slug, name FROM brands ORDER BY lower(name), id;

-- name: CountsByCategory :many
-- How many products on sale each category and brand has, categories counting
-- what is below them.
SELECT u.category_id::bigint AS category_id, l.brand_id, count(*)::int AS products
FROM listing l, unnest(l.category_path) AS u(category_id)
GROUP BY 1, 2;

-- name: CategoryCovers :many
-- One picture a category: of its product that sells best.
SELECT DISTINCT ON (u.category_id) u.category_id::bigint AS category_id, l.image_key
FROM listing l, unnest(l.category_path) AS u(category_id)
WHERE l.image_key <> ''
ORDER BY u.category_id, l.featured DESC, l.units_sold DESC, l.product_id;

-- name: ProductBySlug :many
-- One row a variant of the product, with what changes more often than its
-- content: price and stock. Empty when there is no such product on sale.
SELECT p.id AS product_id, p.version, v.id AS variant_id, v.version AS variant_version, v.sku, coalesce(v.gtin, '')::text AS gtin,
    v.price_cents, v.compare_at_cents,
    coalesce((SELECT s.price_cents FROM scheduled_prices s
        WHERE s.variant_id = v.id AND s.starts_at <= sqlc.arg(now)::timestamptz AND (s.ends_at IS NULL OR s.ends_at > sqlc.arg(now)::timestamptz)
        ORDER BY s.starts_at DESC, s.id DESC LIMIT 1), -1)::bigint AS scheduled_cents,
    coalesce((SELECT sum(greatest(sl.on_hand + sl.backorder_limit - sl.reserved, 0))
        FROM stock_levels sl JOIN locations lo ON lo.id = sl.location_id AND lo.active
        WHERE sl.variant_id = v.id), 0)::int AS available
FROM products p
JOIN variants v ON v.product_id = p.id AND v.state = 'active'
WHERE p.slug = sqlc.arg(slug) AND p.state = 'active'
ORDER BY v.position, v.id;

-- name: ProductContent :one
SELECT p.id, p.slug, p.title, p.summary, p.description, p.box_contents, p.category_id, p.version, p.updated_at,
    b.name AS brand, b.slug AS brand_slug
FROM products p JOIN brands b ON b.id = p.brand_id
WHERE p.id = $1;

-- name: ProductImages :many
SELECT id, blob_key, content_type, width, height, alt, role FROM images WHERE product_id = $1 ORDER BY position, id;

-- name: ProductOptions :many
SELECT o.id AS option_id, o.name, ov.id AS value_id, ov.value, ov.swatch
FROM options o JOIN option_values ov ON ov.option_id = o.id
WHERE o.product_id = $1
ORDER BY o.position, o.id, ov.position, ov.id;

-- name: ProductVariantOptions :many
SELECT v.id AS variant_id, v.image_id, vo.option_id, vo.option_value_id
FROM variants v LEFT JOIN variant_options vo ON vo.variant_id = v.id
WHERE v.product_id = $1 AND v.state = 'active'
ORDER BY v.id, vo.option_id;

-- name: ProductSpecs :many
SELECT av.variant_id, a.slug, a.name, a.group_name, a.kind, a.unit, av.number, av.bool, coalesce(av.text, ch.value, '')::text AS text
FROM attribute_values av
JOIN attributes a ON a.id = av.attribute_id
LEFT JOIN attribute_choices ch ON ch.id = av.choice_id
WHERE av.product_id = $1
ORDER BY av.position, a.position, a.id, av.variant_id;

-- name: ProductRedirect :one
SELECT p.slug FROM slug_redirects r JOIN products p ON p.id = r.target_id AND p.state = 'active'
WHERE r.kind = 'product' AND r.slug = $1;

-- name: CategoryRedirect :one
SELECT c.slug FROM slug_redirects r JOIN categories c ON c.id = r.target_id
WHERE r.kind = 'category' AND r.slug = $1;

-- name: ProductsOfVariants :many
SELECT DISTINCT product_id FROM variants WHERE id = ANY (sqlc.arg(variant_ids)::bigint[]) ORDER BY product_id;

-- name: SitemapProducts :many
SELECT l.slug, p.updated_at FROM listing l JOIN products p ON p.id = l.product_id
ORDER BY l.product_id LIMIT sqlc.arg(max_rows) OFFSET sqlc.arg(skip);

-- name: CountListing :one
SELECT count(*) FROM listing;
