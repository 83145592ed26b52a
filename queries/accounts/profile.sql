-- name: Profile :one
SELECT id, email, email_verified_at, locale, name, document, company_name, state_registration, phone, version
FROM users WHERE id = $1 AND state <> 'anonymised';

-- name: LockProfile :one
SELECT id, email, email_verified_at, locale, name, document, company_name, state_registration, phone, version
FROM users WHERE id = $1 AND state <> 'anonymised' FOR NO KEY UPDATE;

-- name: SaveProfile :exec
UPDATE users SET name = @name, document = @document, company_name = @company_name, state_registration = @state_registration,
    phone = @phone, locale = @locale, version = version + 1, updated_at = @at
WHERE id = @id;

-- name: Addresses :many
SELECT * FROM addresses WHERE user_id = $1 ORDER BY is_default DESC, id DESC;

-- name: Address :one
SELECT * FROM addresses WHERE id = @id AND user_id = @user_id;

-- name: InsertAddress :one
INSERT INTO addresses (user_id, recipient, postal_code, street, number, complement, district, city, state, is_default, created_at, updated_at)
VALUES (@user_id, @recipient, @postal_code, @street, @number, @complement, @district, @city, @state, @is_default, @at, @at)
RETURNING id;

-- name: UpdateAddress :exec
UPDATE addresses SET recipient = @recipient, postal_code = @postal_code, street = @street, number = @number,
    complement = @complement, district = @district, city = @city, state = @state, is_default = @is_default,
    version = version + 1, updated_at = @at
WHERE id = @id;

-- name: DeleteAddress :execrows
DELETE FROM addresses WHERE id = @id AND user_id = @user_id;

-- name: DeleteAddresses :exec
DELETE FROM addresses WHERE user_id = $1;

-- name: ClearDefaultAddress :exec
UPDATE addresses SET is_default = false WHERE user_id = @user_id AND is_default AND id <> @keep;

-- name: MakeDefaultAddress :execrows
UPDATE addresses SET is_default = true WHERE id = @id AND user_id = @user_id;

-- name: EnsureDefaultAddress :exec
-- Of those that are left the newest one takes over.
UPDATE addresses SET is_default = true
WHERE id = (SELECT max(a.id) FROM addresses a WHERE a.user_id = @user_id)
  AND NOT EXISTS (SELECT FROM addresses d WHERE d.user_id = @user_id AND d.is_default);
