-- name: Add :one
-- A message that was sent already on the same day is not added again.
INSERT INTO contact_messages (protocol, content_hash, name, email, subject, message, order_number, locale, created_at, due_at)
VALUES (@protocol, @content_hash, @name, @email, @subject, @message, sqlc.narg(order_number), @locale, @created_at, @due_at)
ON CONFLICT (content_hash) DO NOTHING
RETURNING id;

-- name: ByHash :one
SELECT * FROM contact_messages WHERE content_hash = $1;

-- name: ByProtocol :one
SELECT * FROM contact_messages WHERE protocol = $1;

-- name: ByID :one
SELECT * FROM contact_messages WHERE id = $1;

-- name: List :many
SELECT * FROM contact_messages
WHERE (answered_at IS NOT NULL) = @answered::boolean
ORDER BY CASE WHEN answered_at IS NULL THEN due_at END, answered_at DESC, id
LIMIT @page_size OFFSET @skip;

-- name: Count :one
SELECT count(*) FILTER (WHERE answered_at IS NULL) AS open, count(*) FILTER (WHERE answered_at IS NOT NULL) AS answered
FROM contact_messages;

-- name: Answer :execrows
UPDATE contact_messages SET answered_at = @at::timestamptz, answered_by = @by WHERE id = @id AND answered_at IS NULL;

-- name: Reopen :execrows
UPDATE contact_messages SET answered_at = NULL, answered_by = '' WHERE id = @id AND answered_at IS NOT NULL;
