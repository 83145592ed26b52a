-- +goose Up

-- One row a link that is mailed, or is good once: the mail holds the id under a
-- signature of SECRET_KEY, so that neither this table nor a dump of it opens
-- anything. Subject is the address that the link goes to, as it was when the link
-- was made.
CREATE TABLE tokens (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tokens_pkey PRIMARY KEY,
    kind text NOT NULL CONSTRAINT tokens_kind_check CHECK (kind IN (
        'verify', 'recover', 'change_email', 'login_link', 'invite', 'claim', 'not_me', 'data_link')),
    -- No foreign key: checking one would take time, and tell by it whether an address
    -- that somebody typed has an account. Users are never deleted.
    user_id bigint,
    subject text NOT NULL DEFAULT '',
    -- The subject was the user's confirmed address when the link was made.
    proven boolean NOT NULL DEFAULT false,
    nonce bytea NOT NULL CONSTRAINT tokens_nonce_check CHECK (octet_length(nonce) = 16),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT tokens_expires_at_check CHECK (expires_at > created_at)
);
CREATE INDEX tokens_user_id_idx ON tokens (user_id, kind) WHERE used_at IS NULL;
CREATE INDEX tokens_expires_at_idx ON tokens (expires_at);

-- Without a password a person gets in by a passkey or by a mailed link. Devices
-- that logged in before devices_since are strangers again.
ALTER TABLE users
    ALTER COLUMN password_hash DROP NOT NULL,
    ADD COLUMN email_verified_at timestamptz,
    ADD COLUMN password_changed_at timestamptz,
    ADD COLUMN devices_since timestamptz,
    DROP CONSTRAINT users_state_check,
    ADD CONSTRAINT users_state_check CHECK (state IN ('active', 'blocked', 'anonymised'));
UPDATE users SET email_verified_at = created_at, password_changed_at = created_at;
