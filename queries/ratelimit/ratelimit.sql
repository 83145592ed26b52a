-- name: Hit :one
INSERT INTO rate_limits AS r (key, window_start, window_end, hits) VALUES ($1, $2, $3, 1)
ON CONFLICT (key, window_start) DO UPDATE SET hits = r.hits + 1
RETURNING hits;

-- name: Hits :one
SELECT coalesce(sum(hits), 0)::bigint FROM rate_limits WHERE key = $1 AND window_start = $2;

-- name: Forgive :exec
UPDATE rate_limits SET hits = hits - 1 WHERE key = $1 AND window_start = $2 AND hits > 0;

-- name: Forget :exec
DELETE FROM rate_limits WHERE key = $1;

-- name: Purge :exec
DELETE FROM rate_limits WHERE window_end <= $1;
