-- name: All :many
SELECT key, value, version FROM settings;

-- name: Put :one
INSERT INTO settings AS s (key, value, updated_at) VALUES ($1, $2, $3)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = s.version + 1, updated_at = excluded.updated_at
RETURNING version;

-- Two people saving at once are taken one after the other: there may be no row
-- yet to lock.
-- name: Lock :exec
SELECT pg_advisory_xact_lock(7362001);
