-- name: LockFactorOwner :one
SELECT id, email, name, locale, state, EXISTS (SELECT 1 FROM user_roles ur WHERE ur.user_id = u.id) AS staff
FROM users u WHERE id = $1 FOR NO KEY UPDATE;

-- name: Factors :one
SELECT EXISTS (SELECT 1 FROM totp_secrets t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL) AS totp,
    (SELECT count(*) FROM passkeys p WHERE p.user_id = u.id) AS passkeys,
    (SELECT count(*) FROM recovery_codes c WHERE c.user_id = u.id AND c.used_at IS NULL) AS recovery,
    coalesce(password_hash, '') <> '' AS password
FROM users u WHERE u.id = $1;

-- name: PutPendingTOTP :exec
INSERT INTO totp_secrets (user_id, sealed, created_at) VALUES (@user_id, @sealed, @at)
ON CONFLICT (user_id) WHERE confirmed_at IS NULL DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at;

-- name: TOTPSecret :one
SELECT id, sealed, last_step, created_at, confirmed_at FROM totp_secrets
WHERE user_id = @user_id AND (confirmed_at IS NULL) = @pending::boolean;

-- name: TakeTOTPStep :execrows
UPDATE totp_secrets SET last_step = @step WHERE id = @id AND last_step < @step;

-- name: ResealTOTP :exec
UPDATE totp_secrets SET sealed = @sealed WHERE id = @id;

-- name: DropConfirmedTOTP :execrows
DELETE FROM totp_secrets WHERE user_id = $1 AND confirmed_at IS NOT NULL;

-- name: ConfirmTOTP :exec
UPDATE totp_secrets SET confirmed_at = @at, last_step = @step WHERE id = @id;

-- name: DropTOTP :exec
DELETE FROM totp_secrets WHERE user_id = $1;

-- name: DropRecoveryCodes :exec
DELETE FROM recovery_codes WHERE user_id = $1;

-- name: InsertRecoveryCode :exec
INSERT INTO recovery_codes (user_id, hash, created_at) VALUES (@user_id, @hash, @at);

-- name: UseRecoveryCode :execrows
UPDATE recovery_codes SET used_at = @at WHERE user_id = @user_id AND hash = @hash AND used_at IS NULL;

-- name: PasskeyOwner :one
SELECT id, email, name, passkey_handle FROM users WHERE id = $1 AND state = 'active';

-- name: PasskeyOwnerByHandle :one
SELECT id, email, name, passkey_handle FROM users WHERE passkey_handle = $1 AND state = 'active';

-- name: PasskeysOf :many
SELECT id, credential, name, created_at, last_used_at FROM passkeys WHERE user_id = $1 ORDER BY id;

-- name: InsertPasskey :one
INSERT INTO passkeys (user_id, credential_id, credential, name, created_at)
VALUES (@user_id, @credential_id, @credential, @name, @at)
RETURNING id;

-- name: NotePasskeyUse :execrows
UPDATE passkeys SET credential = @credential, last_used_at = @at WHERE user_id = @user_id AND credential_id = @credential_id;

-- name: RenamePasskey :execrows
UPDATE passkeys SET name = @name WHERE id = @id AND user_id = @user_id;

-- name: DropPasskey :execrows
DELETE FROM passkeys WHERE id = @id AND user_id = @user_id;

-- name: DropPasskeys :exec
DELETE FROM passkeys WHERE user_id = $1;

-- name: PutChallenge :one
INSERT INTO passkey_challenges (purpose, user_id, session, expires_at) VALUES (@purpose, @user_id, @session, @expires_at)
RETURNING id;

-- name: TakeChallenge :one
DELETE FROM passkey_challenges WHERE id = @id AND purpose = @purpose RETURNING user_id, session, expires_at;

-- name: DropOldChallenges :exec
DELETE FROM passkey_challenges WHERE expires_at < @at;

-- name: DropChallengesOf :exec
DELETE FROM passkey_challenges WHERE user_id = @user_id::bigint;

-- name: TOTPSecretsAfter :many
SELECT id, user_id, sealed FROM totp_secrets WHERE id > @after ORDER BY id LIMIT @most;
