-- Paid means that the payments cover the total, less what went back; anything less
-- is not paid.
SELECT format('order %s: %s with %s of %s', number, payment_state, paid_cents, total_cents)
FROM orders
WHERE (payment_state IN ('paid', 'partially_refunded', 'refunded')) <> (paid_cents >= total_cents)
   OR (payment_state IN ('paid', 'partially_refunded', 'refunded')) <> (paid_at IS NOT NULL)
   OR paid_cents >= total_cents AND payment_state <> CASE
        WHEN refunded_cents > 0 AND refunded_cents >= paid_cents THEN 'refunded'
        WHEN paid_cents - refunded_cents >= total_cents THEN 'paid'
        ELSE 'partially_refunded' END
