-- name: AddAccess :copyfrom
INSERT INTO access_record (at, address, port, method, route, user_id) VALUES ($1, $2, $3, $4, $5, $6);

-- name: Access :many
-- The newest first, of a span of time, of one address or all, of one user or all.
SELECT at, address, port, method, route, user_id FROM access_record
WHERE at >= @first::timestamptz AND at < @until::timestamptz
  AND (sqlc.narg(address)::cidr IS NULL OR address <<= sqlc.narg(address))
  AND (sqlc.narg(user_id)::bigint IS NULL OR user_id = sqlc.narg(user_id))
ORDER BY at DESC LIMIT @most OFFSET @skip;

-- name: PurgeAccess :execrows
DELETE FROM access_record WHERE at < @before::timestamptz;

-- name: UserWithMail :one
SELECT id FROM users WHERE lower(email) = lower(@email::text);
