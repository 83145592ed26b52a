-- name: List :many
SELECT p.slug, p.version, p.reviewed_at, p.updated_at, v.title
FROM pages p JOIN page_versions v ON v.page_id = p.id AND v.version = p.version
ORDER BY p.position;

-- name: Get :one
-- A version of a page, the one in force for 0.
SELECT p.id, p.slug, p.version AS current_version, p.reviewed_at, v.version, v.title, v.body, v.created_at
FROM pages p JOIN page_versions v ON v.page_id = p.id
WHERE p.slug = @slug AND v.version = CASE WHEN @version::int = 0 THEN p.version ELSE @version::int END;

-- name: Versions :many
SELECT v.version, v.title, v.actor_name, v.created_at
FROM pages p JOIN page_versions v ON v.page_id = p.id
WHERE p.slug = $1 ORDER BY v.version DESC;

-- name: Lock :one
SELECT id, version FROM pages WHERE slug = $1 FOR NO KEY UPDATE;

-- name: Add :exec
INSERT INTO page_versions (page_id, version, title, body, actor_name, created_at)
VALUES (@page_id, @version, @title, @body, @actor_name, @at);

-- name: Review :exec
UPDATE pages SET version = @version, reviewed_at = @at::timestamptz,
    updated_at = CASE WHEN version = @version THEN updated_at ELSE @at::timestamptz END
WHERE id = @id;

-- name: CurrentVersion :one
SELECT version FROM pages WHERE slug = $1;

-- name: Unreviewed :one
SELECT count(*) FROM pages WHERE reviewed_at IS NULL;
