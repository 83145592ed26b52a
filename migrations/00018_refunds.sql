-- +goose Up

-- Money that goes back. The intent is written before Stripe is told; a boleto's
-- goes to the desk, where staff make the transfer by hand.
CREATE TABLE refunds (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT refunds_pkey PRIMARY KEY,
    payment_id bigint NOT NULL CONSTRAINT refunds_payment_id_fkey REFERENCES payments (id),
    order_id bigint NOT NULL CONSTRAINT refunds_order_id_fkey REFERENCES orders (id),
    amount_cents bigint NOT NULL CONSTRAINT refunds_amount_cents_check CHECK (amount_cents > 0),
    reason text NOT NULL CONSTRAINT refunds_reason_check CHECK (reason IN ('withdrawal', 'defect', 'missing', 'goodwill', 'cancelled', 'duplicate', 'late', 'dashboard')),
    state text NOT NULL CONSTRAINT refunds_state_check CHECK (state IN ('created', 'pending', 'succeeded', 'failed', 'desk', 'returned')),
    idempotency_key text NOT NULL CONSTRAINT refunds_idempotency_key_key UNIQUE,
    -- Stripe's refund: one that was made in its dashboard is recorded once.
    provider_ref text CONSTRAINT refunds_provider_ref_key UNIQUE,
    failure text NOT NULL DEFAULT '',
    -- Of a transfer by hand: who received it and what proves it.
    payee text NOT NULL DEFAULT '',
    proof text NOT NULL DEFAULT '',
    actor_kind text NOT NULL CONSTRAINT refunds_actor_kind_check CHECK (actor_kind IN ('customer', 'staff', 'system', 'provider')),
    actor_id bigint NOT NULL DEFAULT 0,
    actor_name text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    -- When Stripe was last asked.
    checked_at timestamptz NOT NULL,
    -- When the money left.
    settled_at timestamptz,
    CONSTRAINT refunds_returned_check CHECK (state <> 'returned' OR (payee <> '' AND proof <> ''))
);
CREATE INDEX refunds_payment_id_idx ON refunds (payment_id);
CREATE INDEX refunds_order_id_idx ON refunds (order_id);
CREATE INDEX refunds_open_idx ON refunds (state, created_at) WHERE state IN ('created', 'pending', 'desk');

-- Which units a refund is for, and their shares of its amount.
CREATE TABLE refund_lines (
    refund_id bigint NOT NULL CONSTRAINT refund_lines_refund_id_fkey REFERENCES refunds (id),
    order_line_id bigint NOT NULL CONSTRAINT refund_lines_order_line_id_fkey REFERENCES order_lines (id),
    quantity integer NOT NULL CONSTRAINT refund_lines_quantity_check CHECK (quantity > 0),
    goods_cents bigint NOT NULL CONSTRAINT refund_lines_goods_cents_check CHECK (goods_cents >= 0),
    shipping_cents bigint NOT NULL CONSTRAINT refund_lines_shipping_cents_check CHECK (shipping_cents >= 0),
    -- Shipped units that went back to the shelf.
    restocked_quantity integer NOT NULL DEFAULT 0 CONSTRAINT refund_lines_restocked_quantity_check CHECK (restocked_quantity BETWEEN 0 AND quantity),
    CONSTRAINT refund_lines_pkey PRIMARY KEY (refund_id, order_line_id)
);
CREATE INDEX refund_lines_order_line_id_idx ON refund_lines (order_line_id);

-- Units that will not be shipped, and units whose money went back or will.
ALTER TABLE order_lines
    ADD COLUMN cancelled_quantity integer NOT NULL DEFAULT 0,
    ADD COLUMN refunded_quantity integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT order_lines_cancelled_quantity_check CHECK (cancelled_quantity >= 0 AND cancelled_quantity + shipped_quantity <= quantity),
    ADD CONSTRAINT order_lines_refunded_quantity_check CHECK (refunded_quantity BETWEEN 0 AND quantity);

-- What staff write on an order. Free text may name a person, so it is no part of
-- the timeline, which is never deleted.
CREATE TABLE order_notes (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT order_notes_pkey PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT order_notes_order_id_fkey REFERENCES orders (id),
    at timestamptz NOT NULL,
    actor_id bigint NOT NULL DEFAULT 0,
    actor_name text NOT NULL DEFAULT '',
    -- Shown on the customer's page of the order.
    visible boolean NOT NULL DEFAULT false,
    body text NOT NULL CONSTRAINT order_notes_body_check CHECK (body <> '')
);
CREATE INDEX order_notes_order_id_idx ON order_notes (order_id, id);

ALTER TABLE payment_attempts DROP CONSTRAINT payment_attempts_close_reason_check;
ALTER TABLE payment_attempts ADD CONSTRAINT payment_attempts_close_reason_check
    CHECK (close_reason IN ('', 'expired', 'replaced', 'customer', 'staff', 'method'));

-- An order whose money all went back before it left is nothing to ship.
ALTER TABLE orders DROP COLUMN desk;
ALTER TABLE orders ADD COLUMN desk text NOT NULL GENERATED ALWAYS AS (
    CASE WHEN state = 'cancelled' THEN 'cancelled'
         WHEN payment_state IN ('unpaid', 'pending') THEN 'unpaid'
         WHEN payment_state = 'refunded' AND fulfilment_state = 'unfulfilled' THEN 'cancelled'
         WHEN fulfilment_state IN ('unfulfilled', 'partial') THEN 'to_ship'
         ELSE 'shipped' END) STORED;
CREATE INDEX orders_desk_idx ON orders (desk, placed_at DESC, id DESC);

-- Who may send money back: not everybody who packs orders.
UPDATE roles SET permissions = permissions || '{refunds}' WHERE slug IN ('owner', 'manager');
