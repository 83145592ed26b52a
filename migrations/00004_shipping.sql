-- +goose Up

CREATE TABLE shipping_services (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT shipping_services_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT shipping_services_code_key UNIQUE,
    name text NOT NULL,
    carrier text NOT NULL,
    -- Where a parcel is followed; {code} is replaced by the tracking code.
    tracking_url text NOT NULL DEFAULT '',
    -- Divisor of the cubic weight in cm3 per kg (6000 at Brazilian carriers).
    cubic_divisor integer NOT NULL DEFAULT 6000 CONSTRAINT shipping_services_cubic_divisor_check CHECK (cubic_divisor > 0),
    position integer NOT NULL DEFAULT 0,
    active boolean NOT NULL DEFAULT true
);
CREATE TABLE shipping_zones (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT shipping_zones_pkey PRIMARY KEY,
    name text NOT NULL CONSTRAINT shipping_zones_name_key UNIQUE
);
-- A zone is a set of CEP ranges; ranges of all zones do not overlap.
CREATE TABLE shipping_zone_ranges (
    zone_id bigint NOT NULL CONSTRAINT shipping_zone_ranges_zone_id_fkey REFERENCES shipping_zones (id),
    first_cep integer NOT NULL,
    last_cep integer NOT NULL,
    CONSTRAINT shipping_zone_ranges_pkey PRIMARY KEY (first_cep),
    CONSTRAINT shipping_zone_ranges_order_check CHECK (first_cep <= last_cep),
    CONSTRAINT shipping_zone_ranges_overlap_excl EXCLUDE USING gist (int4range(first_cep, last_cep, '[]') WITH &&)
);
CREATE TABLE shipping_rates (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT shipping_rates_pkey PRIMARY KEY,
    service_id bigint NOT NULL CONSTRAINT shipping_rates_service_id_fkey REFERENCES shipping_services (id),
    zone_id bigint NOT NULL CONSTRAINT shipping_rates_zone_id_fkey REFERENCES shipping_zones (id),
    max_grams integer NOT NULL CONSTRAINT shipping_rates_max_grams_check CHECK (max_grams > 0),
    price_cents bigint NOT NULL CONSTRAINT shipping_rates_price_cents_check CHECK (price_cents >= 0),
    days_min integer NOT NULL,
    days_max integer NOT NULL,
    CONSTRAINT shipping_rates_days_check CHECK (days_min >= 0 AND days_max >= days_min),
    CONSTRAINT shipping_rates_service_zone_grams_key UNIQUE (service_id, zone_id, max_grams)
);
