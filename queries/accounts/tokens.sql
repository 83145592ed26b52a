-- name: InsertToken :one
INSERT INTO tokens (kind, user_id, subject, proven, nonce, created_at, expires_at)
VALUES (@kind, @user_id, @subject, EXISTS (
    SELECT 1 FROM users u WHERE u.id = @user_id AND lower(u.email) = lower(@subject) AND u.email_verified_at IS NOT NULL
), @nonce, @created_at, @expires_at)
RETURNING id;

-- name: InsertTokenByEmail :one
-- The same statement whether or not somebody has the address: its time tells
-- nothing.
INSERT INTO tokens (kind, user_id, subject, nonce, created_at, expires_at)
VALUES (@kind, (SELECT u.id FROM users u WHERE lower(u.email) = lower(@subject::text) AND u.state = 'active'), @subject, @nonce, @created_at, @expires_at)
RETURNING id;

-- name: Token :one
SELECT * FROM tokens WHERE id = $1;

-- name: LockToken :one
SELECT * FROM tokens WHERE id = $1 FOR UPDATE;

-- name: UseToken :exec
UPDATE tokens SET used_at = @at WHERE id = @id;

-- name: VoidTokens :exec
-- A voided token counts as used: no link of these kinds opens anything any more.
UPDATE tokens SET used_at = @at
WHERE user_id = @user_id AND used_at IS NULL AND kind = ANY(@kinds::text[]) AND id > @after;
