-- No line gave more back than its net price and freight; one that was refunded
-- whole gave exactly these, to the centavo. Its units are those of its refunds.
SELECT format('order line %s: %s of %s units, %s of %s goods, %s of %s freight', l.id, l.refunded_quantity, l.quantity,
    coalesce(sum(rl.goods_cents), 0), l.total_cents - l.discount_cents, coalesce(sum(rl.shipping_cents), 0), l.shipping_cents)
FROM order_lines l
LEFT JOIN (SELECT x.* FROM refund_lines x JOIN refunds r ON r.id = x.refund_id WHERE r.state <> 'failed') rl ON rl.order_line_id = l.id
GROUP BY l.id
HAVING l.refunded_quantity <> coalesce(sum(rl.quantity), 0)
    OR coalesce(sum(rl.goods_cents), 0) > l.total_cents - l.discount_cents
    OR coalesce(sum(rl.shipping_cents), 0) > l.shipping_cents
    OR l.refunded_quantity = l.quantity AND coalesce(sum(rl.goods_cents + rl.shipping_cents), 0) <> l.total_cents - l.discount_cents + l.shipping_cents
