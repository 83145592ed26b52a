-- +goose Up

-- Roles are sets of named permissions. The built-in ones are fixed and named by
-- the interface's texts; the others are the store's own.
ALTER TABLE roles
    ADD COLUMN name text NOT NULL DEFAULT '',
    ADD COLUMN builtin boolean NOT NULL DEFAULT false,
    -- The most that a holder may give back of one order; NULL is no limit.
    ADD COLUMN refund_limit_cents bigint CONSTRAINT roles_refund_limit_cents_check CHECK (refund_limit_cents >= 0),
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
UPDATE roles SET builtin = true;
ALTER TABLE roles ADD CONSTRAINT roles_name_check CHECK (builtin = (name = ''));
CREATE UNIQUE INDEX roles_name_key ON roles (lower(name)) WHERE name <> '';

UPDATE roles SET permissions = '{dashboard,orders,refunds,inventory,catalogue,promotions,customers,reports,mail,settings,staff,audit,access_record}'
    WHERE slug = 'owner';
UPDATE roles SET permissions = '{dashboard,orders,refunds,inventory,catalogue,promotions,customers,reports,mail}', refund_limit_cents = 500000
    WHERE slug = 'manager';
INSERT INTO roles (slug, builtin, permissions, refund_limit_cents) VALUES
    ('support', true, '{orders,refunds,customers,mail}', 50000),
    ('analyst', true, '{dashboard,reports}', NULL);

-- One role a person: what somebody may do is read off in one place.
CREATE UNIQUE INDEX user_roles_user_id_key ON user_roles (user_id);
CREATE INDEX user_roles_role_id_idx ON user_roles (role_id);

-- Open invitations to work for the store. An accepted or withdrawn one is
-- deleted, and with it the address: the audit log tells the rest.
CREATE TABLE invitations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT invitations_pkey PRIMARY KEY,
    email text NOT NULL,
    role_id bigint NOT NULL CONSTRAINT invitations_role_id_fkey REFERENCES roles (id),
    -- The newest mailed token: older ones of this invitation open nothing. No
    -- foreign key, because old tokens are swept away.
    token_id bigint NOT NULL,
    -- NULL for the command line.
    invited_by bigint CONSTRAINT invitations_invited_by_fkey REFERENCES users (id),
    locale text NOT NULL,
    created_at timestamptz NOT NULL,
    sent_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX invitations_email_key ON invitations (lower(email));
CREATE INDEX invitations_role_id_idx ON invitations (role_id);

-- From where staff acted. Of customers the log keeps no address: it is never
-- deleted, and theirs stand in the access record, which is.
ALTER TABLE audit_log
    ADD COLUMN address text NOT NULL DEFAULT '',
    ADD COLUMN agent text NOT NULL DEFAULT '';
CREATE INDEX audit_log_actor_idx ON audit_log (actor_id, id DESC);
CREATE INDEX audit_log_action_idx ON audit_log (action, id DESC);
CREATE INDEX audit_log_at_idx ON audit_log (at);
