-- name: LockCatalogue :exec
-- One writer of products at a time: addresses, brands and categories are made
-- on the way, and two writers would pick the same.
SELECT pg_advisory_xact_lock(hashtext('catalog.save'));

-- name: MatchVariants :many
SELECT id, product_id, sku, coalesce(gtin, '')::text AS gtin FROM variants
WHERE sku = ANY (sqlc.arg(skus)::text[]) OR gtin = ANY (sqlc.arg(gtins)::text[]);

-- name: LoadProducts :many
SELECT id, slug, title, summary, description, box_contents, brand_id, category_id, state, featured, version
FROM products WHERE id = ANY (sqlc.arg(product_ids)::bigint[]);

-- name: LoadVariants :many
SELECT id, product_id, position, sku, coalesce(gtin, '')::text AS gtin, price_cents, compare_at_cents, cost_cents,
    weight_grams, length_mm, width_mm, height_mm, ncm, cest, origin, unit, cclasstrib, state, image_id
FROM variants WHERE product_id = ANY (sqlc.arg(product_ids)::bigint[]) ORDER BY product_id, position, id;

-- name: LoadOptions :many
SELECT o.id AS option_id, o.product_id, o.name, o.position AS option_position,
    ov.id AS value_id, ov.value, ov.swatch, ov.position AS value_position
FROM options o JOIN option_values ov ON ov.option_id = o.id
WHERE o.product_id = ANY (sqlc.arg(product_ids)::bigint[])
ORDER BY o.product_id, o.position, ov.position;

-- name: LoadVariantOptions :many
SELECT vo.variant_id, vo.option_id, vo.option_value_id
FROM variant_options vo JOIN variants v ON v.id = vo.variant_id
WHERE v.product_id = ANY (sqlc.arg(product_ids)::bigint[]);

-- name: LoadImages :many
SELECT id, product_id, position, blob_key, content_type, width, height, alt, role
FROM images WHERE product_id = ANY (sqlc.arg(product_ids)::bigint[]) ORDER BY product_id, position, id;

-- name: LoadValues :many
SELECT product_id, variant_id, attribute_id, position, number, bool, choice_id, text
FROM attribute_values WHERE product_id = ANY (sqlc.arg(product_ids)::bigint[]);

-- name: LoadAttributes :many
SELECT id, slug, name, kind, unit, position FROM attributes WHERE slug = ANY (sqlc.arg(slugs)::text[]);

-- name: LastAttributePosition :one
SELECT coalesce(max(position), 0)::int FROM attributes;

-- name: LoadChoices :many
SELECT id, attribute_id, value FROM attribute_choices WHERE attribute_id = ANY (sqlc.arg(attribute_ids)::bigint[]);

-- name: TakenProductSlugs :many
SELECT slug FROM products WHERE slug = ANY (sqlc.arg(slugs)::text[])
UNION
SELECT slug FROM slug_redirects WHERE kind = 'product' AND slug = ANY (sqlc.arg(slugs)::text[]);

-- name: CategorySlugs :many
SELECT slug FROM categories UNION SELECT slug FROM slug_redirects WHERE kind = 'category';

-- name: InsertBrands :many
INSERT INTO brands (slug, name, created_at)
SELECT unnest(sqlc.arg(slugs)::text[]), unnest(sqlc.arg(names)::text[]), sqlc.arg(now)::timestamptz
RETURNING id, name;

-- name: InsertCategory :one
INSERT INTO categories (parent_id, slug, name, blurb, tint, position, ncm, cest, origin, cclasstrib, created_at, updated_at)
VALUES (sqlc.narg(parent_id), sqlc.arg(slug), sqlc.arg(name), sqlc.arg(blurb), sqlc.arg(tint), sqlc.arg(position),
    sqlc.arg(ncm), sqlc.arg(cest), sqlc.arg(origin), sqlc.arg(cclasstrib), sqlc.arg(now), sqlc.arg(now))
RETURNING id;

-- name: SetCategoryPath :exec
UPDATE categories SET path = coalesce((SELECT p.path FROM categories p WHERE p.id = categories.parent_id), '{}') || categories.id
WHERE categories.id = $1;

-- name: UpdateCategory :execrows
UPDATE categories SET name = sqlc.arg(name), blurb = sqlc.arg(blurb), tint = sqlc.arg(tint), position = sqlc.arg(position),
    ncm = sqlc.arg(ncm), cest = sqlc.arg(cest), origin = sqlc.arg(origin), cclasstrib = sqlc.arg(cclasstrib),
    version = version + 1, updated_at = sqlc.arg(now)
