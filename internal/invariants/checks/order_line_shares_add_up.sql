-- The lines' shares of discount and freight add up to the order's, to the centavo.
SELECT format('order %s: discount %s in lines %s, freight %s in lines %s', o.number, o.discount_cents, sum(l.discount_cents), o.shipping_cents, sum(l.shipping_cents))
FROM orders o JOIN order_lines l ON l.order_id = o.id
GROUP BY o.id
HAVING sum(l.discount_cents) <> o.discount_cents OR sum(l.shipping_cents) <> o.shipping_cents
