-- The newest entry of a variant's price history is its price.
SELECT format('variant %s: price %s, history %s', v.sku, v.price_cents, h.price_cents)
FROM variants v
LEFT JOIN LATERAL (SELECT price_cents, compare_at_cents FROM price_history
                   WHERE variant_id = v.id ORDER BY changed_at DESC, id DESC LIMIT 1) h ON true
WHERE h.price_cents IS DISTINCT FROM v.price_cents OR h.compare_at_cents IS DISTINCT FROM v.compare_at_cents
