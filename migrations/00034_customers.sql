-- +goose Up

-- With what a person buys: typed into the profile, or kept from a checkout when
-- they ask for it. The document is a CPF or CNPJ without its mask.
ALTER TABLE users
    ADD COLUMN document text NOT NULL DEFAULT '',
    ADD COLUMN company_name text NOT NULL DEFAULT '',
    ADD COLUMN state_registration text NOT NULL DEFAULT '',
    ADD COLUMN phone text NOT NULL DEFAULT '';
CREATE INDEX users_document_idx ON users (document) WHERE document <> '';
CREATE INDEX users_phone_idx ON users (phone) WHERE phone <> '';
CREATE INDEX users_email_prefix_idx ON users (lower(email) text_pattern_ops);
-- Words of a name by their beginnings, without accents.
CREATE INDEX users_name_idx ON users USING gin (to_tsvector('simple', plain(name || ' ' || company_name)));

-- Where a person has things sent. As long as there is any, one is the default.
CREATE TABLE addresses (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT addresses_pkey PRIMARY KEY,
    user_id bigint NOT NULL CONSTRAINT addresses_user_id_fkey REFERENCES users (id),
    recipient text NOT NULL,
    postal_code text NOT NULL,
    street text NOT NULL,
    number text NOT NULL,
    complement text NOT NULL DEFAULT '',
    district text NOT NULL,
    city text NOT NULL,
    state text NOT NULL,
    is_default boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX addresses_user_id_idx ON addresses (user_id, id);
CREATE UNIQUE INDEX addresses_default_key ON addresses (user_id) WHERE is_default;

-- A customer is an account, or the guest orders of one e-mail: what the back
-- office keeps of one names either, the e-mail in lower case.
CREATE TABLE customer_notes (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT customer_notes_pkey PRIMARY KEY,
    user_id bigint CONSTRAINT customer_notes_user_id_fkey REFERENCES users (id),
    email text,
    at timestamptz NOT NULL,
    actor_id bigint NOT NULL DEFAULT 0,
    actor_name text NOT NULL DEFAULT '',
    body text NOT NULL CONSTRAINT customer_notes_body_check CHECK (body <> ''),
    CONSTRAINT customer_notes_customer_check CHECK (num_nonnulls(user_id, email) = 1)
);
CREATE INDEX customer_notes_user_id_idx ON customer_notes (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX customer_notes_email_idx ON customer_notes (email) WHERE email IS NOT NULL;

CREATE TABLE customer_groups (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT customer_groups_pkey PRIMARY KEY,
    name text NOT NULL CONSTRAINT customer_groups_name_check CHECK (name <> ''),
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX customer_groups_name_key ON customer_groups (lower(name));

CREATE TABLE customer_group_members (
    group_id bigint NOT NULL CONSTRAINT customer_group_members_group_id_fkey REFERENCES customer_groups (id),
    user_id bigint CONSTRAINT customer_group_members_user_id_fkey REFERENCES users (id),
    email text,
    CONSTRAINT customer_group_members_customer_check CHECK (num_nonnulls(user_id, email) = 1)
);
CREATE UNIQUE INDEX customer_group_members_user_key ON customer_group_members (user_id, group_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX customer_group_members_email_key ON customer_group_members (email, group_id) WHERE email IS NOT NULL;
CREATE INDEX customer_group_members_group_id_idx ON customer_group_members (group_id);

CREATE INDEX mail_log_user_id_idx ON mail_log (user_id) WHERE user_id IS NOT NULL;
