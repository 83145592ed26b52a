-- Whatever can still be paid is paid by the order's method and at its total.
SELECT format('order %s of %s by %s: attempt %s asks for %s by %s', o.id, o.total_cents, o.payment_method, a.id, a.amount_cents, a.method)
FROM payment_attempts a JOIN orders o ON o.id = a.order_id
WHERE a.state IN ('created', 'open', 'pending')
  AND (a.amount_cents <> o.total_cents OR a.method <> o.payment_method)
