-- A line's shipped units are the sum of its shipment lines, and the order's state
-- follows.
SELECT format('order %s: line %s says %s shipped, shipments say %s', o.number, l.id, l.shipped_quantity, coalesce(sum(sl.quantity), 0))
FROM order_lines l JOIN orders o ON o.id = l.order_id
LEFT JOIN shipment_lines sl ON sl.order_line_id = l.id
GROUP BY o.number, o.fulfilment_state, l.id
HAVING l.shipped_quantity <> coalesce(sum(sl.quantity), 0)
    OR o.fulfilment_state IN ('shipped', 'delivered') AND l.shipped_quantity <> l.quantity - l.cancelled_quantity
    OR o.fulfilment_state = 'unfulfilled' AND l.shipped_quantity > 0
