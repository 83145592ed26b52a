-- The listing has one row for every product on sale and for no other, at the
-- price of one of its variants.
SELECT format('product %s is missing in the listing', p.slug)
FROM products p
WHERE p.state = 'active' AND EXISTS (SELECT FROM variants v WHERE v.product_id = p.id AND v.state = 'active')
  AND NOT EXISTS (SELECT FROM listing l WHERE l.product_id = p.id)
UNION ALL
SELECT format('product %s is listed but not on sale', l.slug)
FROM listing l JOIN products p ON p.id = l.product_id
WHERE p.state <> 'active' OR NOT EXISTS (SELECT FROM variants v WHERE v.product_id = p.id AND v.state = 'active')
UNION ALL
SELECT format('product %s is listed at %s, which is no price of it', l.slug, l.price_cents)
FROM listing l
WHERE NOT EXISTS (SELECT FROM variants v WHERE v.product_id = l.product_id AND v.state = 'active' AND v.price_cents = l.price_cents)
  AND NOT EXISTS (SELECT FROM variants v JOIN scheduled_prices s ON s.variant_id = v.id
                  WHERE v.product_id = l.product_id AND s.price_cents = l.price_cents)