WHERE id = sqlc.arg(id)
  AND (name, blurb, tint, position, ncm, cest, origin, cclasstrib) IS DISTINCT FROM
      (sqlc.arg(name), sqlc.arg(blurb), sqlc.arg(tint), sqlc.arg(position), sqlc.arg(ncm), sqlc.arg(cest), sqlc.arg(origin), sqlc.arg(cclasstrib));

-- name: InsertAttributes :many
INSERT INTO attributes (slug, name, group_name, kind, unit, position)
SELECT unnest(sqlc.arg(slugs)::text[]), unnest(sqlc.arg(names)::text[]), unnest(sqlc.arg(group_names)::text[]),
    unnest(sqlc.arg(kinds)::text[]), unnest(sqlc.arg(units)::text[]), unnest(sqlc.arg(positions)::int[])
RETURNING id, slug;

-- name: InsertProducts :many
INSERT INTO products (slug, title, summary, description, box_contents, brand_id, category_id, state, featured, created_at, updated_at)
SELECT unnest(sqlc.arg(slugs)::text[]), unnest(sqlc.arg(titles)::text[]), unnest(sqlc.arg(summaries)::text[]),
    unnest(sqlc.arg(descriptions)::text[]), unnest(sqlc.arg(boxes)::text[]), unnest(sqlc.arg(brand_ids)::bigint[]),
    unnest(sqlc.arg(category_ids)::bigint[]), unnest(sqlc.arg(states)::text[]), unnest(sqlc.arg(featured)::boolean[]),
    sqlc.arg(now)::timestamptz, sqlc.arg(now)::timestamptz
RETURNING id, slug;

-- name: UpdateProducts :exec
UPDATE products p SET title = u.title, summary = u.summary, description = u.description, box_contents = u.box, brand_id = u.brand_id,
    category_id = u.category_id, state = u.state, featured = u.featured, version = p.version + 1, updated_at = sqlc.arg(now)::timestamptz
FROM (SELECT unnest(sqlc.arg(ids)::bigint[]) AS id, unnest(sqlc.arg(titles)::text[]) AS title, unnest(sqlc.arg(summaries)::text[]) AS summary,
    unnest(sqlc.arg(descriptions)::text[]) AS description, unnest(sqlc.arg(boxes)::text[]) AS box, unnest(sqlc.arg(brand_ids)::bigint[]) AS brand_id,
    unnest(sqlc.arg(category_ids)::bigint[]) AS category_id, unnest(sqlc.arg(states)::text[]) AS state, unnest(sqlc.arg(featured)::boolean[]) AS featured) u
WHERE p.id = u.id;

-- name: InsertVariants :many
INSERT INTO variants (product_id, position, sku, gtin, price_cents, compare_at_cents, cost_cents, weight_grams, length_mm, width_mm, height_mm,
    ncm, cest, origin, unit, cclasstrib, created_at, updated_at)
SELECT unnest(sqlc.arg(product_ids)::bigint[]), unnest(sqlc.arg(positions)::int[]), unnest(sqlc.arg(skus)::text[]), nullif(unnest(sqlc.arg(gtins)::text[]), ''),
    unnest(sqlc.arg(prices)::bigint[]), nullif(unnest(sqlc.arg(compare_ats)::bigint[]), -1), nullif(unnest(sqlc.arg(costs)::bigint[]), -1),
    unnest(sqlc.arg(weights)::int[]), unnest(sqlc.arg(lengths)::int[]), unnest(sqlc.arg(widths)::int[]), unnest(sqlc.arg(heights)::int[]),
    unnest(sqlc.arg(ncms)::text[]), unnest(sqlc.arg(cests)::text[]), unnest(sqlc.arg(origins)::text[]), unnest(sqlc.arg(units)::text[]),
    unnest(sqlc.arg(cclasstribs)::text[]), sqlc.arg(now)::timestamptz, sqlc.arg(now)::timestamptz
RETURNING id, sku;

-- name: UpdateVariants :exec
UPDATE variants v SET position = u.position, gtin = nullif(u.gtin, ''), price_cents = u.price, compare_at_cents = nullif(u.compare_at, -1), cost_cents = nullif(u.cost, -1),
    weight_grams = u.weight, length_mm = u.length, width_mm = u.width, height_mm = u.height, ncm = u.ncm, cest = u.cest, origin = u.origin,
    unit = u.unit, cclasstrib = u.cclasstrib, version = v.version + 1, updated_at = sqlc.arg(now)::timestamptz
