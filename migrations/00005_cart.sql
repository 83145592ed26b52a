-- +goose Up

CREATE TABLE carts (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT carts_pkey PRIMARY KEY,
    user_id bigint CONSTRAINT carts_user_id_fkey REFERENCES users (id),
    -- Counts every change of content; the checkout token covers it.
    revision integer NOT NULL DEFAULT 0,
    locale text NOT NULL DEFAULT 'pt-BR',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX carts_user_id_idx ON carts (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX carts_updated_at_idx ON carts (updated_at);

CREATE TABLE cart_lines (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT cart_lines_pkey PRIMARY KEY,
    cart_id bigint NOT NULL CONSTRAINT cart_lines_cart_id_fkey REFERENCES carts (id) ON DELETE CASCADE,
    variant_id bigint NOT NULL CONSTRAINT cart_lines_variant_id_fkey REFERENCES variants (id),
    quantity integer NOT NULL CONSTRAINT cart_lines_quantity_check CHECK (quantity BETWEEN 1 AND 999),
    -- The unit price when the shopper last saw the line: a change is said.
    seen_price_cents bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT cart_lines_cart_id_variant_id_key UNIQUE (cart_id, variant_id)
);
CREATE INDEX cart_lines_variant_id_idx ON cart_lines (variant_id);

-- What the shopper typed on the way to placing; one row a cart.
CREATE TABLE checkouts (
    cart_id bigint NOT NULL CONSTRAINT checkouts_pkey PRIMARY KEY CONSTRAINT checkouts_cart_id_fkey REFERENCES carts (id) ON DELETE CASCADE,
    email text NOT NULL DEFAULT '',
    name text NOT NULL DEFAULT '',
    document text NOT NULL DEFAULT '',
    company_name text NOT NULL DEFAULT '',
    state_registration text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    recipient text NOT NULL DEFAULT '',
    postal_code text NOT NULL DEFAULT '',
    street text NOT NULL DEFAULT '',
    number text NOT NULL DEFAULT '',
    complement text NOT NULL DEFAULT '',
    district text NOT NULL DEFAULT '',
    city text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT '',
    shipping_option text NOT NULL DEFAULT '',
    -- The freight that the shopper saw and chose, to say a change before placing.
    shipping_cents bigint NOT NULL DEFAULT 0,
    payment_method text NOT NULL DEFAULT '',
    updated_at timestamptz NOT NULL DEFAULT now()
);
