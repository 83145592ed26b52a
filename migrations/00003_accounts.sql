-- +goose Up

CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT users_pkey PRIMARY KEY,
    email text NOT NULL,
    name text NOT NULL DEFAULT '',
    -- argon2id in its encoded form.
    password_hash text NOT NULL,
    state text NOT NULL DEFAULT 'active' CONSTRAINT users_state_check CHECK (state IN ('active', 'blocked')),
    locale text NOT NULL DEFAULT 'pt-BR',
    -- Made by cmd/dev: the production server refuses to start beside one.
    demo boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email_key ON users (lower(email));

CREATE TABLE roles (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT roles_pkey PRIMARY KEY,
    slug text NOT NULL CONSTRAINT roles_slug_key UNIQUE,
    permissions text[] NOT NULL
);
INSERT INTO roles (slug, permissions) VALUES
    ('owner', '{dashboard,orders,inventory,catalogue,customers,reports,settings,staff,audit,mail}'),
    ('manager', '{dashboard,orders,inventory,catalogue,customers,reports,mail}'),
    ('warehouse', '{orders,inventory}');
CREATE TABLE user_roles (
    user_id bigint NOT NULL CONSTRAINT user_roles_user_id_fkey REFERENCES users (id),
    role_id bigint NOT NULL CONSTRAINT user_roles_role_id_fkey REFERENCES roles (id),
    CONSTRAINT user_roles_pkey PRIMARY KEY (user_id, role_id)
);

-- One row a log-in: revoking, idle and absolute limits act here.
CREATE TABLE logins (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT logins_pkey PRIMARY KEY,
    user_id bigint NOT NULL CONSTRAINT logins_user_id_fkey REFERENCES users (id),
    device text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX logins_user_id_idx ON logins (user_id) WHERE ended_at IS NULL;
