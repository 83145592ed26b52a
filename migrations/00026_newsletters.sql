-- +goose Up

-- A mail of the shop to everybody who agreed to news and offers.
CREATE TABLE newsletters (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT newsletters_pkey PRIMARY KEY,
    subject text NOT NULL,
    -- Markdown.
    body text NOT NULL,
    state text NOT NULL DEFAULT 'draft' CONSTRAINT newsletters_state_check CHECK (state IN ('draft', 'sending', 'sent', 'stopped')),
    actor_name text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    CONSTRAINT newsletters_started_check CHECK ((state = 'draft') = (started_at IS NULL)),
    CONSTRAINT newsletters_ended_check CHECK ((state IN ('sent', 'stopped')) = (ended_at IS NOT NULL))
);

-- One row a recipient: each gets a newsletter once, or not at all.
CREATE TABLE newsletter_sends (
    newsletter_id bigint NOT NULL CONSTRAINT newsletter_sends_newsletter_id_fkey REFERENCES newsletters (id),
    subject_id bigint NOT NULL CONSTRAINT newsletter_sends_subject_id_fkey REFERENCES consent_subjects (id),
    -- skipped: the consent was gone when its turn came.
    state text NOT NULL DEFAULT 'queued' CONSTRAINT newsletter_sends_state_check CHECK (state IN ('queued', 'sent', 'skipped', 'failed')),
    at timestamptz,
    CONSTRAINT newsletter_sends_pkey PRIMARY KEY (newsletter_id, subject_id),
    CONSTRAINT newsletter_sends_at_check CHECK ((state = 'queued') = (at IS NULL))
);
CREATE INDEX newsletter_sends_queued_idx ON newsletter_sends (newsletter_id) WHERE state = 'queued';
CREATE INDEX newsletter_sends_subject_id_idx ON newsletter_sends (subject_id);
