-- name: LoginsOf :many
SELECT id, device, address, second_factor, created_at, last_seen_at FROM logins
WHERE user_id = @user_id AND ended_at IS NULL AND last_seen_at >= @seen_since AND created_at >= @made_since
ORDER BY last_seen_at DESC, id DESC;

-- name: EndLoginOf :execrows
UPDATE logins SET ended_at = @at, ended_reason = @reason WHERE id = @id AND user_id = @user_id AND ended_at IS NULL;

-- name: EndLoginsOf :execrows
UPDATE logins SET ended_at = @at, ended_reason = @reason WHERE user_id = @user_id AND id <> @keep AND ended_at IS NULL;

-- name: ProveLogin :exec
UPDATE logins SET step_up_at = @at, second_factor = coalesce(nullif(@second_factor::text, ''), second_factor)
WHERE id = @id AND user_id = @user_id AND ended_at IS NULL;
