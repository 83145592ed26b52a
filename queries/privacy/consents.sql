-- name: AddSubject :one
-- The subject of an address, made if there is none. A user that is known is
-- kept; the language is that of the last form.
INSERT INTO consent_subjects AS s (email, user_id, locale, created_at)
VALUES (@email::text, sqlc.narg(user_id), @locale, @at)
ON CONFLICT (lower(email)) DO UPDATE SET user_id = coalesce(excluded.user_id, s.user_id), locale = excluded.locale
RETURNING id;

-- name: SubjectByEmail :one
SELECT * FROM consent_subjects WHERE lower(email) = lower(@email::text);

-- name: SubjectByID :one
SELECT * FROM consent_subjects WHERE id = $1;

-- name: LockSubject :one
SELECT id FROM consent_subjects WHERE id = $1 FOR NO KEY UPDATE;

-- name: AddText :exec
INSERT INTO consent_texts (purpose, locale, version, body, created_at)
VALUES ($1, $2, $3, $4, @at)
ON CONFLICT (purpose, version) DO NOTHING;

-- name: TextID :one
SELECT id FROM consent_texts WHERE purpose = $1 AND version = $2;

-- name: Latest :one
SELECT given, text_id, at FROM consents WHERE subject_id = $1 AND purpose = $2 ORDER BY id DESC LIMIT 1;

-- name: AddConsent :exec
INSERT INTO consents (subject_id, purpose, given, text_id, source, at)
VALUES ($1, $2, $3, sqlc.narg(text_id), @source, @at);

-- name: History :many
SELECT c.id, c.purpose, c.given, c.source, c.at, coalesce(t.version, '')::text AS version, coalesce(t.body, '')::text AS body
FROM consents c
LEFT JOIN consent_texts t ON t.id = c.text_id
WHERE c.subject_id = $1
ORDER BY c.id DESC
LIMIT 200;

-- name: Suppression :one
SELECT reason, at FROM suppressions WHERE subject_id = $1;

-- name: Suppress :exec
INSERT INTO suppressions (subject_id, reason, at) VALUES ($1, $2, @at)
ON CONFLICT (subject_id) DO NOTHING;

-- name: Unsuppress :exec
DELETE FROM suppressions WHERE subject_id = $1;