FROM (SELECT unnest(sqlc.arg(ids)::bigint[]) AS id, unnest(sqlc.arg(positions)::int[]) AS position, unnest(sqlc.arg(gtins)::text[]) AS gtin,
    unnest(sqlc.arg(prices)::bigint[]) AS price, unnest(sqlc.arg(compare_ats)::bigint[]) AS compare_at, unnest(sqlc.arg(costs)::bigint[]) AS cost,
    unnest(sqlc.arg(weights)::int[]) AS weight, unnest(sqlc.arg(lengths)::int[]) AS length, unnest(sqlc.arg(widths)::int[]) AS width,
    unnest(sqlc.arg(heights)::int[]) AS height, unnest(sqlc.arg(ncms)::text[]) AS ncm, unnest(sqlc.arg(cests)::text[]) AS cest,
    unnest(sqlc.arg(origins)::text[]) AS origin, unnest(sqlc.arg(units)::text[]) AS unit, unnest(sqlc.arg(cclasstribs)::text[]) AS cclasstrib) u
WHERE v.id = u.id;

-- name: InsertPriceHistory :exec
INSERT INTO price_history (variant_id, price_cents, compare_at_cents, changed_at, actor_kind, actor_id)
SELECT unnest(sqlc.arg(variant_ids)::bigint[]), unnest(sqlc.arg(prices)::bigint[]), nullif(unnest(sqlc.arg(compare_ats)::bigint[]), -1),
    sqlc.arg(now)::timestamptz, sqlc.arg(actor_kind)::text, sqlc.arg(actor_id)::bigint;

-- name: PutOptions :many
INSERT INTO options AS o (product_id, name, position)
SELECT unnest(sqlc.arg(product_ids)::bigint[]), unnest(sqlc.arg(names)::text[]), unnest(sqlc.arg(positions)::int[])
ON CONFLICT (product_id, name) DO UPDATE SET position = excluded.position
RETURNING o.id, o.product_id, o.name;

-- name: PutOptionValues :many
INSERT INTO option_values AS ov (option_id, value, swatch, position)
SELECT unnest(sqlc.arg(option_ids)::bigint[]), unnest(sqlc.arg(vals)::text[]), unnest(sqlc.arg(swatches)::text[]), unnest(sqlc.arg(positions)::int[])
ON CONFLICT (option_id, value) DO UPDATE SET swatch = excluded.swatch, position = excluded.position
RETURNING ov.id, ov.option_id, ov.value;

-- name: PutVariantOptions :exec
INSERT INTO variant_options AS vo (variant_id, option_id, option_value_id)
SELECT unnest(sqlc.arg(variant_ids)::bigint[]), unnest(sqlc.arg(option_ids)::bigint[]), unnest(sqlc.arg(value_ids)::bigint[])
ON CONFLICT (variant_id, option_id) DO UPDATE SET option_value_id = excluded.option_value_id;

-- name: ForgetVariantImages :exec
UPDATE variants SET image_id = NULL WHERE product_id = ANY (sqlc.arg(product_ids)::bigint[]) AND image_id IS NOT NULL;

-- name: DeleteImages :exec
DELETE FROM images WHERE product_id = ANY (sqlc.arg(product_ids)::bigint[]);

-- name: InsertImages :many
INSERT INTO images (product_id, position, blob_key, content_type, width, height, alt, role)
SELECT unnest(sqlc.arg(product_ids)::bigint[]), unnest(sqlc.arg(positions)::int[]), unnest(sqlc.arg(blob_keys)::text[]), unnest(sqlc.arg(content_types)::text[]),
    unnest(sqlc.arg(widths)::int[]), unnest(sqlc.arg(heights)::int[]), unnest(sqlc.arg(alts)::text[]), unnest(sqlc.arg(roles)::text[])
RETURNING id, product_id, blob_key;

-- name: SetVariantImages :exec
UPDATE variants v SET image_id = u.image_id
FROM (SELECT unnest(sqlc.arg(variant_ids)::bigint[]) AS id, unnest(sqlc.arg(image_ids)::bigint[]) AS image_id) u
WHERE v.id = u.id AND v.image_id IS DISTINCT FROM u.image_id;

-- name: DeleteValues :exec
DELETE FROM attribute_values av
USING (SELECT unnest(sqlc.arg(product_ids)::bigint[]) AS product_id, unnest(sqlc.arg(variant_ids)::bigint[]) AS variant_id, unnest(sqlc.arg(attribute_ids)::bigint[]) AS attribute_id) d
WHERE av.product_id = d.product_id AND av.variant_id = d.variant_id AND av.attribute_id = d.attribute_id;

-- name: CopyValues :copyfrom
INSERT INTO attribute_values (product_id, variant_id, attribute_id, position, number, bool, choice_id, text)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: InsertScheduledPrice :one
INSERT INTO scheduled_prices (variant_id, price_cents, starts_at, ends_at) VALUES ($1, $2, $3, sqlc.narg(ends_at)) RETURNING id;
