-- name: Claim :one
-- One sender at a time: a row that somebody else is sending, or that was sent,
-- is not returned.
INSERT INTO mail_log AS m (key, kind, order_id, user_id, locale, attempts, message_id, claimed_until, created_at)
VALUES (@key, @kind, @order_id, @user_id, @locale, 1, @message_id, @claimed_until::timestamptz, @at)
ON CONFLICT (key) DO UPDATE
SET attempts = m.attempts + 1, state = 'queued', claimed_until = excluded.claimed_until
WHERE m.state <> 'sent' AND (m.claimed_until IS NULL OR m.claimed_until <= excluded.created_at)
RETURNING id;

-- name: StateOf :one
SELECT state FROM mail_log WHERE key = $1;

-- name: MarkSent :exec
UPDATE mail_log SET state = 'sent', failure = '', claimed_until = NULL, sent_at = @at::timestamptz WHERE id = @id;

-- name: MarkFailed :exec
UPDATE mail_log SET state = @state, failure = @failure, claimed_until = NULL WHERE id = @id;

-- name: OfOrder :many
SELECT id, key, kind, order_id, locale, state, attempts, failure, created_at, sent_at
FROM mail_log WHERE order_id = @order_id::bigint ORDER BY id;

-- name: List :many
SELECT m.id, m.kind, m.order_id, coalesce(o.number, 0)::bigint AS order_number, m.locale, m.state, m.attempts, m.failure, m.created_at, m.sent_at
FROM mail_log m
LEFT JOIN orders o ON o.id = m.order_id
ORDER BY m.id DESC
LIMIT @page_size OFFSET @skip;

-- name: Count :one
SELECT count(*) FROM mail_log;

-- name: OfCustomer :many
-- The newest mails to an account (0: none) and about orders.
SELECT m.id, m.kind, m.order_id, coalesce(o.number, 0)::bigint AS order_number, m.locale, m.state, m.attempts, m.failure, m.created_at, m.sent_at
FROM mail_log m
LEFT JOIN orders o ON o.id = m.order_id
WHERE m.id IN (
    SELECT u.id FROM mail_log u WHERE u.user_id = @user_id::bigint
    UNION ALL
    SELECT p.id FROM mail_log p WHERE p.order_id = ANY(@order_ids::bigint[]))
ORDER BY m.id DESC LIMIT 50;
