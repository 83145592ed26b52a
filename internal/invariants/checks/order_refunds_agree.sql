-- What an order says was refunded is the sum of its payments' refunds.
SELECT format('order %s: refunded %s, payments %s', o.number, o.refunded_cents, coalesce(sum(p.refunded_cents), 0))
FROM orders o LEFT JOIN payments p ON p.order_id = o.id AND lower(p.currency) = 'brl'
GROUP BY o.id
HAVING o.refunded_cents <> coalesce(sum(p.refunded_cents), 0)
