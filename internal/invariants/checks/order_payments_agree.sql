-- What an order says was paid is the sum of its payments in the store's currency.
SELECT format('order %s: paid %s, payments %s', o.number, o.paid_cents, coalesce(sum(p.amount_cents), 0))
FROM orders o LEFT JOIN payments p ON p.order_id = o.id AND lower(p.currency) = 'brl'
GROUP BY o.id
HAVING o.paid_cents <> coalesce(sum(p.amount_cents), 0)
