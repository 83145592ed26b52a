-- name: InsertUser :one
INSERT INTO users (email, name, password_hash, locale, demo, created_at, updated_at)
VALUES (@email, @name, @password_hash, @locale, @demo, @at, @at)
RETURNING id;

-- name: RoleBySlug :one
SELECT id, permissions FROM roles WHERE slug = $1;

-- name: GiveRole :exec
INSERT INTO user_roles (user_id, role_id) VALUES ($1, $2);

-- name: Credentials :one
SELECT id, password_hash, state FROM users WHERE lower(email) = lower(@email);

-- name: UserOfLogin :one
SELECT l.created_at, l.last_seen_at, u.id, u.email, u.name, u.locale,
    EXISTS (SELECT 1 FROM user_roles ur WHERE ur.user_id = u.id) AS staff,
    coalesce((
        SELECT array_agg(DISTINCT permission)
        FROM user_roles ur
        JOIN roles r ON r.id = ur.role_id
        CROSS JOIN LATERAL unnest(r.permissions) AS permission
        WHERE ur.user_id = u.id
    ), '{}')::text[] AS permissions
FROM logins l
JOIN users u ON u.id = l.user_id
WHERE l.id = $1 AND l.ended_at IS NULL AND u.state = 'active';

-- name: InsertLogin :one
INSERT INTO logins (user_id, device, created_at, last_seen_at) VALUES (@user_id, @device, @at, @at)
RETURNING id;

-- name: TouchLogin :exec
UPDATE logins SET last_seen_at = @at WHERE id = @id AND ended_at IS NULL AND last_seen_at < @before;

-- name: EndLogin :exec
UPDATE logins SET ended_at = @at WHERE id = @id AND ended_at IS NULL;

-- name: HasDemo :one
SELECT EXISTS (SELECT 1 FROM users WHERE demo);
