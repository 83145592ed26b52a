-- A cancelled order holds no stock and can no longer be paid.
SELECT format('order %s: reservation %s of %s units, %s', o.number, r.id, r.quantity, r.state)
FROM orders o JOIN reservations r ON r.order_id = o.id
WHERE o.state = 'cancelled' AND r.state IN ('held', 'committed')
UNION ALL
SELECT format('order %s: attempt %s is %s', o.number, a.id, a.state)
FROM orders o JOIN payment_attempts a ON a.order_id = o.id
WHERE o.state = 'cancelled' AND a.state IN ('created', 'open', 'pending')
