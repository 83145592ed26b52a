-- +goose Up

CREATE TABLE locations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT locations_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT locations_code_key UNIQUE,
    name text NOT NULL,
    position integer NOT NULL DEFAULT 0,
    active boolean NOT NULL DEFAULT true
);
INSERT INTO locations (code, name) VALUES ('principal', 'Depósito principal');

CREATE TABLE stock_levels (
    variant_id bigint NOT NULL CONSTRAINT stock_levels_variant_id_fkey REFERENCES variants (id),
    location_id bigint NOT NULL CONSTRAINT stock_levels_location_id_fkey REFERENCES locations (id),
    on_hand integer NOT NULL DEFAULT 0,
    reserved integer NOT NULL DEFAULT 0,
    backorder_limit integer NOT NULL DEFAULT 0 CONSTRAINT stock_levels_backorder_limit_check CHECK (backorder_limit >= 0),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT stock_levels_pkey PRIMARY KEY (variant_id, location_id),
    CONSTRAINT stock_levels_on_hand_check CHECK (on_hand >= 0 AND on_hand <= 10000000),
    CONSTRAINT stock_levels_reserved_check CHECK (reserved >= 0),
    -- Nothing that is sold out is ever sold.
    CONSTRAINT stock_levels_available_check CHECK (reserved <= on_hand + backorder_limit)
) WITH (fillfactor = 70);

-- Stock held for an order line: with an expiry until it is paid.
CREATE TABLE reservations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT reservations_pkey PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT reservations_order_id_fkey REFERENCES orders (id),
    order_line_id bigint NOT NULL CONSTRAINT reservations_order_line_id_fkey REFERENCES order_lines (id),
    variant_id bigint NOT NULL,
    location_id bigint NOT NULL,
    -- Units still reserved: shipping and releasing lower it.
    quantity integer NOT NULL CONSTRAINT reservations_quantity_check CHECK (quantity >= 0),
    state text NOT NULL DEFAULT 'held' CONSTRAINT reservations_state_check CHECK (state IN ('held', 'committed', 'released', 'fulfilled')),
    expires_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT reservations_level_fkey FOREIGN KEY (variant_id, location_id) REFERENCES stock_levels (variant_id, location_id),
    CONSTRAINT reservations_expiry_check CHECK ((state = 'held') = (expires_at IS NOT NULL)),
    CONSTRAINT reservations_done_check CHECK (state IN ('held', 'committed') OR quantity = 0)
);
CREATE INDEX reservations_order_id_idx ON reservations (order_id);
CREATE INDEX reservations_level_idx ON reservations (variant_id, location_id) WHERE state IN ('held', 'committed');
CREATE INDEX reservations_expires_at_idx ON reservations (expires_at) WHERE state = 'held';

-- Append-only: every change of on_hand with its reason, actor and balance.
CREATE TABLE stock_movements (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT stock_movements_pkey PRIMARY KEY,
    variant_id bigint NOT NULL,
    location_id bigint NOT NULL,
    at timestamptz NOT NULL,
    delta integer NOT NULL CONSTRAINT stock_movements_delta_check CHECK (delta <> 0),
    balance integer NOT NULL CONSTRAINT stock_movements_balance_check CHECK (balance >= 0),
    reason text NOT NULL CONSTRAINT stock_movements_reason_check CHECK (reason IN ('opening', 'received', 'count', 'damage', 'loss', 'correction', 'sale', 'return')),
    actor_kind text NOT NULL,
    actor_id bigint NOT NULL DEFAULT 0,
    actor_name text NOT NULL DEFAULT '',
    -- What caused it, such as 'shipment' and its id.
    document_kind text NOT NULL DEFAULT '',
    document_id bigint NOT NULL DEFAULT 0,
    note text NOT NULL DEFAULT '',
    CONSTRAINT stock_movements_level_fkey FOREIGN KEY (variant_id, location_id) REFERENCES stock_levels (variant_id, location_id)
);
CREATE INDEX stock_movements_level_idx ON stock_movements (variant_id, location_id, id DESC);
CREATE INDEX stock_movements_document_idx ON stock_movements (document_kind, document_id) WHERE document_kind <> '';
CREATE TRIGGER stock_movements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_movements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Sold units that stock cannot cover.
CREATE TABLE shortages (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT shortages_pkey PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT shortages_order_id_fkey REFERENCES orders (id),
    order_line_id bigint NOT NULL CONSTRAINT shortages_order_line_id_fkey REFERENCES order_lines (id),
    variant_id bigint NOT NULL CONSTRAINT shortages_variant_id_fkey REFERENCES variants (id),
    quantity integer NOT NULL CONSTRAINT shortages_quantity_check CHECK (quantity > 0),
    cause text NOT NULL CONSTRAINT shortages_cause_check CHECK (cause IN ('late_payment', 'count')),
    created_at timestamptz NOT NULL,
    resolved_at timestamptz
);
CREATE INDEX shortages_open_idx ON shortages (variant_id) WHERE resolved_at IS NULL;
CREATE INDEX shortages_order_id_idx ON shortages (order_id);
