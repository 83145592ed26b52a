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

-- The table with which every shop begins: two services, six zones, seven weights.
-- Ranges by state as Correios publishes them (Busca Faixa de CEP).
INSERT INTO shipping_services (code, name, carrier, tracking_url, position) VALUES
    ('economica', 'Econômica', 'Correios', 'https://rastreamento.correios.com.br/app/index.php?objetos={code}', 1),
    ('expressa', 'Expressa', 'Correios', 'https://rastreamento.correios.com.br/app/index.php?objetos={code}', 2);
INSERT INTO shipping_zones (name) VALUES
    ('São Paulo, capital'), ('São Paulo, Grande SP e interior'), ('Sudeste e Sul'), ('Centro-Oeste'), ('Nordeste'), ('Norte');
INSERT INTO shipping_zone_ranges (zone_id, first_cep, last_cep)
SELECT z.id, r.first_cep, r.last_cep FROM shipping_zones z JOIN (VALUES
    ('São Paulo, capital', 1000000, 5999999),               -- SP
    ('São Paulo, Grande SP e interior', 6000000, 7999999),  -- SP
    ('São Paulo, capital', 8000000, 8499999),               -- SP
    ('São Paulo, Grande SP e interior', 8500000, 19999999), -- SP
    ('Sudeste e Sul', 20000000, 28999999),                  -- RJ
    ('Sudeste e Sul', 29000000, 29999999),                  -- ES
    ('Sudeste e Sul', 30000000, 39999999),                  -- MG
    ('Nordeste', 40000000, 48999999),                       -- BA
    ('Nordeste', 49000000, 49999999),                       -- SE
    ('Nordeste', 50000000, 56999999),                       -- PE
    ('Nordeste', 57000000, 57999999),                       -- AL
    ('Nordeste', 58000000, 58999999),                       -- PB
    ('Nordeste', 59000000, 59999999),                       -- RN
    ('Nordeste', 60000000, 63999999),                       -- CE
    ('Nordeste', 64000000, 64999999),                       -- PI
    ('Nordeste', 65000000, 65999999),                       -- MA
    ('Norte', 66000000, 68899999),                          -- PA
    ('Norte', 68900000, 68999999),                          -- AP
    ('Norte', 69000000, 69299999),                          -- AM
    ('Norte', 69300000, 69399999),                          -- RR
    ('Norte', 69400000, 69899999),                          -- AM
    ('Norte', 69900000, 69999999),                          -- AC
    ('Centro-Oeste', 70000000, 72799999),                   -- DF
    ('Centro-Oeste', 72800000, 72999999),                   -- GO
    ('Centro-Oeste', 73000000, 73699999),                   -- DF
    ('Centro-Oeste', 73700000, 76799999),                   -- GO
    ('Norte', 76800000, 76999999),                          -- RO
    ('Norte', 77000000, 77999999),                          -- TO
    ('Centro-Oeste', 78000000, 78899999),                   -- MT
    ('Centro-Oeste', 79000000, 79999999),                   -- MS
    ('Sudeste e Sul', 80000000, 87999999),                  -- PR
    ('Sudeste e Sul', 88000000, 89999999),                  -- SC
    ('Sudeste e Sul', 90000000, 99999999)                   -- RS
) AS r (zone, first_cep, last_cep) ON r.zone = z.name;
INSERT INTO shipping_rates (service_id, zone_id, max_grams, price_cents, days_min, days_max)
SELECT s.id, z.id, r.max_grams, r.price_cents, d.days_min, d.days_max
FROM (VALUES
    ('economica', 'São Paulo, capital', 2, 4), ('expressa', 'São Paulo, capital', 1, 1),
    ('economica', 'São Paulo, Grande SP e interior', 3, 5), ('expressa', 'São Paulo, Grande SP e interior', 1, 2),
    ('economica', 'Sudeste e Sul', 4, 7), ('expressa', 'Sudeste e Sul', 2, 3),
    ('economica', 'Centro-Oeste', 5, 9), ('expressa', 'Centro-Oeste', 2, 4),
    ('economica', 'Nordeste', 6, 11), ('expressa', 'Nordeste', 3, 5),
    ('economica', 'Norte', 8, 15), ('expressa', 'Norte', 4, 7)
) AS d (service, zone, days_min, days_max)
JOIN (VALUES
    ('economica', 'São Paulo, capital', 300, 1290), ('economica', 'São Paulo, capital', 1000, 1490), ('economica', 'São Paulo, capital', 2000, 1690), ('economica', 'São Paulo, capital', 5000, 2190), ('economica', 'São Paulo, capital', 10000, 2990), ('economica', 'São Paulo, capital', 20000, 4490), ('economica', 'São Paulo, capital', 30000, 5990),
    ('economica', 'São Paulo, Grande SP e interior', 300, 1490), ('economica', 'São Paulo, Grande SP e interior', 1000, 1690), ('economica', 'São Paulo, Grande SP e interior', 2000, 1990), ('economica', 'São Paulo, Grande SP e interior', 5000, 2690), ('economica', 'São Paulo, Grande SP e interior', 10000, 3890), ('economica', 'São Paulo, Grande SP e interior', 20000, 5990), ('economica', 'São Paulo, Grande SP e interior', 30000, 7990),
    ('economica', 'Sudeste e Sul', 300, 1890), ('economica', 'Sudeste e Sul', 1000, 2190), ('economica', 'Sudeste e Sul', 2000, 2590), ('economica', 'Sudeste e Sul', 5000, 3690), ('economica', 'Sudeste e Sul', 10000, 5690), ('economica', 'Sudeste e Sul', 20000, 9490), ('economica', 'Sudeste e Sul', 30000, 12990),
    ('economica', 'Centro-Oeste', 300, 2190), ('economica', 'Centro-Oeste', 1000, 2590), ('economica', 'Centro-Oeste', 2000, 3190), ('economica', 'Centro-Oeste', 5000, 4690), ('economica', 'Centro-Oeste', 10000, 7490), ('economica', 'Centro-Oeste', 20000, 12490), ('economica', 'Centro-Oeste', 30000, 16990),
    ('economica', 'Nordeste', 300, 2490), ('economica', 'Nordeste', 1000, 2990), ('economica', 'Nordeste', 2000, 3690), ('economica', 'Nordeste', 5000, 5690), ('economica', 'Nordeste', 10000, 9490), ('economica', 'Nordeste', 20000, 15990), ('economica', 'Nordeste', 30000, 21990),
    ('economica', 'Norte', 300, 2990), ('economica', 'Norte', 1000, 3690), ('economica', 'Norte', 2000, 4690), ('economica', 'Norte', 5000, 7490), ('economica', 'Norte', 10000, 12990), ('economica', 'Norte', 20000, 22490), ('economica', 'Norte', 30000, 31990),
    ('expressa', 'São Paulo, capital', 300, 1790), ('expressa', 'São Paulo, capital', 1000, 1990), ('expressa', 'São Paulo, capital', 2000, 2290), ('expressa', 'São Paulo, capital', 5000, 2990), ('expressa', 'São Paulo, capital', 10000, 4190), ('expressa', 'São Paulo, capital', 20000, 6490), ('expressa', 'São Paulo, capital', 30000, 8790),
    ('expressa', 'São Paulo, Grande SP e interior', 300, 2190), ('expressa', 'São Paulo, Grande SP e interior', 1000, 2590), ('expressa', 'São Paulo, Grande SP e interior', 2000, 2990), ('expressa', 'São Paulo, Grande SP e interior', 5000, 4190), ('expressa', 'São Paulo, Grande SP e interior', 10000, 6190), ('expressa', 'São Paulo, Grande SP e interior', 20000, 9890), ('expressa', 'São Paulo, Grande SP e interior', 30000, 13490),
    ('expressa', 'Sudeste e Sul', 300, 3290), ('expressa', 'Sudeste e Sul', 1000, 3890), ('expressa', 'Sudeste e Sul', 2000, 4790), ('expressa', 'Sudeste e Sul', 5000, 7290), ('expressa', 'Sudeste e Sul', 10000, 11690), ('expressa', 'Sudeste e Sul', 20000, 19990), ('expressa', 'Sudeste e Sul', 30000, 27990),
    ('expressa', 'Centro-Oeste', 300, 4090), ('expressa', 'Centro-Oeste', 1000, 4890), ('expressa', 'Centro-Oeste', 2000, 6190), ('expressa', 'Centro-Oeste', 5000, 9690), ('expressa', 'Centro-Oeste', 10000, 15990), ('expressa', 'Centro-Oeste', 20000, 27990), ('expressa', 'Centro-Oeste', 30000, 38990),
    ('expressa', 'Nordeste', 300, 4790), ('expressa', 'Nordeste', 1000, 5890), ('expressa', 'Nordeste', 2000, 7490), ('expressa', 'Nordeste', 5000, 12190), ('expressa', 'Nordeste', 10000, 20490), ('expressa', 'Nordeste', 20000, 35990), ('expressa', 'Nordeste', 30000, 49990),
    ('expressa', 'Norte', 300, 5990), ('expressa', 'Norte', 1000, 7490), ('expressa', 'Norte', 2000, 9790), ('expressa', 'Norte', 5000, 16490), ('expressa', 'Norte', 10000, 28490), ('expressa', 'Norte', 20000, 49990), ('expressa', 'Norte', 30000, 69990)
) AS r (service, zone, max_grams, price_cents) ON r.service = d.service AND r.zone = d.zone
JOIN shipping_services s ON s.code = d.service
JOIN shipping_zones z ON z.name = d.zone;
