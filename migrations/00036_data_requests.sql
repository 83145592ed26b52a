-- +goose Up

-- What people ask about their data: a copy, or to be forgotten (LGPD, art. 18).
CREATE TABLE data_requests (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT data_requests_pkey PRIMARY KEY,
    kind text NOT NULL CONSTRAINT data_requests_kind_check CHECK (kind IN ('export', 'erasure')),
    user_id bigint CONSTRAINT data_requests_user_id_fkey REFERENCES users (id),
    -- Proved to be read by whoever asks. NULL once it is not needed any more.
    email text,
    locale text NOT NULL,
    -- Where it was asked for, and by whom: an account, a mailed link, or staff.
    source text NOT NULL CONSTRAINT data_requests_source_check CHECK (source IN ('account', 'link', 'staff')),
    actor_name text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT 'open' CONSTRAINT data_requests_state_check CHECK (state IN ('open', 'ready', 'done')),
    created_at timestamptz NOT NULL,
    done_at timestamptz,
    -- Of an erasure: what the payment provider answered.
    provider text NOT NULL DEFAULT '' CONSTRAINT data_requests_provider_check CHECK (provider IN ('', 'nothing', 'redacted', 'unavailable')),
    -- The file of an export: under a name that nobody guesses, until then.
    blob_key text NOT NULL DEFAULT '',
    expires_at timestamptz,
    CONSTRAINT data_requests_done_check CHECK ((state = 'open') = (done_at IS NULL)),
    CONSTRAINT data_requests_ready_check CHECK ((state = 'ready') = (blob_key <> '')),
    CONSTRAINT data_requests_expires_check CHECK (blob_key = '' OR expires_at IS NOT NULL)
);
CREATE INDEX data_requests_user_id_idx ON data_requests (user_id, id DESC) WHERE user_id IS NOT NULL;
CREATE INDEX data_requests_email_idx ON data_requests (lower(email), id DESC) WHERE email IS NOT NULL;
CREATE INDEX data_requests_expires_at_idx ON data_requests (expires_at) WHERE state = 'ready';
-- One of a kind at a time for a person.
CREATE UNIQUE INDEX data_requests_open_key ON data_requests (kind, coalesce(user_id, 0), lower(coalesce(email, ''))) WHERE state = 'open';

-- What erasures and retention look for.
CREATE INDEX tokens_subject_idx ON tokens (lower(subject));
CREATE INDEX checkouts_email_idx ON checkouts (lower(email)) WHERE email <> '';
CREATE INDEX contact_messages_email_idx ON contact_messages (lower(email)) WHERE email <> '';
