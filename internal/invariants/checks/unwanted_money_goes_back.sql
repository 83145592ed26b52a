-- Money that came twice, or for an order that was given up, has a refund.
SELECT format('order %s: %s', o.number, e.kind)
FROM order_events e JOIN orders o ON o.id = e.order_id
WHERE e.kind IN ('paid_again', 'paid_late')
GROUP BY o.id, e.kind
HAVING count(*) > (SELECT count(*) FROM refunds r WHERE r.order_id = o.id AND r.reason IN (CASE e.kind WHEN 'paid_again' THEN 'duplicate' ELSE 'late' END, 'dashboard'))
