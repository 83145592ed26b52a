-- +goose Up

-- scs keeps its sessions here, in the shape that pgxstore asks for.
CREATE TABLE sessions (
    token text NOT NULL CONSTRAINT sessions_pkey PRIMARY KEY,
    data bytea NOT NULL,
    expiry timestamptz NOT NULL
);
CREATE INDEX sessions_expiry_idx ON sessions (expiry);

-- One row a setting; the value's shape belongs to internal/settings.
CREATE TABLE settings (
    key text NOT NULL CONSTRAINT settings_pkey PRIMARY KEY,
    value jsonb NOT NULL,
    version integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Append-only: what somebody changed. A personal field is recorded as
-- "changed", never with its value.
CREATE TABLE audit_log (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_log_pkey PRIMARY KEY,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL CONSTRAINT audit_log_actor_kind_check CHECK (actor_kind IN ('customer', 'staff', 'system', 'provider')),
    actor_id bigint NOT NULL DEFAULT 0,
    actor_name text NOT NULL DEFAULT '',
    request_id text NOT NULL DEFAULT '',
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id bigint NOT NULL,
    before jsonb,
    after jsonb
);
CREATE INDEX audit_log_subject_idx ON audit_log (subject_kind, subject_id, id DESC);

-- Counters of limited actions. Unlogged: a crash may forgive a few guesses.
CREATE UNLOGGED TABLE rate_limits (
    key text NOT NULL,
    window_start timestamptz NOT NULL,
    hits integer NOT NULL DEFAULT 1,
    CONSTRAINT rate_limits_pkey PRIMARY KEY (key, window_start)
);
CREATE INDEX rate_limits_window_start_idx ON rate_limits (window_start);

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
