-- +goose Up

-- Whom consents are about: the one place of the address, so that erasing it
-- here leaves a record of what was decided that names nobody.
CREATE TABLE consent_subjects (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT consent_subjects_pkey PRIMARY KEY,
    -- NULL once the person was erased.
    email text,
    user_id bigint CONSTRAINT consent_subjects_user_id_fkey REFERENCES users (id),
    locale text NOT NULL DEFAULT 'pt-BR',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX consent_subjects_email_key ON consent_subjects (lower(email));
CREATE INDEX consent_subjects_user_id_idx ON consent_subjects (user_id) WHERE user_id IS NOT NULL;

-- Append-only: the sentences that people agreed to, word for word. A version is
-- the hash of its text.
CREATE TABLE consent_texts (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT consent_texts_pkey PRIMARY KEY,
    purpose text NOT NULL,
    locale text NOT NULL,
    version text NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT consent_texts_version_key UNIQUE (purpose, version)
);
CREATE TRIGGER consent_texts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_texts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Append-only: each time that somebody agreed or took it back. The newest row
-- of a subject and purpose is what holds.
CREATE TABLE consents (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT consents_pkey PRIMARY KEY,
    subject_id bigint NOT NULL CONSTRAINT consents_subject_id_fkey REFERENCES consent_subjects (id),
    purpose text NOT NULL CONSTRAINT consents_purpose_check CHECK (purpose IN ('marketing')),
    given boolean NOT NULL,
    -- What was agreed to; taking it back needs no text.
    text_id bigint CONSTRAINT consents_text_id_fkey REFERENCES consent_texts (id),
    source text NOT NULL CONSTRAINT consents_source_check CHECK (source IN ('checkout', 'registration', 'account', 'order', 'link', 'staff', 'erasure')),
    at timestamptz NOT NULL,
    CONSTRAINT consents_text_check CHECK (text_id IS NOT NULL OR NOT given)
);
CREATE INDEX consents_subject_idx ON consents (subject_id, purpose, id DESC);
CREATE TRIGGER consents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Addresses that get no marketing mail, whatever was agreed to: who unsubscribed,
-- and whose mail server refused the address. Mails about orders still go.
CREATE TABLE suppressions (
    subject_id bigint NOT NULL CONSTRAINT suppressions_pkey PRIMARY KEY CONSTRAINT suppressions_subject_id_fkey REFERENCES consent_subjects (id),
    reason text NOT NULL CONSTRAINT suppressions_reason_check CHECK (reason IN ('unsubscribed', 'bounced')),
    at timestamptz NOT NULL
);
