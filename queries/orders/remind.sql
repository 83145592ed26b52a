-- name: Unreminded :many
-- Orders that nobody has paid, whose buyer has no mail with a way to pay yet.
SELECT o.id FROM orders o
JOIN payment_attempts a ON a.order_id = o.id AND a.state IN ('created', 'open') AND a.close_reason = ''
WHERE o.desk = 'unpaid' AND o.payment_state = 'unpaid' AND o.number IS NOT NULL
  AND o.placed_at <= @placed_before::timestamptz AND a.expires_at > @payable_after::timestamptz
  AND NOT EXISTS (SELECT FROM mail_log m WHERE m.order_id = o.id AND m.kind IN ('order_unpaid', 'order_received'))
ORDER BY a.expires_at LIMIT @most;

-- name: NearDeadline :many
-- Issued codes that expire within the horizon and whose buyer was not reminded;
-- told_at is when the mail with the code went out.
SELECT a.id, a.order_id, a.method, a.code_expires_at, t.sent_at AS told_at
FROM payment_attempts a
JOIN orders o ON o.id = a.order_id AND o.desk = 'unpaid'
JOIN mail_log t ON t.key = 'order_received:' || a.id
WHERE a.state = 'pending' AND a.close_reason = '' AND a.code_url <> ''
  AND a.code_expires_at > @now::timestamptz AND a.code_expires_at <= @horizon::timestamptz
  AND NOT EXISTS (SELECT FROM mail_log m WHERE m.key = 'order_deadline:' || a.id)
ORDER BY a.code_expires_at LIMIT @most;

-- name: PaidBetween :many
SELECT number, city, uf, payment_method, total_cents, paid_at,
    count(*) OVER () AS found, (sum(total_cents) OVER ())::bigint AS sum
FROM orders
WHERE paid_at >= @from_at::timestamptz AND paid_at < @until_at::timestamptz AND state <> 'cancelled' AND number IS NOT NULL
ORDER BY paid_at, id LIMIT @most;

-- name: OrdersByNumbers :many
SELECT * FROM orders WHERE number = ANY(@numbers::bigint[]) ORDER BY number;

-- name: LinesOfOrders :many
SELECT * FROM order_lines WHERE order_id = ANY(@order_ids::bigint[]) ORDER BY order_id, position;
