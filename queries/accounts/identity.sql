-- name: Person :one
-- Whoever may log in, with what a log-in needs to know.
SELECT u.id, u.email, u.name, u.locale, (u.email_verified_at IS NOT NULL)::boolean AS verified, u.devices_since,
    (coalesce(u.password_hash, '') <> '')::boolean AS has_password,
    EXISTS (SELECT 1 FROM user_roles ur WHERE ur.user_id = u.id) AS staff
FROM users u
WHERE u.id = $1 AND u.state = 'active';

-- name: PersonForChange :one
SELECT id, email, name, locale, (email_verified_at IS NOT NULL)::boolean AS verified, coalesce(password_hash, '')::text AS password_hash
FROM users
WHERE id = $1 AND state = 'active'
FOR UPDATE;

-- name: Holder :one
SELECT id, email, name, locale, state, (email_verified_at IS NOT NULL)::boolean AS verified
FROM users
WHERE lower(email) = lower(@email);

-- name: SetPassword :exec
UPDATE users SET password_hash = @password_hash, password_changed_at = @at, updated_at = @at, version = version + 1 WHERE id = @id;

-- name: UpgradePassword :exec
-- The same password in a stronger hash; not when it was changed meanwhile.
UPDATE users SET password_hash = @password_hash WHERE id = @id AND password_hash = @old;

-- name: ConfirmEmail :exec
UPDATE users SET email_verified_at = coalesce(email_verified_at, @at), updated_at = @at, version = version + 1 WHERE id = @id;

-- name: SetEmail :exec
UPDATE users SET email = @email, email_verified_at = @at, updated_at = @at, version = version + 1 WHERE id = @id;

-- name: DistrustDevices :exec
UPDATE users SET devices_since = @at WHERE id = @id;

-- name: LoginForNotice :one
SELECT user_id, device, created_at FROM logins WHERE id = $1;

-- name: PasswordHash :one
SELECT coalesce(password_hash, '')::text FROM users WHERE id = $1 AND state = 'active';

-- name: DropTOTPSince :exec
DELETE FROM totp_secrets WHERE user_id = @user_id AND coalesce(confirmed_at, created_at) >= @since::timestamptz;

-- name: DropPasskeysSince :exec
DELETE FROM passkeys WHERE user_id = @user_id AND created_at >= @since::timestamptz;

-- name: DropRecoveryCodesSince :exec
DELETE FROM recovery_codes WHERE user_id = @user_id AND created_at >= @since::timestamptz;
