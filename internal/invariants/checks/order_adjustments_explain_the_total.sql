-- What stands between items and total is written as adjustments.
SELECT format('order %s: adjustments %s, freight %s, discount %s', o.number, coalesce(sum(a.amount_cents), 0), o.shipping_cents, o.discount_cents)
FROM orders o LEFT JOIN order_adjustments a ON a.order_id = o.id
GROUP BY o.id
HAVING coalesce(sum(a.amount_cents), 0) <> o.shipping_cents - o.discount_cents
