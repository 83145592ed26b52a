-- No order was offered more payment pages than one may have.
SELECT format('order %s: %s payment pages', o.number, count(*))
FROM payment_attempts a JOIN orders o ON o.id = a.order_id
GROUP BY o.id, o.number HAVING count(*) > 5
