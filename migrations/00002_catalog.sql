-- +goose Up

CREATE TABLE categories (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT categories_pkey PRIMARY KEY,
    parent_id bigint CONSTRAINT categories_parent_id_fkey REFERENCES categories (id),
    slug text NOT NULL CONSTRAINT categories_slug_key UNIQUE,
    name text NOT NULL CONSTRAINT categories_name_check CHECK (name <> ''),
    blurb text NOT NULL DEFAULT '',
    -- The panel colour behind the category's pictures: a class of the design system.
    tint text NOT NULL DEFAULT '',
    position integer NOT NULL DEFAULT 0,
    -- From the root down to this category itself.
    path bigint[] NOT NULL DEFAULT '{}',
    -- Fiscal defaults of the variants below.
    ncm text NOT NULL DEFAULT '',
    cest text NOT NULL DEFAULT '',
    origin text NOT NULL DEFAULT '',
    cclasstrib text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX categories_parent_name_key ON categories (coalesce(parent_id, 0), lower(name));

CREATE TABLE brands (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT brands_pkey PRIMARY KEY,
    slug text NOT NULL CONSTRAINT brands_slug_key UNIQUE,
    name text NOT NULL CONSTRAINT brands_name_check CHECK (name <> ''),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX brands_name_key ON brands (lower(name));

CREATE TABLE products (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT products_pkey PRIMARY KEY,
    slug text NOT NULL CONSTRAINT products_slug_key UNIQUE,
    title text NOT NULL CONSTRAINT products_title_check CHECK (title <> ''),
    summary text NOT NULL DEFAULT '',
    -- Markdown.
    description text NOT NULL DEFAULT '',
    box_contents text NOT NULL DEFAULT '',
    brand_id bigint NOT NULL CONSTRAINT products_brand_id_fkey REFERENCES brands (id),
    category_id bigint NOT NULL CONSTRAINT products_category_id_fkey REFERENCES categories (id),
    state text NOT NULL DEFAULT 'active' CONSTRAINT products_state_check CHECK (state IN ('draft', 'active', 'archived')),
    featured boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX products_category_id_idx ON products (category_id);
CREATE INDEX products_brand_id_idx ON products (brand_id);

CREATE TABLE variants (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT variants_pkey PRIMARY KEY,
    product_id bigint NOT NULL CONSTRAINT variants_product_id_fkey REFERENCES products (id),
    position integer NOT NULL DEFAULT 0,
    sku text NOT NULL CONSTRAINT variants_sku_key UNIQUE CONSTRAINT variants_sku_check CHECK (sku <> ''),
    gtin text CONSTRAINT variants_gtin_key UNIQUE,
    price_cents bigint NOT NULL CONSTRAINT variants_price_cents_check CHECK (price_cents >= 0),
    compare_at_cents bigint CONSTRAINT variants_compare_at_cents_check CHECK (compare_at_cents >= 0),
    cost_cents bigint CONSTRAINT variants_cost_cents_check CHECK (cost_cents >= 0),
    weight_grams integer NOT NULL DEFAULT 0 CONSTRAINT variants_weight_grams_check CHECK (weight_grams >= 0),
    length_mm integer NOT NULL DEFAULT 0 CONSTRAINT variants_length_mm_check CHECK (length_mm >= 0),
    width_mm integer NOT NULL DEFAULT 0 CONSTRAINT variants_width_mm_check CHECK (width_mm >= 0),
    height_mm integer NOT NULL DEFAULT 0 CONSTRAINT variants_height_mm_check CHECK (height_mm >= 0),
    ncm text NOT NULL DEFAULT '',
    cest text NOT NULL DEFAULT '',
    origin text NOT NULL DEFAULT '',
    unit text NOT NULL DEFAULT 'UN',
    cclasstrib text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT 'active' CONSTRAINT variants_state_check CHECK (state IN ('active', 'archived')),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX variants_product_id_idx ON variants (product_id, position);

CREATE TABLE options (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT options_pkey PRIMARY KEY,
    product_id bigint NOT NULL CONSTRAINT options_product_id_fkey REFERENCES products (id),
    name text NOT NULL,
    position integer NOT NULL,
    CONSTRAINT options_product_id_name_key UNIQUE (product_id, name)
);
CREATE TABLE option_values (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT option_values_pkey PRIMARY KEY,
    option_id bigint NOT NULL CONSTRAINT option_values_option_id_fkey REFERENCES options (id),
    value text NOT NULL,
    -- The colour that stands for the value, empty for plain buttons.
    swatch text NOT NULL DEFAULT '' CONSTRAINT option_values_swatch_check CHECK (swatch = '' OR swatch ~ '^#[0-9A-Fa-f]{6}$'),
    position integer NOT NULL,
    CONSTRAINT option_values_option_id_value_key UNIQUE (option_id, value)
);
CREATE TABLE variant_options (
    variant_id bigint NOT NULL CONSTRAINT variant_options_variant_id_fkey REFERENCES variants (id),
    option_id bigint NOT NULL CONSTRAINT variant_options_option_id_fkey REFERENCES options (id),
    option_value_id bigint NOT NULL CONSTRAINT variant_options_option_value_id_fkey REFERENCES option_values (id),
    CONSTRAINT variant_options_pkey PRIMARY KEY (variant_id, option_id)
);

-- A typed technical specification. The first definition fixes the kind.
CREATE TABLE attributes (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT attributes_pkey PRIMARY KEY,
    slug text NOT NULL CONSTRAINT attributes_slug_key UNIQUE,
    name text NOT NULL,
    group_name text NOT NULL DEFAULT '',
    kind text NOT NULL CONSTRAINT attributes_kind_check CHECK (kind IN ('number', 'text', 'bool', 'choice')),
    -- The unit in which numbers are kept; empty: a bare number. Never guessed.
    unit text NOT NULL DEFAULT '',
    position integer NOT NULL DEFAULT 0
);
CREATE TABLE attribute_choices (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT attribute_choices_pkey PRIMARY KEY,
    attribute_id bigint NOT NULL CONSTRAINT attribute_choices_attribute_id_fkey REFERENCES attributes (id),
    value text NOT NULL,
    CONSTRAINT attribute_choices_attribute_id_value_key UNIQUE (attribute_id, value)
);
CREATE TABLE attribute_values (
    product_id bigint NOT NULL CONSTRAINT attribute_values_product_id_fkey REFERENCES products (id),
    -- 0: the whole product; else one variant of it.
    variant_id bigint NOT NULL DEFAULT 0,
    attribute_id bigint NOT NULL CONSTRAINT attribute_values_attribute_id_fkey REFERENCES attributes (id),
    position integer NOT NULL,
    number double precision,
    bool boolean,
    choice_id bigint CONSTRAINT attribute_values_choice_id_fkey REFERENCES attribute_choices (id),
    text text,
    CONSTRAINT attribute_values_pkey PRIMARY KEY (product_id, variant_id, attribute_id),
    CONSTRAINT attribute_values_one_check CHECK (num_nonnulls(number, bool, choice_id, text) = 1)
);
CREATE INDEX attribute_values_attribute_id_idx ON attribute_values (attribute_id);

CREATE TABLE images (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT images_pkey PRIMARY KEY,
    product_id bigint NOT NULL CONSTRAINT images_product_id_fkey REFERENCES products (id),
    position integer NOT NULL DEFAULT 0,
    -- SHA-256 of the content in hex and its extension: the blob's key and the
    -- path below /media/.
    blob_key text NOT NULL,
    content_type text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    alt text NOT NULL DEFAULT '',
    -- 'gallery', or 'social' for the picture of link previews.
    role text NOT NULL DEFAULT 'gallery' CONSTRAINT images_role_check CHECK (role IN ('gallery', 'social')),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX images_product_id_idx ON images (product_id, position);

-- The picture that shows this variant; several variants may share one.
ALTER TABLE variants ADD COLUMN image_id bigint CONSTRAINT variants_image_id_fkey REFERENCES images (id);
CREATE INDEX variants_image_id_idx ON variants (image_id) WHERE image_id IS NOT NULL;

CREATE TABLE scheduled_prices (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT scheduled_prices_pkey PRIMARY KEY,
    variant_id bigint NOT NULL CONSTRAINT scheduled_prices_variant_id_fkey REFERENCES variants (id),
    price_cents bigint NOT NULL CONSTRAINT scheduled_prices_price_cents_check CHECK (price_cents >= 0),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    CONSTRAINT scheduled_prices_span_check CHECK (ends_at IS NULL OR ends_at > starts_at)
);
CREATE INDEX scheduled_prices_variant_id_idx ON scheduled_prices (variant_id, starts_at);

-- Append-only: every price that a variant ever had.
CREATE TABLE price_history (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT price_history_pkey PRIMARY KEY,
    variant_id bigint NOT NULL CONSTRAINT price_history_variant_id_fkey REFERENCES variants (id),
    price_cents bigint NOT NULL,
    compare_at_cents bigint,
    changed_at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id bigint NOT NULL DEFAULT 0
);
CREATE INDEX price_history_variant_id_idx ON price_history (variant_id, changed_at);
CREATE TRIGGER price_history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON price_history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Addresses that were given up: they redirect.
CREATE TABLE slug_redirects (
    kind text NOT NULL CONSTRAINT slug_redirects_kind_check CHECK (kind IN ('product', 'category')),
    slug text NOT NULL,
    target_id bigint NOT NULL,
    CONSTRAINT slug_redirects_pkey PRIMARY KEY (kind, slug)
);

-- Read model: one row a product on sale, all that a listing shows or sorts by.
CREATE TABLE listing (
    product_id bigint NOT NULL CONSTRAINT listing_pkey PRIMARY KEY CONSTRAINT listing_product_id_fkey REFERENCES products (id),
    slug text NOT NULL,
    title text NOT NULL,
    brand_id bigint NOT NULL,
    brand text NOT NULL,
    -- The category that the product stands in, and the way to it from the root.
    category_id bigint NOT NULL,
    category_path bigint[] NOT NULL,
    tint text NOT NULL DEFAULT '',
    -- The variant whose price is shown: the cheapest in stock, else the cheapest.
    variant_id bigint NOT NULL,
    variant_count integer NOT NULL,
    price_cents bigint NOT NULL,
    -- Whether another variant costs more.
    price_from boolean NOT NULL DEFAULT false,
    compare_at_cents bigint,
    -- Discount against compare_at in basis points, 0 when there is none.
    discount_bp integer NOT NULL DEFAULT 0,
    -- Units that can be sold now over all variants.
    available integer NOT NULL DEFAULT 0,
    in_stock boolean NOT NULL,
    featured boolean NOT NULL DEFAULT false,
    rating_bp integer,
    rating_count integer NOT NULL DEFAULT 0,
    image_key text NOT NULL DEFAULT '',
    image_alt text NOT NULL DEFAULT '',
    facet_ids int[] NOT NULL DEFAULT '{}',
    search tsvector NOT NULL DEFAULT '',
    -- SKUs, GTINs and model numbers, normalised: an exact one ranks first.
    codes text[] NOT NULL DEFAULT '{}',
    units_sold integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    refreshed_at timestamptz NOT NULL
);
-- A listing reads hundreds of rows and shows 24: the search vector is kept out
-- of line, so that a row is some hundred bytes and not some thousands. What a
-- card shows stays in the row: a value out of line costs four more blocks.
ALTER TABLE listing SET (toast_tuple_target = 640, fillfactor = 85);
ALTER TABLE listing ALTER search SET STORAGE EXTERNAL,
    ALTER title SET STORAGE MAIN, ALTER slug SET STORAGE MAIN, ALTER brand SET STORAGE MAIN,
    ALTER image_key SET STORAGE MAIN, ALTER image_alt SET STORAGE MAIN;
-- Small pending lists: every search reads all of them.
CREATE INDEX listing_category_path_idx ON listing USING gin (category_path) WITH (gin_pending_list_limit = 64);
CREATE INDEX listing_facet_ids_idx ON listing USING gin (facet_ids) WITH (gin_pending_list_limit = 64);
CREATE INDEX listing_search_idx ON listing USING gin (search) WITH (gin_pending_list_limit = 256);
CREATE INDEX listing_codes_idx ON listing USING gin (codes) WITH (gin_pending_list_limit = 64);
-- One for each order that shoppers use most, so that a page of a large category
-- reads 25 rows and not all of them.
CREATE INDEX listing_category_featured_idx ON listing (category_id, in_stock, featured, units_sold, product_id);
CREATE INDEX listing_category_price_idx ON listing (category_id, price_cents, product_id);
CREATE INDEX listing_category_created_idx ON listing (category_id, created_at, product_id);
CREATE INDEX listing_featured_idx ON listing (in_stock, featured, units_sold, product_id);
CREATE INDEX listing_price_cents_idx ON listing (price_cents, product_id);
CREATE INDEX listing_created_at_idx ON listing (created_at, product_id);
CREATE INDEX listing_discount_bp_idx ON listing (discount_bp, product_id);
