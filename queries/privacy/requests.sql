-- name: AddRequest :one
-- The one that is open already answers a second click.
INSERT INTO data_requests AS r (kind, user_id, email, locale, source, actor_name, created_at)
VALUES ($1, sqlc.narg(user_id), sqlc.narg(email), @locale, @source, @actor_name, @at)
ON CONFLICT (kind, coalesce(user_id, 0), lower(coalesce(email, ''))) WHERE state = 'open' DO UPDATE SET locale = excluded.locale
RETURNING id;

-- name: Request :one
SELECT * FROM data_requests WHERE id = $1;

-- name: LockRequest :one
SELECT * FROM data_requests WHERE id = $1 FOR NO KEY UPDATE;

-- name: ReadyExports :many
SELECT id, created_at, expires_at FROM data_requests
WHERE kind = 'export' AND state = 'ready' AND expires_at > @now::timestamptz
    AND (user_id = sqlc.narg(user_id)::bigint OR user_id IS NULL AND lower(email) = lower(sqlc.narg(email)::text))
ORDER BY id DESC;

-- name: OpenRequests :many
SELECT kind FROM data_requests
WHERE state = 'open' AND (user_id = sqlc.narg(user_id)::bigint OR user_id IS NULL AND lower(email) = lower(sqlc.narg(email)::text))
ORDER BY id;

-- name: ExportFile :one
SELECT blob_key, created_at FROM data_requests
WHERE id = @id AND kind = 'export' AND state = 'ready' AND expires_at > @now::timestamptz
    AND (user_id = sqlc.narg(user_id)::bigint OR user_id IS NULL AND lower(email) = lower(sqlc.narg(email)::text));

-- name: FinishExport :exec
UPDATE data_requests SET state = 'ready', done_at = @now::timestamptz, blob_key = @blob_key, expires_at = @expires_at::timestamptz WHERE id = @id;

-- name: FinishErasure :exec
UPDATE data_requests SET state = 'done', done_at = @now::timestamptz, email = NULL, provider = @provider WHERE id = @id;

-- name: FilesOf :many
SELECT id, blob_key FROM data_requests
WHERE state = 'ready' AND (user_id = sqlc.narg(user_id)::bigint OR lower(email) = lower(sqlc.narg(email)::text));

-- name: ExpiredFiles :many
SELECT id, blob_key FROM data_requests WHERE state = 'ready' AND expires_at <= @now::timestamptz ORDER BY id LIMIT 100;

-- name: FileGone :exec
UPDATE data_requests SET state = 'done', blob_key = '', expires_at = NULL, email = NULL WHERE id = $1;

-- name: DropExports :exec
-- Copies that were not made yet are not made any more.
UPDATE data_requests SET state = 'done', done_at = @now::timestamptz, email = NULL
WHERE kind = 'export' AND state = 'open' AND (user_id = sqlc.narg(user_id)::bigint OR lower(email) = lower(sqlc.narg(email)::text));

-- name: ForgetRequests :exec
UPDATE data_requests SET email = NULL
WHERE id <> @keep AND state <> 'open' AND (user_id = sqlc.narg(user_id)::bigint OR lower(email) = lower(sqlc.narg(email)::text));

-- name: ForgetSubjects :many
UPDATE consent_subjects SET email = NULL, user_id = NULL
WHERE user_id = sqlc.narg(user_id)::bigint OR lower(email) = lower(sqlc.narg(email)::text)
RETURNING id;

-- name: ExportConsents :one
SELECT coalesce(json_agg(json_build_object('finalidade', c.purpose, 'aceito', c.given, 'em', c.at, 'onde', c.source, 'texto', t.body, 'versao', t.version) ORDER BY c.id), '[]')::text
FROM consents c
JOIN consent_subjects s ON s.id = c.subject_id
LEFT JOIN consent_texts t ON t.id = c.text_id
WHERE s.user_id = sqlc.narg(user_id)::bigint OR lower(s.email) = lower(sqlc.narg(email)::text);
