-- +goose Up

-- How an order came to its account: placed by it (empty), claimed by who held
-- the order's link, or joined because the account's e-mail was confirmed. A link
-- proves no e-mail: what it claimed shows no more than the link does.
ALTER TABLE orders
    ADD COLUMN claimed text NOT NULL DEFAULT ''
        CONSTRAINT orders_claimed_check CHECK (claimed IN ('', 'link', 'email') AND (claimed = '' OR user_id IS NOT NULL));

-- Guest orders make a customer by their e-mail, and the customer desk finds them
-- by what was typed. An order is written without its number first and has it by
-- the end of the same transaction: these are filled in once, then.
CREATE INDEX orders_guest_email_idx ON orders (lower(email) text_pattern_ops) WHERE user_id IS NULL;
CREATE INDEX orders_document_idx ON orders (document) WHERE number IS NOT NULL;
CREATE INDEX orders_phone_idx ON orders (phone) WHERE number IS NOT NULL;
CREATE INDEX orders_name_idx ON orders USING gin (to_tsvector('simple', plain(name || ' ' || company_name))) WHERE number IS NOT NULL;
