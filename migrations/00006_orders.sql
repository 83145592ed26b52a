-- +goose Up

CREATE TABLE order_counters (
    name text NOT NULL CONSTRAINT order_counters_pkey PRIMARY KEY,
    value bigint NOT NULL
);
INSERT INTO order_counters (name, value) VALUES ('order', 1000);

-- A snapshot of what was bought, by whom, to where, for how much.
CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT orders_pkey PRIMARY KEY,
    -- Gap-free, drawn last in the placing transaction.
    number bigint CONSTRAINT orders_number_key UNIQUE,
    -- Raised to revoke the links that were given out.
    token_version integer NOT NULL DEFAULT 1,
    cart_id bigint NOT NULL,
    -- Hash over the cart's content and everything chosen in the checkout.
    content_hash text NOT NULL,
    user_id bigint CONSTRAINT orders_user_id_fkey REFERENCES users (id),
    state text NOT NULL DEFAULT 'open' CONSTRAINT orders_state_check CHECK (state IN ('open', 'completed', 'cancelled')),
    cancel_reason text NOT NULL DEFAULT '' CONSTRAINT orders_cancel_reason_check CHECK (cancel_reason IN ('', 'expired', 'replaced', 'customer', 'staff', 'payment')),
    payment_state text NOT NULL DEFAULT 'unpaid' CONSTRAINT orders_payment_state_check CHECK (payment_state IN ('unpaid', 'pending', 'paid', 'partially_refunded', 'refunded')),
    fulfilment_state text NOT NULL DEFAULT 'unfulfilled' CONSTRAINT orders_fulfilment_state_check CHECK (fulfilment_state IN ('unfulfilled', 'partial', 'shipped', 'delivered', 'returned')),
    locale text NOT NULL,
    currency text NOT NULL DEFAULT 'BRL',
    email text NOT NULL,
    name text NOT NULL,
    document text NOT NULL,
    company_name text NOT NULL DEFAULT '',
    state_registration text NOT NULL DEFAULT '',
    phone text NOT NULL,
    recipient text NOT NULL,
    postal_code text NOT NULL,
    street text NOT NULL,
    number_in_street text NOT NULL,
    complement text NOT NULL DEFAULT '',
    district text NOT NULL,
    city text NOT NULL,
    uf text NOT NULL,
    city_ibge text NOT NULL DEFAULT '',
    terms_version text NOT NULL,
    shipping_code text NOT NULL,
    shipping_name text NOT NULL,
    shipping_days_min integer NOT NULL,
    shipping_days_max integer NOT NULL,
    payment_method text NOT NULL CONSTRAINT orders_payment_method_check CHECK (payment_method IN ('card', 'pix', 'boleto')),
    items_cents bigint NOT NULL CONSTRAINT orders_items_cents_check CHECK (items_cents >= 0),
    discount_cents bigint NOT NULL DEFAULT 0 CONSTRAINT orders_discount_cents_check CHECK (discount_cents >= 0),
    shipping_cents bigint NOT NULL CONSTRAINT orders_shipping_cents_check CHECK (shipping_cents >= 0),
    total_cents bigint NOT NULL,
    paid_cents bigint NOT NULL DEFAULT 0,
    refunded_cents bigint NOT NULL DEFAULT 0,
    placed_at timestamptz NOT NULL,
    paid_at timestamptz,
    shipped_at timestamptz,
    cancelled_at timestamptz,
    -- Where the order stands on the staff's desk: one indexed word for the lists.
    desk text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN state = 'cancelled' THEN 'cancelled'
             WHEN payment_state IN ('unpaid', 'pending') THEN 'unpaid'
             WHEN fulfilment_state IN ('unfulfilled', 'partial') THEN 'to_ship'
             ELSE 'shipped' END) STORED,
    version integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT orders_total_cents_check CHECK (total_cents = items_cents - discount_cents + shipping_cents AND total_cents >= 0),
    CONSTRAINT orders_refunded_cents_check CHECK (refunded_cents >= 0 AND refunded_cents <= paid_cents)
);
-- One unpaid open order a cart: a double click finds the first one.
CREATE UNIQUE INDEX orders_cart_open_key ON orders (cart_id) WHERE state = 'open' AND payment_state IN ('unpaid', 'pending');
CREATE INDEX orders_cart_id_idx ON orders (cart_id);
CREATE INDEX orders_placed_at_idx ON orders (placed_at DESC, id DESC);
CREATE INDEX orders_user_id_idx ON orders (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX orders_paid_at_idx ON orders (paid_at) WHERE paid_at IS NOT NULL;
CREATE INDEX orders_desk_idx ON orders (desk, placed_at DESC, id DESC);
CREATE INDEX orders_email_idx ON orders (lower(email));

CREATE TABLE order_lines (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT order_lines_pkey PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT order_lines_order_id_fkey REFERENCES orders (id),
    position integer NOT NULL,
    product_id bigint NOT NULL CONSTRAINT order_lines_product_id_fkey REFERENCES products (id),
    variant_id bigint NOT NULL CONSTRAINT order_lines_variant_id_fkey REFERENCES variants (id),
    title text NOT NULL,
    options text NOT NULL DEFAULT '',
    sku text NOT NULL,
    gtin text NOT NULL DEFAULT '',
    ncm text NOT NULL DEFAULT '',
    cest text NOT NULL DEFAULT '',
    origin text NOT NULL DEFAULT '',
    unit text NOT NULL DEFAULT 'UN',
    cclasstrib text NOT NULL DEFAULT '',
    image_key text NOT NULL DEFAULT '',
    weight_grams integer NOT NULL DEFAULT 0,
    unit_price_cents bigint NOT NULL CONSTRAINT order_lines_unit_price_cents_check CHECK (unit_price_cents >= 0),
    cost_cents bigint,
    quantity integer NOT NULL CONSTRAINT order_lines_quantity_check CHECK (quantity > 0),
    total_cents bigint NOT NULL,
    -- Shares of the order's discount and freight, by largest remainder.
    discount_cents bigint NOT NULL DEFAULT 0,
    shipping_cents bigint NOT NULL DEFAULT 0,
    shipped_quantity integer NOT NULL DEFAULT 0,
    CONSTRAINT order_lines_total_cents_check CHECK (total_cents = unit_price_cents * quantity),
    CONSTRAINT order_lines_shipped_quantity_check CHECK (shipped_quantity BETWEEN 0 AND quantity),
    CONSTRAINT order_lines_order_id_position_key UNIQUE (order_id, position)
);
CREATE INDEX order_lines_variant_id_idx ON order_lines (variant_id);

CREATE TABLE order_adjustments (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT order_adjustments_pkey PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT order_adjustments_order_id_fkey REFERENCES orders (id),
    kind text NOT NULL CONSTRAINT order_adjustments_kind_check CHECK (kind IN ('discount', 'shipping', 'fee')),
    -- A code such as 'method:pix' or 'shipping:expressa'; shown through the locales.
    source text NOT NULL,
    amount_cents bigint NOT NULL
);
CREATE INDEX order_adjustments_order_id_idx ON order_adjustments (order_id);

-- Append-only: the order's timeline. Data holds ids, amounts and states alone.
CREATE TABLE order_events (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT order_events_pkey PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT order_events_order_id_fkey REFERENCES orders (id),
    at timestamptz NOT NULL,
    kind text NOT NULL,
    actor_kind text NOT NULL CONSTRAINT order_events_actor_kind_check CHECK (actor_kind IN ('customer', 'staff', 'system', 'provider')),
    actor_id bigint NOT NULL DEFAULT 0,
    actor_name text NOT NULL DEFAULT '',
    data jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX order_events_order_id_idx ON order_events (order_id, id);
CREATE TRIGGER order_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
