-- A refund by lines is the sum of its lines' shares.
SELECT format('refund %s of %s: lines %s', r.id, r.amount_cents, sum(l.goods_cents + l.shipping_cents))
FROM refunds r JOIN refund_lines l ON l.refund_id = r.id
GROUP BY r.id
HAVING r.amount_cents <> sum(l.goods_cents + l.shipping_cents)
