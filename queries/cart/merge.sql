-- name: OfUser :one
-- The cart of an account: the one that its person changed last, of those with
-- anything in them; not the one that is asked about.
SELECT c.id FROM carts c
WHERE c.user_id = @user_id::bigint AND c.id <> @except_id AND EXISTS (SELECT FROM cart_lines l WHERE l.cart_id = c.id)
ORDER BY c.updated_at DESC, c.id DESC LIMIT 1;

-- name: LockForMerge :many
-- Waits: an order of the cart waits for its payment. TypedAt: when something was
-- last typed in its checkout.
SELECT c.id, c.user_id,
    EXISTS (SELECT FROM orders o WHERE o.cart_id = c.id AND o.state = 'open' AND o.payment_state IN ('unpaid', 'pending') AND o.hold = '') AS waits,
    coalesce((SELECT k.updated_at FROM checkouts k WHERE k.cart_id = c.id), 'epoch')::timestamptz AS typed_at
FROM carts c WHERE c.id = ANY(@ids::bigint[]) ORDER BY c.id FOR NO KEY UPDATE OF c;

-- name: LinesForMerge :many
SELECT cart_id, variant_id, quantity, seen_price_cents FROM cart_lines WHERE cart_id = ANY(@ids::bigint[]) ORDER BY id;

-- name: PutMerged :exec
INSERT INTO cart_lines AS l (cart_id, variant_id, quantity, seen_price_cents, created_at)
SELECT @cart_id, m.variant_id, m.quantity, m.seen_price_cents, @now
FROM (SELECT unnest(@variant_ids::bigint[]) AS variant_id, unnest(@quantities::int[]) AS quantity,
        unnest(@seen_prices::bigint[]) AS seen_price_cents) m
ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = excluded.quantity
WHERE l.quantity <> excluded.quantity;

-- name: DropMerged :exec
DELETE FROM cart_lines WHERE cart_id = @cart_id AND variant_id <> ALL(@variant_ids::bigint[]);

-- name: DropCheckout :exec
DELETE FROM checkouts WHERE cart_id = $1;

-- name: MoveCheckout :exec
UPDATE checkouts SET cart_id = @cart_id WHERE cart_id = @from_id;

-- name: TouchMerged :exec
UPDATE carts SET revision = revision + 1, updated_at = @now WHERE id = @id;

-- name: Own :exec
UPDATE carts SET user_id = @user_id::bigint WHERE id = @id AND user_id IS NULL;

-- name: Disown :exec
UPDATE carts SET user_id = NULL WHERE user_id = @user_id::bigint;

-- name: DeleteCart :exec
DELETE FROM carts WHERE id = $1;
