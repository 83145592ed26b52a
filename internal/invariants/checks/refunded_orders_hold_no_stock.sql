-- An order whose money has all gone back before it left is cancelled: its units are
-- for others.
SELECT format('order %s: %s of %s went back, and it is open', number, refunded_cents, paid_cents)
FROM orders o
WHERE state = 'open' AND fulfilment_state = 'unfulfilled' AND paid_cents > 0 AND refunded_cents >= paid_cents
  AND NOT EXISTS (SELECT FROM refunds r WHERE r.order_id = o.id AND r.state IN ('created', 'pending', 'desk'))
