-- name: Correct :exec
-- A new address of the customer kills the links that were sent to the old one.
UPDATE orders SET email = @email, phone = @phone, recipient = @recipient, postal_code = @postal_code, street = @street,
    number_in_street = @number_in_street, complement = @complement, district = @district, city = @city, uf = @uf,
    city_ibge = CASE WHEN postal_code = @postal_code AND city = @city AND uf = @uf THEN city_ibge ELSE
        (SELECT k.ibge FROM cep_cache k WHERE k.cep = @postal_code AND k.ibge <> '' AND k.uf = @uf AND plain(k.city) = plain(@city)) END,
    token_version = token_version + CASE WHEN email <> @email THEN 1 ELSE 0 END,
    version = version + 1, updated_at = @now
WHERE id = @id;

-- name: InsertNote :one
INSERT INTO order_notes (order_id, at, actor_id, actor_name, visible, body)
VALUES (@order_id, @at, @actor_id, @actor_name, @visible, @body) RETURNING id;

-- name: Notes :many
SELECT id, at, actor_name, visible, body FROM order_notes WHERE order_id = $1 ORDER BY id;

-- name: Touch :exec
UPDATE orders SET version = version + 1, updated_at = @now WHERE id = @id;
