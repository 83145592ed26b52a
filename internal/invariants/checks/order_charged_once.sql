-- No order was charged more than its total, unless its timeline says so.
SELECT format('order %s: paid %s for %s', o.number, o.paid_cents, o.total_cents)
FROM orders o
WHERE o.paid_cents > o.total_cents
  AND NOT EXISTS (SELECT FROM order_events e WHERE e.order_id = o.id AND e.kind IN ('paid_again', 'payment_mismatch'))
