-- +goose Up

-- Text as people type it in a hurry: without accents, in lower case. Searches of
-- names compare plain text with plain text, so that Alvaro finds Álvaro.
-- +goose StatementBegin
CREATE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(regexp_replace(normalize($1, NFD), '[\u0300-\u036f]', '', 'g'))
$$;
-- +goose StatementEnd
