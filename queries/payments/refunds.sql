-- name: LockPayments :many
SELECT * FROM payments WHERE order_id = $1 ORDER BY id FOR NO KEY UPDATE;

-- name: LockPaymentByRef :one
SELECT * FROM payments WHERE provider = 'stripe' AND provider_ref = $1 FOR NO KEY UPDATE;

-- name: PromisedOfOrder :many
-- What of each payment went back or is on its way.
SELECT payment_id, sum(amount_cents)::bigint AS cents FROM refunds
WHERE order_id = $1 AND state <> 'failed' GROUP BY payment_id;

-- name: InsertRefund :one
INSERT INTO refunds (payment_id, order_id, amount_cents, reason, state, idempotency_key, actor_kind, actor_id, actor_name, created_at, checked_at)
VALUES (@payment_id, @order_id, @amount_cents, @reason, @state, @idempotency_key, @actor_kind, @actor_id, @actor_name, @now::timestamptz, @now)
RETURNING id;

-- name: InsertForeignRefund :one
-- A refund that Stripe reports and the store did not ask for.
INSERT INTO refunds (payment_id, order_id, amount_cents, reason, state, idempotency_key, provider_ref, failure, actor_kind, actor_name, created_at, checked_at, settled_at)
VALUES (@payment_id, @order_id, @amount_cents, 'dashboard', @state, 'stripe-' || @provider_ref::text, @provider_ref, @failure, 'provider', 'stripe', @now::timestamptz, @now, @settled_at)
RETURNING id;

-- name: Refund :one
SELECT sqlc.embed(r), p.method, p.currency, p.provider_ref AS payment_ref FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.id = $1;

-- name: LockRefunds :many
SELECT * FROM refunds WHERE payment_id = $1 ORDER BY id FOR NO KEY UPDATE;

-- name: LockRefund :one
SELECT * FROM refunds WHERE id = $1 FOR NO KEY UPDATE;

-- name: UpdateRefund :exec
UPDATE refunds SET state = @state, provider_ref = @provider_ref, failure = @failure, settled_at = @settled_at, checked_at = @now::timestamptz
WHERE id = @id;

-- name: ReturnRefund :exec
UPDATE refunds SET state = 'returned', payee = @payee, proof = @proof, settled_at = @now::timestamptz
WHERE id = @id AND state = 'desk';

-- name: RecountRefunded :exec
-- The money that left: not what is promised, not what failed.
UPDATE payments p SET refunded_cents = coalesce((
    SELECT sum(r.amount_cents) FROM refunds r WHERE r.payment_id = p.id AND r.state IN ('pending', 'succeeded', 'returned')), 0)
WHERE p.order_id = $1;

-- name: SumsOfOrder :one
SELECT coalesce(sum(amount_cents), 0)::bigint AS paid, coalesce(sum(refunded_cents), 0)::bigint AS refunded FROM payments
WHERE order_id = $1 AND lower(currency) = 'brl';

-- name: RefundsOfOrder :many
SELECT sqlc.embed(r), p.method, p.currency, p.provider_ref AS payment_ref FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.order_id = $1 ORDER BY r.id;

-- name: DeskRefunds :many
SELECT sqlc.embed(r), p.method, p.currency, p.provider_ref AS payment_ref, o.number AS order_number
FROM refunds r JOIN payments p ON p.id = r.payment_id JOIN orders o ON o.id = r.order_id
WHERE r.state = 'desk' ORDER BY r.created_at, r.id LIMIT 200;

-- name: ClaimPendingRefunds :many
-- Refunds that the bank has not settled and nobody asked about for a while.
UPDATE refunds SET checked_at = @now::timestamptz
WHERE id IN (SELECT r.id FROM refunds r WHERE r.state = 'pending' AND r.checked_at <= @before ORDER BY r.checked_at LIMIT @most)
RETURNING payment_id;

-- name: AttemptOfPayment :one
SELECT attempt_id FROM payments WHERE id = $1;

-- name: OrderOfPayment :one
SELECT order_id FROM payments WHERE id = $1;

-- name: RefundsUnderWay :one
SELECT count(*) FROM refunds WHERE order_id = $1 AND state IN ('created', 'pending', 'desk');
