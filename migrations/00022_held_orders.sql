-- +goose Up

-- Money that does not fit its order: another amount, another currency. Nothing
-- leaves before staff have decided.
ALTER TABLE orders ADD COLUMN hold text NOT NULL DEFAULT ''
    CONSTRAINT orders_hold_check CHECK (hold IN ('', 'amount', 'currency'));

-- A held order is no longer its cart's open one: the shopper may buy again.
DROP INDEX orders_cart_open_key;
CREATE UNIQUE INDEX orders_cart_open_key ON orders (cart_id)
    WHERE state = 'open' AND payment_state IN ('unpaid', 'pending') AND hold = '';

-- Refunded: all its money went back before it left, in Stripe's dashboard too.
ALTER TABLE orders DROP CONSTRAINT orders_cancel_reason_check;
ALTER TABLE orders ADD CONSTRAINT orders_cancel_reason_check
    CHECK (cancel_reason IN ('', 'expired', 'replaced', 'customer', 'staff', 'payment', 'refunded'));

ALTER TABLE orders DROP COLUMN desk;
ALTER TABLE orders ADD COLUMN desk text NOT NULL GENERATED ALWAYS AS (
    CASE WHEN hold <> '' THEN 'held'
         WHEN state = 'cancelled' THEN 'cancelled'
         WHEN payment_state IN ('unpaid', 'pending') THEN 'unpaid'
         WHEN payment_state = 'refunded' AND fulfilment_state = 'unfulfilled' THEN 'cancelled'
         WHEN fulfilment_state IN ('unfulfilled', 'partial') THEN 'to_ship'
         ELSE 'shipped' END) STORED;
CREATE INDEX orders_desk_idx ON orders (desk, placed_at DESC, id DESC);

-- Surplus: what a payment brought above the order's total.
ALTER TABLE refunds DROP CONSTRAINT refunds_reason_check;
ALTER TABLE refunds ADD CONSTRAINT refunds_reason_check
    CHECK (reason IN ('withdrawal', 'defect', 'missing', 'goodwill', 'cancelled', 'duplicate', 'late', 'dashboard', 'surplus', 'mismatch'));

-- When staff decided that the customer waits for these units.
ALTER TABLE shortages ADD COLUMN accepted_at timestamptz;

-- What the back office calls unanswered: an attempt that can still end paid, and
-- when it should have ended (a boleto's bank tells days later).
CREATE VIEW overdue_attempts AS
SELECT a.id, o.number, a.method,
    (CASE WHEN a.code_expires_at IS NULL THEN a.expires_at
         WHEN a.method = 'boleto' THEN a.code_expires_at + interval '4 days'
         ELSE a.code_expires_at END)::timestamptz AS due
FROM payment_attempts a JOIN orders o ON o.id = a.order_id
WHERE a.state IN ('created', 'open', 'pending');

-- Work that failed: for good, or several times. What runs on a schedule counts
-- once, and only while it has not succeeded again.
CREATE VIEW failed_jobs AS
SELECT j.id, j.kind, j.state::text AS state, j.attempt, j.max_attempts, coalesce(j.attempted_at, j.created_at) AS attempted_at, j.scheduled_at,
    CASE WHEN j.args ? 'order_id' THEN (j.args ->> 'order_id')::bigint END AS order_id
FROM river_job j
WHERE (j.state = 'discarded' OR j.state = 'retryable' AND j.attempt >= 3)
  AND (j.max_attempts > 1 OR NOT EXISTS (
        SELECT FROM river_job n WHERE n.kind = j.kind AND n.id > j.id AND n.state IN ('completed', 'discarded')));

-- Money that should have gone back and did not: the newest refund failed.
CREATE VIEW stuck_refunds AS
SELECT r.id, o.number, r.created_at FROM refunds r JOIN orders o ON o.id = r.order_id
WHERE r.state = 'failed' AND NOT EXISTS (SELECT FROM refunds n WHERE n.order_id = r.order_id AND n.id > r.id);
