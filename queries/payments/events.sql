-- name: InsertEvent :execrows
INSERT INTO provider_events (id, type, object_id, session_id, payment_intent_id, data, happened_at, received_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO NOTHING;

-- name: Event :one
SELECT * FROM provider_events WHERE id = $1;

-- name: EventProcessed :exec
UPDATE provider_events SET processed_at = @now::timestamptz, outcome = @outcome WHERE id = @id;

-- name: CapturedOfAttempt :one
SELECT captured_at FROM payments WHERE attempt_id = $1 ORDER BY id LIMIT 1;
