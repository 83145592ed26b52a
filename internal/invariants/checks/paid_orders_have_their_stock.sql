-- Every unit of a paid order that is not cancelled is reserved, shipped or a known shortage; every unit
-- of an unpaid one is held.
SELECT format('order %s (%s): line %s wants %s, reserved %s, shipped %s, short %s',
    o.number, o.payment_state, l.id, l.quantity - l.cancelled_quantity, coalesce(r.units, 0), l.shipped_quantity, coalesce(s.units, 0))
FROM orders o
JOIN order_lines l ON l.order_id = o.id
LEFT JOIN (SELECT order_line_id, sum(quantity) AS units FROM reservations
           WHERE state IN ('held', 'committed') GROUP BY order_line_id) r ON r.order_line_id = l.id
LEFT JOIN (SELECT order_line_id, sum(quantity) AS units FROM shortages
           WHERE resolved_at IS NULL GROUP BY order_line_id) s ON s.order_line_id = l.id
WHERE o.state <> 'cancelled' AND l.quantity - l.cancelled_quantity <> coalesce(r.units, 0) + l.shipped_quantity + coalesce(s.units, 0)
