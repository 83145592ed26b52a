-- +goose Up

CREATE TABLE shipments (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT shipments_pkey PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT shipments_order_id_fkey REFERENCES orders (id),
    service_code text NOT NULL,
    carrier text NOT NULL,
    tracking_code text NOT NULL DEFAULT '',
    tracking_url text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT 'shipped' CONSTRAINT shipments_state_check CHECK (state IN ('shipped', 'delivered', 'undelivered')),
    shipped_at timestamptz NOT NULL,
    delivered_at timestamptz
);
CREATE INDEX shipments_order_id_idx ON shipments (order_id);
CREATE TABLE shipment_lines (
    shipment_id bigint NOT NULL CONSTRAINT shipment_lines_shipment_id_fkey REFERENCES shipments (id),
    order_line_id bigint NOT NULL CONSTRAINT shipment_lines_order_line_id_fkey REFERENCES order_lines (id),
    quantity integer NOT NULL CONSTRAINT shipment_lines_quantity_check CHECK (quantity > 0),
    CONSTRAINT shipment_lines_pkey PRIMARY KEY (shipment_id, order_line_id)
);

-- One row a mail that the store owes somebody; no personal value.
CREATE TABLE mail_log (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT mail_log_pkey PRIMARY KEY,
    -- What makes the mail one: the same cause never sends twice.
    key text NOT NULL CONSTRAINT mail_log_key_key UNIQUE,
    kind text NOT NULL,
    order_id bigint CONSTRAINT mail_log_order_id_fkey REFERENCES orders (id),
    user_id bigint CONSTRAINT mail_log_user_id_fkey REFERENCES users (id),
    locale text NOT NULL,
    state text NOT NULL DEFAULT 'queued' CONSTRAINT mail_log_state_check CHECK (state IN ('queued', 'sent', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    message_id text NOT NULL DEFAULT '',
    -- What kind of failure the last attempt met: an SMTP code, never an address.
    failure text NOT NULL DEFAULT '',
    -- Somebody is sending it until then.
    claimed_until timestamptz,
    created_at timestamptz NOT NULL,
    sent_at timestamptz
);
CREATE INDEX mail_log_order_id_idx ON mail_log (order_id);
