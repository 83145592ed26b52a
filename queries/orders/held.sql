-- name: Hold :exec
-- Staff decide about the money first: an empty hold lets the order go on.
UPDATE orders SET hold = @hold, version = version + 1, updated_at = @now WHERE id = @id;

-- name: Discount :exec
UPDATE orders SET discount_cents = @discount_cents, total_cents = @total_cents,
    version = version + 1, updated_at = @now
WHERE id = @id;

-- name: PlacedContent :one
-- The order that a content of the cart became, whatever the cart holds now.
SELECT id FROM orders WHERE cart_id = @cart_id AND content_hash = @content_hash ORDER BY id DESC LIMIT 1;

-- name: NewestEvent :one
SELECT actor_kind, actor_id, actor_name, data FROM order_events WHERE order_id = @order_id AND kind = @kind ORDER BY id DESC LIMIT 1;

-- name: HasEvent :one
SELECT EXISTS (SELECT FROM order_events WHERE order_id = @order_id AND kind = @kind AND data ->> 'event' = @event::text);
