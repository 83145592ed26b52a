-- An attempt is paid exactly when money is recorded for it.
SELECT format('attempt %s of order %s: %s', a.id, a.order_id, a.state)
FROM payment_attempts a LEFT JOIN payments p ON p.attempt_id = a.id
WHERE (a.state = 'paid') <> (p.id IS NOT NULL)
