-- Nothing leaves the shop unpaid.
SELECT format('order %s is %s and %s', o.number, o.payment_state, o.state)
FROM orders o JOIN shipments s ON s.order_id = o.id
WHERE o.payment_state IN ('unpaid', 'pending') OR o.state = 'cancelled'
