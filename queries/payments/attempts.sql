-- name: InsertAttempt :one
INSERT INTO payment_attempts (order_id, method, amount_cents, currency, idempotency_key, params, expires_at, checked_at, created_at, updated_at)
VALUES (@order_id, @method, @amount_cents, 'BRL', @idempotency_key, @params, @expires_at, @now::timestamptz, @now, @now)
RETURNING id;

-- name: Attempt :one
SELECT * FROM payment_attempts WHERE id = $1;

-- name: LockAttempt :one
SELECT * FROM payment_attempts WHERE id = $1 FOR NO KEY UPDATE;

-- name: AttemptBySession :one
SELECT id FROM payment_attempts WHERE session_id = $1;

-- name: AttemptByPaymentIntent :one
SELECT id FROM payment_attempts WHERE payment_intent_id = $1 ORDER BY id DESC LIMIT 1;

-- name: LatestAttempt :one
SELECT * FROM payment_attempts WHERE order_id = $1 ORDER BY id DESC LIMIT 1;

-- name: CountAttempts :one
SELECT count(*) FROM payment_attempts WHERE order_id = $1;

-- name: AttemptsOfOrder :many
SELECT * FROM payment_attempts WHERE order_id = $1 ORDER BY id;

-- name: AttemptOpened :execrows
UPDATE payment_attempts
SET state = 'open', session_id = @session_id, session_url = @session_url, expires_at = @expires_at, updated_at = @now
WHERE id = @id AND state = 'created';

-- name: UpdateAttempt :exec
UPDATE payment_attempts
SET state = @state, payment_intent_id = @payment_intent_id, code_url = @code_url,
    code_expires_at = @code_expires_at, failure = @failure, checked_at = @now, updated_at = @now
WHERE id = @id;

-- name: FailAttempt :execrows
UPDATE payment_attempts SET state = 'failed', failure = @failure, updated_at = @now
WHERE id = @id AND state = 'created';

-- name: ClaimCheck :execrows
UPDATE payment_attempts SET checked_at = @now
WHERE id = @id AND checked_at <= @before;

-- name: InsertDecline :exec
INSERT INTO payment_declines (attempt_id, charge_id, code, declined_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (charge_id) DO NOTHING;

-- name: DeclinesOfOrder :many
SELECT d.attempt_id, d.charge_id, d.code, d.declined_at
FROM payment_declines d JOIN payment_attempts a ON a.id = d.attempt_id
WHERE a.order_id = $1 ORDER BY d.declined_at, d.id;

-- name: MarkClosing :exec
UPDATE payment_attempts SET close_reason = @reason, updated_at = @now
WHERE id = @id AND state IN ('created', 'open', 'pending');
