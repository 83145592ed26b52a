-- name: InsertUser :one
-- An account begins with a confirmed e-mail, unless verified_at is NULL.
INSERT INTO users (email, name, password_hash, locale, demo, created_at, updated_at, email_verified_at, password_changed_at)
VALUES (@email, @name, @password_hash, @locale, @demo, @at, @at, @verified_at, @at)
RETURNING id;

-- name: RoleBySlug :one
SELECT id, permissions FROM roles WHERE slug = $1;

-- name: GiveRole :exec
INSERT INTO user_roles (user_id, role_id) VALUES ($1, $2);

-- name: Credentials :one
SELECT id, coalesce(password_hash, '')::text AS password_hash, state, devices_since,
    EXISTS (SELECT 1 FROM user_roles ur WHERE ur.user_id = users.id) AS staff
FROM users WHERE lower(email) = lower(@email);

-- name: UserOfLogin :one
SELECT l.created_at, l.last_seen_at, u.id, u.email, u.name, u.locale, (u.email_verified_at IS NOT NULL)::boolean AS verified,
    l.step_up_at, (l.second_factor <> '')::boolean AS proven,
    (EXISTS (SELECT 1 FROM totp_secrets t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id))::boolean AS second_factor,
    (r.id IS NOT NULL)::boolean AS staff, coalesce(r.permissions, '{}')::text[] AS permissions, r.refund_limit_cents
FROM logins l
JOIN users u ON u.id = l.user_id
LEFT JOIN user_roles ur ON ur.user_id = u.id
LEFT JOIN roles r ON r.id = ur.role_id
WHERE l.id = $1 AND l.ended_at IS NULL AND u.state = 'active';

-- name: InsertLogin :one
INSERT INTO logins (user_id, device, address, second_factor, created_at, last_seen_at, step_up_at)
VALUES (@user_id, @device, @address, @second_factor, @at, @at, @step_up_at)
RETURNING id;

-- name: TouchLogin :exec
UPDATE logins SET last_seen_at = @at WHERE id = @id AND ended_at IS NULL AND last_seen_at < @before;

-- name: EndLogin :exec
UPDATE logins SET ended_at = @at WHERE id = @id AND ended_at IS NULL;

-- name: HasDemo :one
SELECT EXISTS (SELECT 1 FROM users WHERE demo);
