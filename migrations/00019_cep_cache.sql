-- +goose Up

-- What the look-up services said about a postal code, to ask them seldom. A code
-- that none of them knows is remembered for a shorter time.
CREATE TABLE cep_cache (
    cep text NOT NULL CONSTRAINT cep_cache_pkey PRIMARY KEY CONSTRAINT cep_cache_cep_check CHECK (cep ~ '^[0-9]{8}$'),
    known boolean NOT NULL,
    street text NOT NULL DEFAULT '',
    district text NOT NULL DEFAULT '',
    city text NOT NULL DEFAULT '',
    uf text NOT NULL DEFAULT '',
    ibge text NOT NULL DEFAULT '',
    asked_at timestamptz NOT NULL
);
