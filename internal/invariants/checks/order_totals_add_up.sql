-- An order's items are the sum of its lines, and its total follows.
SELECT format('order %s: items %s, lines %s, total %s', o.number, o.items_cents, coalesce(sum(l.total_cents), 0), o.total_cents)
FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id
GROUP BY o.id
HAVING o.items_cents <> coalesce(sum(l.total_cents), 0)
    OR o.total_cents <> o.items_cents - o.discount_cents + o.shipping_cents
