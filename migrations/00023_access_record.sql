-- +goose Up

-- Who reached the store, when and from where, kept for six months and no longer
-- (Marco Civil da Internet, Lei 12.965/2014, art. 15). No key and one index: it
-- is written with every page, and looked into by a span of time.
CREATE TABLE access_record (
    at timestamptz NOT NULL,
    -- Null where the peer has no address, as on a socket.
    address inet,
    -- Of the client's connection: many people share one address. Null if the
    -- proxy does not tell it.
    port integer CONSTRAINT access_record_port_check CHECK (port BETWEEN 1 AND 65535),
    method text NOT NULL,
    -- The route's pattern: no values, no query, no token.
    route text NOT NULL,
    user_id bigint
);
CREATE INDEX access_record_at_idx ON access_record (at);

-- Append-only, but for what has served its time.
CREATE TRIGGER access_record_append_only BEFORE UPDATE OR TRUNCATE ON access_record
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- +goose StatementBegin
CREATE FUNCTION refuse_early_purge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.at > now() - interval '6 months' THEN
        RAISE EXCEPTION 'table % keeps its rows for six months', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER access_record_keep BEFORE DELETE ON access_record
    FOR EACH ROW EXECUTE FUNCTION refuse_early_purge();

-- The owner alone: a judge asks for it, nobody else.
UPDATE roles SET permissions = permissions || '{access_record}' WHERE slug = 'owner' AND NOT 'access_record' = ANY (permissions);
