-- name: GuestOrdersOf :many
-- The orders that a confirmed e-mail gives to its account: those of nobody, and
-- those that it holds by their links alone.
SELECT id FROM orders
WHERE lower(email) = lower(@email::text) AND (user_id IS NULL OR (user_id = @user_id::bigint AND claimed = 'link'))
ORDER BY id FOR NO KEY UPDATE;

-- name: Claim :exec
UPDATE orders SET user_id = @user_id::bigint, claimed = @claimed, updated_at = @now WHERE id = ANY(@ids::bigint[]);

-- name: LockGuestOrder :one
SELECT id FROM orders WHERE id = @id AND user_id IS NULL AND lower(email) = lower(@email::text) FOR NO KEY UPDATE;

-- name: LastChoice :one
-- How the newest order that was paid, else the newest one, was sent and paid.
SELECT shipping_code, payment_method FROM orders
WHERE user_id = @user_id::bigint AND claimed = ''
ORDER BY paid_at IS NULL, placed_at DESC LIMIT 1;

-- name: OwnByNumber :one
SELECT * FROM orders WHERE number = @number::bigint AND user_id = @user_id::bigint;

-- name: CountOfUser :one
SELECT count(*) FROM orders WHERE user_id = @user_id::bigint AND number IS NOT NULL;

-- name: OfCustomer :many
-- The orders of an account and the guest ones of its e-mail; without an account
-- those of a guest.
SELECT o.id, o.number, o.name, o.city, o.uf, o.state, o.payment_state, o.fulfilment_state, o.payment_method,
    o.shipping_name, o.total_cents, o.placed_at, o.paid_at, o.token_version,
    (SELECT coalesce(sum(l.quantity), 0) FROM order_lines l WHERE l.order_id = o.id)::bigint AS units,
    (o.user_id IS NULL)::boolean AS guest, o.claimed
FROM orders o
WHERE o.number IS NOT NULL AND o.id IN (
    SELECT m.id FROM orders m WHERE m.user_id = @user_id::bigint
    UNION ALL
    SELECT g.id FROM orders g WHERE g.user_id IS NULL AND lower(g.email) = lower(@email::text))
ORDER BY o.placed_at DESC, o.id DESC LIMIT @most;
