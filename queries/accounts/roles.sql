-- name: Roles :many
SELECT r.id, r.slug, r.name, r.builtin, r.permissions, r.refund_limit_cents, r.version,
    (SELECT count(*) FROM user_roles ur WHERE ur.role_id = r.id) AS people,
    (SELECT count(*) FROM invitations i WHERE i.role_id = r.id) AS invited
FROM roles r
ORDER BY NOT r.builtin, cardinality(r.permissions) DESC, lower(r.name), r.id;

-- name: RoleByID :one
SELECT r.id, r.slug, r.name, r.builtin, r.permissions, r.refund_limit_cents, r.version,
    (SELECT count(*) FROM user_roles ur WHERE ur.role_id = r.id) AS people,
    (SELECT count(*) FROM invitations i WHERE i.role_id = r.id) AS invited
FROM roles r
WHERE r.id = $1;

-- name: LockRole :one
SELECT id FROM roles WHERE id = $1 FOR UPDATE;

-- name: InsertRole :one
INSERT INTO roles (slug, name, permissions, refund_limit_cents, created_at, updated_at)
VALUES (@slug, @name, @permissions, @refund_limit_cents, @now, @now)
RETURNING id;

-- name: UpdateRole :exec
UPDATE roles SET name = @name, permissions = @permissions, refund_limit_cents = @refund_limit_cents,
    version = version + 1, updated_at = @now
WHERE id = @id;

-- name: DeleteRole :exec
DELETE FROM roles WHERE id = $1;

-- name: RoleOf :one
SELECT r.id, r.slug, r.name, r.builtin, r.permissions, r.refund_limit_cents, r.version
FROM user_roles ur
JOIN roles r ON r.id = ur.role_id
WHERE ur.user_id = $1;

-- name: TakeRole :exec
DELETE FROM user_roles WHERE user_id = $1;

-- name: LockOwnerRole :one
SELECT id FROM roles WHERE slug = 'owner' FOR UPDATE;

-- name: CountOwners :one
SELECT count(*)
FROM user_roles ur
JOIN roles r ON r.id = ur.role_id
JOIN users u ON u.id = ur.user_id
WHERE r.slug = 'owner' AND u.state = 'active';
