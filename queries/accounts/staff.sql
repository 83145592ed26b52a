-- name: StaffList :many
SELECT u.id, u.email, u.name, u.state, u.created_at, r.id AS role_id, r.slug, r.name AS role_name,
    coalesce((SELECT max(l.last_seen_at) FROM logins l WHERE l.user_id = u.id), 'epoch')::timestamptz AS seen_at,
    (EXISTS (SELECT 1 FROM totp_secrets t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM passkeys k WHERE k.user_id = u.id))::boolean AS second_factor
FROM user_roles ur
JOIN users u ON u.id = ur.user_id
JOIN roles r ON r.id = ur.role_id
ORDER BY u.state, lower(u.name), u.id;

-- name: StaffMember :one
SELECT u.id, u.email, u.name, u.state, u.version, u.created_at, r.id AS role_id, r.slug, r.name AS role_name,
    coalesce((SELECT max(l.last_seen_at) FROM logins l WHERE l.user_id = u.id), 'epoch')::timestamptz AS seen_at,
    (EXISTS (SELECT 1 FROM totp_secrets t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM passkeys k WHERE k.user_id = u.id))::boolean AS second_factor
FROM user_roles ur
JOIN users u ON u.id = ur.user_id
JOIN roles r ON r.id = ur.role_id
WHERE u.id = $1;

-- name: LockMember :one
SELECT id, email, name, state, locale, version FROM users WHERE id = $1 FOR NO KEY UPDATE;

-- name: UserIDByEmail :one
SELECT id FROM users WHERE lower(email) = lower(@email);

-- name: SetMemberState :exec
UPDATE users SET state = @state, version = version + 1, updated_at = @now WHERE id = @id;

-- name: TouchUser :exec
UPDATE users SET version = version + 1, updated_at = @now WHERE id = @id;

-- name: Invitations :many
SELECT i.id, i.email, i.role_id, r.slug, r.name AS role_name, i.token_id, i.invited_by, coalesce(u.name, '')::text AS inviter,
    i.locale, i.sent_at, i.expires_at
FROM invitations i
JOIN roles r ON r.id = i.role_id
LEFT JOIN users u ON u.id = i.invited_by
ORDER BY i.id DESC;

-- name: Invitation :one
SELECT i.id, i.email, i.role_id, r.slug, r.name AS role_name, i.token_id, i.invited_by, coalesce(u.name, '')::text AS inviter,
    i.locale, i.sent_at, i.expires_at
FROM invitations i
JOIN roles r ON r.id = i.role_id
LEFT JOIN users u ON u.id = i.invited_by
WHERE i.id = $1;

-- name: InvitationByToken :one
SELECT i.id, i.email, i.role_id, r.slug, r.name AS role_name, i.token_id, i.invited_by, coalesce(u.name, '')::text AS inviter,
    i.locale, i.sent_at, i.expires_at
FROM invitations i
JOIN roles r ON r.id = i.role_id
LEFT JOIN users u ON u.id = i.invited_by
WHERE i.token_id = $1;

-- name: LockInvitation :one
SELECT id, email, role_id, token_id, locale FROM invitations WHERE id = $1 FOR UPDATE;

-- name: InsertInvitation :one
INSERT INTO invitations (email, role_id, token_id, invited_by, locale, created_at, sent_at, expires_at)
VALUES (@email, @role_id, @token_id, @invited_by, @locale, @now, @now, @expires_at)
RETURNING id;

-- name: RenewInvitation :exec
UPDATE invitations SET token_id = @token_id, sent_at = @now, expires_at = @expires_at WHERE id = @id;

-- name: DeleteInvitation :exec
DELETE FROM invitations WHERE id = $1;

-- name: DropInvitationsBy :exec
DELETE FROM invitations WHERE invited_by = @user_id::bigint;

-- name: LockInvitee :one
SELECT id, state, email_verified_at, EXISTS (SELECT 1 FROM user_roles ur WHERE ur.user_id = u.id) AS staff
FROM users u WHERE lower(email) = lower(@email) FOR NO KEY UPDATE;

-- name: TakeInvitee :exec
UPDATE users SET name = @name, password_hash = @password_hash, password_changed_at = @now::timestamptz, devices_since = @now,
    email_verified_at = coalesce(email_verified_at, @now), version = version + 1, updated_at = @now
WHERE id = @id;

-- name: InsertInvitee :one
INSERT INTO users (email, name, password_hash, password_changed_at, email_verified_at, locale, created_at, updated_at)
VALUES (@email, @name, @password_hash, @now::timestamptz, @now, @locale, @now, @now)
RETURNING id;
