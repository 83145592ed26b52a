-- name: Record :exec
INSERT INTO audit_log (at, actor_kind, actor_id, actor_name, request_id, action, subject_kind, subject_id, before, after)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: OfSubject :many
SELECT id, at, actor_kind, actor_id, actor_name, action, before, after
FROM audit_log WHERE subject_kind = $1 AND subject_id = $2 ORDER BY id DESC LIMIT 200;
