-- name: Hit :one
INSERT INTO rate_limits AS r (key, window_start, hits) VALUES ($1, $2, 1)
ON CONFLICT (key, window_start) DO UPDATE SET hits = r.hits + 1
RETURNING hits;

-- name: Hits :one
SELECT coalesce(sum(hits), 0)::bigint FROM rate_limits WHERE key = $1 AND window_start = $2;

-- name: Purge :exec
DELETE FROM rate_limits WHERE window_start < $1;
