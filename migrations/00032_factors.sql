-- +goose Up

-- The secret of an app that makes codes, sealed under SECRET_KEY. Until its first
-- code is typed it is not confirmed and opens nothing.
CREATE TABLE totp_secrets (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT totp_secrets_pkey PRIMARY KEY,
    user_id bigint NOT NULL CONSTRAINT totp_secrets_user_id_fkey REFERENCES users (id),
    sealed bytea NOT NULL,
    -- The 30 seconds of the last code that was taken: no code works twice.
    last_step bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz
);
CREATE UNIQUE INDEX totp_secrets_confirmed_key ON totp_secrets (user_id) WHERE confirmed_at IS NOT NULL;
CREATE UNIQUE INDEX totp_secrets_pending_key ON totp_secrets (user_id) WHERE confirmed_at IS NULL;

-- Codes for who has lost everything else: 120 random bits each, kept as SHA-256.
CREATE TABLE recovery_codes (
    user_id bigint NOT NULL CONSTRAINT recovery_codes_user_id_fkey REFERENCES users (id),
    hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, hash)
);

CREATE TABLE passkeys (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT passkeys_pkey PRIMARY KEY,
    user_id bigint NOT NULL CONSTRAINT passkeys_user_id_fkey REFERENCES users (id),
    credential_id bytea NOT NULL CONSTRAINT passkeys_credential_id_key UNIQUE,
    -- The public key and its counter, as go-webauthn writes them.
    credential jsonb NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX passkeys_user_id_idx ON passkeys (user_id);

-- A challenge that a passkey has to answer. It is deleted when it is answered, so
-- that no answer counts twice.
CREATE TABLE passkey_challenges (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT passkey_challenges_pkey PRIMARY KEY,
    purpose text NOT NULL CONSTRAINT passkey_challenges_purpose_check CHECK (purpose IN ('register', 'login', 'prove')),
    user_id bigint CONSTRAINT passkey_challenges_user_id_fkey REFERENCES users (id),
    session jsonb NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT passkey_challenges_user_check CHECK ((purpose = 'login') = (user_id IS NULL))
);
CREATE INDEX passkey_challenges_expires_at_idx ON passkey_challenges (expires_at);

-- What a passkey calls its owner: random, so that it tells nobody anything.
ALTER TABLE users ADD COLUMN passkey_handle bytea NOT NULL DEFAULT uuid_send(gen_random_uuid())
    CONSTRAINT users_passkey_handle_key UNIQUE;

ALTER TABLE logins
    ADD COLUMN address text NOT NULL DEFAULT '',
    -- What proved the person beyond a password; empty for nothing.
    ADD COLUMN second_factor text NOT NULL DEFAULT ''
        CONSTRAINT logins_second_factor_check CHECK (second_factor IN ('', 'totp', 'recovery', 'passkey')),
    -- When the person last proved who they are, by any factor.
    ADD COLUMN step_up_at timestamptz,
    ADD COLUMN ended_reason text NOT NULL DEFAULT ''
        CONSTRAINT logins_ended_reason_check CHECK (ended_at IS NOT NULL OR ended_reason = '');
