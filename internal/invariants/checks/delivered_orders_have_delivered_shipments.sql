-- An order is delivered when all of it left and every shipment arrived, and a
-- shipment has its time of arrival.
SELECT format('order %s is %s, %s of %s shipments arrived', o.number, o.fulfilment_state,
    count(*) FILTER (WHERE s.state = 'delivered' AND s.delivered_at IS NOT NULL), count(s.id))
FROM orders o LEFT JOIN shipments s ON s.order_id = o.id
GROUP BY o.id
HAVING o.fulfilment_state = 'delivered' AND (count(s.id) = 0 OR count(*) FILTER (WHERE s.state = 'delivered') < count(s.id))
    OR o.fulfilment_state = 'shipped' AND count(s.id) > 0 AND count(*) FILTER (WHERE s.state = 'delivered') = count(s.id)
    OR count(*) FILTER (WHERE (s.state = 'delivered') <> (s.delivered_at IS NOT NULL)) > 0
