-- +goose Up

-- The mailbox behind an address, for limits alone: case, +tags and Gmail's dots
-- make no other one.
-- +goose StatementBegin
CREATE FUNCTION mailbox(email text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN box.domain IN ('gmail.com', 'googlemail.com') THEN replace(box.name, '.', '') || '@gmail.com'
                ELSE box.name || '@' || box.domain END
    FROM (SELECT split_part(regexp_replace(lower($1), '@[^@]*$', ''), '+', 1) AS name,
                 substring(lower($1) FROM '[^@]*$') AS domain) box
$$;
-- +goose StatementEnd
ALTER TABLE orders ADD COLUMN mailbox text NOT NULL GENERATED ALWAYS AS (mailbox(email)) STORED;
CREATE INDEX orders_mailbox_open_idx ON orders (mailbox) WHERE state = 'open' AND payment_state IN ('unpaid', 'pending');

-- The city's number, where the services that look postal codes up have told it.
ALTER TABLE orders ALTER COLUMN city_ibge DROP NOT NULL, ALTER COLUMN city_ibge DROP DEFAULT;
UPDATE orders SET city_ibge = NULL WHERE city_ibge = '';
ALTER TABLE orders ADD CONSTRAINT orders_city_ibge_check CHECK (city_ibge ~ '^[0-9]{7}$');

-- Staff edit freight: each service with its rates, each zone with its ranges.
ALTER TABLE shipping_services ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE shipping_zones ADD COLUMN version integer NOT NULL DEFAULT 1;
