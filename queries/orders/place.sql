-- name: OpenOrderOfCart :one
SELECT id, number, content_hash FROM orders
WHERE cart_id = $1 AND state = 'open' AND payment_state IN ('unpaid', 'pending') AND hold = '';

-- name: InsertOrder :one
-- The city's number is what the look-up services said of the postal code, if the
-- address is in the city that they named; unknown otherwise.
INSERT INTO orders (
    cart_id, content_hash, user_id, locale, email, name, document, company_name, state_registration, phone,
    recipient, postal_code, street, number_in_street, complement, district, city, uf, city_ibge, terms_version,
    shipping_code, shipping_name, shipping_days_min, shipping_days_max, payment_method,
    items_cents, discount_cents, shipping_cents, total_cents, placed_at, updated_at
) VALUES (
    @cart_id, @content_hash, @user_id, @locale, @email, @name, @document, @company_name, @state_registration, @phone,
    @recipient, @postal_code, @street, @number_in_street, @complement, @district, @city, @uf,
    (SELECT k.ibge FROM cep_cache k WHERE k.cep = @postal_code AND k.ibge <> '' AND k.uf = @uf AND plain(k.city) = plain(@city)), @terms_version,
    @shipping_code, @shipping_name, @shipping_days_min, @shipping_days_max, @payment_method,
    @items_cents, @discount_cents, @shipping_cents, @total_cents, @now::timestamptz, @now
) RETURNING id;

-- name: InsertLines :many
INSERT INTO order_lines (
    order_id, position, product_id, variant_id, title, options, sku, gtin, ncm, cest, origin, unit, cclasstrib,
    image_key, weight_grams, unit_price_cents, cost_cents, quantity, total_cents, discount_cents, shipping_cents
)
SELECT @order_id::bigint, position, product_id, variant_id, title, options, sku, gtin, ncm, cest, origin, unit, cclasstrib,
    image_key, weight_grams, unit_price, nullif(cost, -1), quantity, unit_price * quantity, discount, shipping
FROM (SELECT
    unnest(@positions::int[]) AS position, unnest(@product_ids::bigint[]) AS product_id,
    unnest(@variant_ids::bigint[]) AS variant_id, unnest(@titles::text[]) AS title,
    unnest(@options::text[]) AS options, unnest(@skus::text[]) AS sku, unnest(@gtins::text[]) AS gtin,
    unnest(@ncms::text[]) AS ncm, unnest(@cests::text[]) AS cest, unnest(@origins::text[]) AS origin,
    unnest(@units::text[]) AS unit, unnest(@cclasstribs::text[]) AS cclasstrib,
    unnest(@image_keys::text[]) AS image_key, unnest(@weights::int[]) AS weight_grams,
    unnest(@unit_prices::bigint[]) AS unit_price, unnest(@costs::bigint[]) AS cost,
    unnest(@quantities::int[]) AS quantity, unnest(@discounts::bigint[]) AS discount,
    unnest(@shippings::bigint[]) AS shipping) AS line
ORDER BY position
RETURNING id, variant_id, quantity;

-- name: InsertAdjustments :exec
INSERT INTO order_adjustments (order_id, kind, source, amount_cents)
SELECT @order_id::bigint, unnest(@kinds::text[]), unnest(@sources::text[]), unnest(@amounts::bigint[]);

-- name: DrawNumber :one
WITH drawn AS (UPDATE order_counters SET value = value + 1 WHERE name = 'order' RETURNING value)
UPDATE orders SET number = drawn.value FROM drawn WHERE orders.id = @id RETURNING orders.number;

-- name: InsertEvent :exec
INSERT INTO order_events (order_id, at, kind, actor_kind, actor_id, actor_name, data)
VALUES (@order_id, @at, @kind, @actor_kind, @actor_id, @actor_name, @data);
