-- Money that does not fit its order, by amount or currency, is on its timeline.
SELECT format('order %s: %s of %s, %s of another currency', o.number, o.paid_cents, o.total_cents, count(p.id) FILTER (WHERE lower(p.currency) <> 'brl'))
FROM orders o JOIN payments p ON p.order_id = o.id
WHERE NOT EXISTS (SELECT FROM order_events e WHERE e.order_id = o.id AND e.kind IN ('payment_mismatch', 'paid_again', 'paid_late'))
GROUP BY o.id
HAVING o.paid_cents <> o.total_cents OR count(p.id) FILTER (WHERE lower(p.currency) <> 'brl') > 0
