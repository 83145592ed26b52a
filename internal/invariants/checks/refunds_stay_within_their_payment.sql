-- What a payment says went back is the sum of its refunds that left, and never more
-- than came.
SELECT format('payment %s: %s of %s refunded, refunds %s', p.id, p.refunded_cents, p.amount_cents, coalesce(sum(r.amount_cents), 0))
FROM payments p
LEFT JOIN refunds r ON r.payment_id = p.id AND r.state IN ('pending', 'succeeded', 'returned')
GROUP BY p.id
HAVING p.refunded_cents <> coalesce(sum(r.amount_cents), 0) OR p.refunded_cents > p.amount_cents
