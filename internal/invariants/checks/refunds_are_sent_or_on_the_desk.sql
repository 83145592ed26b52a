-- A refund that was asked for has its job, unless staff make it by hand: then its
-- payment came by boleto.
SELECT format('refund %s of order %s: %s, %s', r.id, r.order_id, r.state, p.method)
FROM refunds r JOIN payments p ON p.id = r.payment_id
WHERE r.state = 'created' AND NOT EXISTS (SELECT FROM river_job j WHERE j.kind = 'payment_refund' AND (j.args ->> 'refund_id')::bigint = r.id)
   OR (r.state IN ('desk', 'returned')) <> (p.method = 'boleto')
