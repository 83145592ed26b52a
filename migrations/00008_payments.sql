-- +goose Up

-- One try to pay: written with its key and full parameters before Stripe is called.
CREATE TABLE payment_attempts (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT payment_attempts_pkey PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT payment_attempts_order_id_fkey REFERENCES orders (id),
    method text NOT NULL CONSTRAINT payment_attempts_method_check CHECK (method IN ('card', 'pix', 'boleto')),
    amount_cents bigint NOT NULL CONSTRAINT payment_attempts_amount_cents_check CHECK (amount_cents > 0),
    currency text NOT NULL,
    idempotency_key text NOT NULL CONSTRAINT payment_attempts_idempotency_key_key UNIQUE,
    params jsonb NOT NULL,
    state text NOT NULL DEFAULT 'created' CONSTRAINT payment_attempts_state_check CHECK (state IN ('created', 'open', 'pending', 'paid', 'failed', 'expired', 'cancelled')),
    session_id text CONSTRAINT payment_attempts_session_id_key UNIQUE,
    session_url text NOT NULL DEFAULT '',
    payment_intent_id text,
    -- When the session stops being payable, by Stripe's word.
    expires_at timestamptz NOT NULL,
    -- A Pix or boleto code that was issued: where it is shown, until when it can be paid.
    code_url text NOT NULL DEFAULT '',
    code_expires_at timestamptz,
    failure text NOT NULL DEFAULT '',
    -- Why the store is ending it, written before Stripe is told: whoever hears of
    -- the end first knows what follows. Empty: it ends by itself.
    close_reason text NOT NULL DEFAULT '' CONSTRAINT payment_attempts_close_reason_check CHECK (close_reason IN ('', 'expired', 'replaced', 'customer', 'method')),
    -- When Stripe was last asked, so that a page reloaded often asks it rarely.
    checked_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX payment_attempts_order_id_idx ON payment_attempts (order_id);
CREATE UNIQUE INDEX payment_attempts_order_open_key ON payment_attempts (order_id) WHERE state IN ('created', 'open', 'pending');
CREATE INDEX payment_attempts_payment_intent_id_idx ON payment_attempts (payment_intent_id) WHERE payment_intent_id IS NOT NULL;

-- Each refusal within an attempt, as Stripe reported it.
CREATE TABLE payment_declines (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT payment_declines_pkey PRIMARY KEY,
    attempt_id bigint NOT NULL CONSTRAINT payment_declines_attempt_id_fkey REFERENCES payment_attempts (id),
    charge_id text NOT NULL CONSTRAINT payment_declines_charge_id_key UNIQUE,
    code text NOT NULL,
    declined_at timestamptz NOT NULL
);
CREATE INDEX payment_declines_attempt_id_idx ON payment_declines (attempt_id);

-- Money that arrived.
CREATE TABLE payments (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT payments_pkey PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT payments_order_id_fkey REFERENCES orders (id),
    attempt_id bigint NOT NULL CONSTRAINT payments_attempt_id_fkey REFERENCES payment_attempts (id),
    provider text NOT NULL DEFAULT 'stripe',
    -- The payment intent: a payment is recorded once.
    provider_ref text NOT NULL,
    charge_id text NOT NULL DEFAULT '',
    method text NOT NULL,
    amount_cents bigint NOT NULL CONSTRAINT payments_amount_cents_check CHECK (amount_cents > 0),
    currency text NOT NULL,
    refunded_cents bigint NOT NULL DEFAULT 0,
    captured_at timestamptz NOT NULL,
    CONSTRAINT payments_provider_ref_key UNIQUE (provider, provider_ref),
    CONSTRAINT payments_refunded_cents_check CHECK (refunded_cents >= 0 AND refunded_cents <= amount_cents)
);
CREATE INDEX payments_order_id_idx ON payments (order_id);

-- Inbox: an event is taken once. Only ids, amounts and states are kept of it.
CREATE TABLE provider_events (
    id text NOT NULL CONSTRAINT provider_events_pkey PRIMARY KEY,
    type text NOT NULL,
    object_id text NOT NULL,
    session_id text NOT NULL DEFAULT '',
    payment_intent_id text NOT NULL DEFAULT '',
    data jsonb NOT NULL DEFAULT '{}',
    happened_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    processed_at timestamptz,
    outcome text NOT NULL DEFAULT ''
);
CREATE INDEX provider_events_received_at_idx ON provider_events (received_at DESC);
