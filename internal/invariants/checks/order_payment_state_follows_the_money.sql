-- Paid means that the payments cover the total; anything less is not paid.
SELECT format('order %s: %s with %s of %s', number, payment_state, paid_cents, total_cents)
FROM orders
WHERE (payment_state IN ('paid', 'partially_refunded', 'refunded')) <> (paid_cents >= total_cents)
   OR (payment_state IN ('paid', 'partially_refunded', 'refunded')) <> (paid_at IS NOT NULL)
   OR (payment_state = 'refunded') <> (refunded_cents > 0 AND refunded_cents = paid_cents)
