-- A paid order has its confirmation in the mail log or in the queue, once.
SELECT format('order %s: %s mails, %s jobs', o.number, count(DISTINCT m.id), count(DISTINCT j.id))
FROM orders o
LEFT JOIN mail_log m ON m.order_id = o.id AND m.key = 'order_paid:' || o.id
LEFT JOIN river_job j ON j.kind = 'mail_order_paid' AND (j.args ->> 'order_id')::bigint = o.id
WHERE EXISTS (SELECT FROM order_events e WHERE e.order_id = o.id AND e.kind = 'paid')
GROUP BY o.number
HAVING count(DISTINCT m.id) > 1 OR count(DISTINCT j.id) > 1 OR count(DISTINCT m.id) + count(DISTINCT j.id) = 0
