-- name: SalesByDay :many
-- One statement, so that its figures belong to one moment.
SELECT (o.paid_at AT TIME ZONE @zone::text)::date::text AS day,
    count(*)::int AS orders,
    sum(o.total_cents)::bigint AS sales_cents,
    sum(o.refunded_cents)::bigint AS refunded_cents,
    coalesce(sum(u.units), 0)::bigint AS units
FROM orders o
LEFT JOIN (
    SELECT l.order_id, sum(l.quantity) AS units
    FROM orders paid
    JOIN order_lines l ON l.order_id = paid.id
    WHERE paid.paid_at >= @since::timestamptz AND paid.paid_at < @until::timestamptz
    GROUP BY l.order_id
) u ON u.order_id = o.id
WHERE o.paid_at >= @since::timestamptz AND o.paid_at < @until::timestamptz
GROUP BY 1;

-- name: BestSellers :many
SELECT p.id, p.title, p.slug, sold.units, sold.revenue_cents
FROM (
    SELECT l.product_id, sum(l.quantity)::bigint AS units, sum(l.total_cents - l.discount_cents)::bigint AS revenue_cents
    FROM orders o
    JOIN order_lines l ON l.order_id = o.id
    WHERE o.paid_at >= @since::timestamptz AND o.paid_at < @until::timestamptz
    GROUP BY l.product_id
) sold
JOIN products p ON p.id = sold.product_id
ORDER BY CASE WHEN @by_revenue::boolean THEN sold.revenue_cents ELSE sold.units END DESC,
    sold.revenue_cents DESC, sold.units DESC, p.id
LIMIT @most;

-- name: LowStock :many
-- One query for the list and, on every row, how many there are in all.
SELECT v.id AS variant_id, v.sku, p.title, stock.available, count(*) OVER ()::int AS found
FROM (
    SELECT s.variant_id, sum(greatest(s.on_hand + s.backorder_limit - s.reserved, 0))::int AS available
    FROM stock_levels s
    JOIN locations l ON l.id = s.location_id AND l.active
    GROUP BY s.variant_id
    HAVING sum(greatest(s.on_hand + s.backorder_limit - s.reserved, 0)) <= @threshold::int
) stock
JOIN variants v ON v.id = stock.variant_id AND v.state = 'active'
JOIN products p ON p.id = v.product_id AND p.state = 'active'
ORDER BY stock.available, p.title, v.position, v.id
LIMIT @most;

-- name: ToShip :one
SELECT count(*) FROM orders
WHERE state = 'open' AND hold = '' AND payment_state IN ('paid', 'partially_refunded') AND fulfilment_state IN ('unfulfilled', 'partial');
