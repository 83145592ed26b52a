-- name: Customers :many
-- A customer is an account, or the guest orders of one e-mail that no account
-- has; the newest first. Guest is the number of such a guest's first order.
WITH people AS (
    SELECT u.id AS user_id, 0::bigint AS guest, u.created_at AS since, u.state
    FROM users u
    WHERE u.state <> 'anonymised' AND @kind::text <> 'guests'
      AND (NOT EXISTS (SELECT FROM user_roles r WHERE r.user_id = u.id) OR EXISTS (SELECT FROM orders o WHERE o.user_id = u.id))
      AND (@group_id::bigint = 0 OR EXISTS (SELECT FROM customer_group_members m WHERE m.user_id = u.id AND m.group_id = @group_id))
    UNION ALL
    SELECT 0, min(o.number), min(o.placed_at), 'active'
    FROM orders o
    WHERE o.user_id IS NULL AND o.number IS NOT NULL AND o.email <> '' AND @kind::text <> 'accounts'
      AND NOT EXISTS (SELECT FROM users u WHERE lower(u.email) = lower(o.email))
      AND (@group_id = 0 OR EXISTS (SELECT FROM customer_group_members m WHERE m.email = lower(o.email) AND m.group_id = @group_id))
    GROUP BY lower(o.email)
)
SELECT user_id, guest, count(*) OVER () AS found FROM people
WHERE @kind::text <> 'blocked' OR state = 'blocked'
ORDER BY since DESC, guest DESC, user_id DESC LIMIT @most OFFSET @skip;

-- name: FindCustomers :many
-- Each way to find somebody has its index; what was not typed is empty and finds
-- nothing. A guest order whose e-mail an account has leads to the account.
WITH hits AS (
    SELECT u.id AS user_id, ''::text AS email FROM users u WHERE @prefix::text <> '' AND lower(u.email) LIKE @prefix
    UNION
    SELECT u.id, '' FROM users u WHERE u.document = @document::text AND u.document <> ''
    UNION
    SELECT u.id, '' FROM users u WHERE u.phone = @phone::text AND u.phone <> ''
    UNION
    SELECT u.id, '' FROM users u
    WHERE @words::text <> '' AND to_tsvector('simple', plain(u.name || ' ' || u.company_name)) @@ to_tsquery('simple', plain(@words))
    UNION
    SELECT coalesce(o.user_id, 0), lower(o.email) FROM orders o WHERE o.number = @number::bigint
    UNION
    SELECT 0, lower(o.email) FROM orders o WHERE @prefix <> '' AND o.user_id IS NULL AND lower(o.email) LIKE @prefix
    UNION
    SELECT coalesce(o.user_id, 0), lower(o.email) FROM orders o WHERE o.number IS NOT NULL AND o.document = @document AND o.document <> ''
    UNION
    SELECT coalesce(o.user_id, 0), lower(o.email) FROM orders o WHERE o.number IS NOT NULL AND o.phone = @phone AND o.phone <> ''
    UNION
    SELECT coalesce(o.user_id, 0), lower(o.email) FROM orders o
    WHERE @words <> '' AND o.number IS NOT NULL AND to_tsvector('simple', plain(o.name || ' ' || o.company_name)) @@ to_tsquery('simple', plain(@words))
), people AS (
    SELECT DISTINCT coalesce(u.id, 0) AS user_id, CASE WHEN u.id IS NULL THEN h.email ELSE '' END AS email
    FROM hits h
    LEFT JOIN users u ON u.state <> 'anonymised' AND (u.id = h.user_id OR (h.user_id = 0 AND lower(u.email) = h.email))
    -- Whoever was erased is nobody's customer: their orders are fiscal records.
    WHERE u.id IS NOT NULL OR h.user_id = 0 AND h.email <> ''
)
SELECT p.user_id, coalesce(g.guest, 0)::bigint AS guest, count(*) OVER () AS found
FROM people p
LEFT JOIN users u ON u.id = p.user_id
LEFT JOIN LATERAL (
    SELECT min(o.number) AS guest, min(o.placed_at) AS since FROM orders o
    WHERE p.user_id = 0 AND o.user_id IS NULL AND lower(o.email) = p.email
) g ON true
WHERE (g.guest IS NOT NULL OR NOT EXISTS (SELECT FROM user_roles r WHERE r.user_id = u.id) OR EXISTS (SELECT FROM orders o WHERE o.user_id = u.id))
  AND (@kind::text = '' OR @kind::text = CASE WHEN p.user_id = 0 THEN 'guests' WHEN u.state = 'blocked' THEN 'blocked' ELSE 'accounts' END)
  AND (@group_id::bigint = 0 OR EXISTS (
    SELECT FROM customer_group_members m WHERE m.group_id = @group_id AND (m.user_id = p.user_id OR m.email = p.email)))
ORDER BY coalesce(u.created_at, g.since) DESC, guest DESC, p.user_id DESC LIMIT @most OFFSET @skip;

-- name: CustomerCards :many
-- What the list shows of some customers. Spent is what was paid and did not go
-- back; the orders of an account are its own and the guest ones of its e-mail.
SELECT k.user_id::bigint AS user_id, k.guest::bigint AS guest,
    coalesce(u.email, g.email, '') AS email, coalesce(u.name, g.name, '') AS name,
    coalesce(nullif(u.document, ''), g.document, '') AS document, coalesce(nullif(u.company_name, ''), g.company_name, '') AS company_name,
    coalesce(u.state, 'active') AS state, (u.email_verified_at IS NOT NULL)::boolean AS verified,
    coalesce(u.created_at, f.placed_at)::timestamptz AS since,
    s.orders::bigint AS orders, s.spent::bigint AS spent, coalesce(s.last_at, u.created_at, f.placed_at)::timestamptz AS last_at
FROM (SELECT unnest(@user_ids::bigint[]) AS user_id, unnest(@guests::bigint[]) AS guest) k
LEFT JOIN users u ON u.id = k.user_id
LEFT JOIN orders f ON f.number = k.guest
LEFT JOIN LATERAL (
    SELECT o.email, o.name, o.document, o.company_name FROM orders o
    WHERE o.user_id IS NULL AND lower(o.email) = lower(coalesce(u.email, f.email)) ORDER BY o.id DESC LIMIT 1
) g ON true
CROSS JOIN LATERAL (
    SELECT count(*) AS orders, coalesce(sum(a.paid_cents - a.refunded_cents), 0) AS spent, max(a.placed_at) AS last_at
    FROM (
        SELECT o.paid_cents, o.refunded_cents, o.placed_at FROM orders o WHERE o.user_id = u.id
        UNION ALL
        SELECT o.paid_cents, o.refunded_cents, o.placed_at FROM orders o
        WHERE o.user_id IS NULL AND lower(o.email) = lower(coalesce(u.email, f.email))
    ) a
) s;

-- name: GuestOf :one
-- The guest whose order that is: by the newest order of the e-mail.
SELECT lower(o.email)::text AS email, o.email AS typed, o.name, o.document, o.company_name, o.state_registration, o.phone, o.locale,
    f.first::bigint AS first_number, f.since::timestamptz AS since,
    coalesce((SELECT u.id FROM users u WHERE lower(u.email) = lower(o.email)), 0)::bigint AS user_id
FROM orders o
JOIN LATERAL (
    SELECT min(n.number) AS first, min(n.placed_at) AS since FROM orders n WHERE n.user_id IS NULL AND lower(n.email) = lower(o.email)
) f ON true
WHERE o.user_id IS NULL AND lower(o.email) = (SELECT lower(a.email) FROM orders a WHERE a.number = @number::bigint AND a.user_id IS NULL AND a.email <> '')
ORDER BY o.id DESC LIMIT 1;

-- name: AccountOf :one
SELECT u.id, u.email, u.name, u.document, u.company_name, u.state_registration, u.phone, u.locale, u.state,
    (u.email_verified_at IS NOT NULL)::boolean AS verified, u.created_at,
    EXISTS (SELECT FROM user_roles r WHERE r.user_id = u.id) AS staff,
    coalesce((SELECT max(l.last_seen_at) FROM logins l WHERE l.user_id = u.id), u.created_at)::timestamptz AS seen_at
FROM users u WHERE u.id = $1 AND u.state <> 'anonymised';

-- name: SetUserState :execrows
UPDATE users SET state = @state, version = version + 1, updated_at = @at
WHERE id = @id AND state = @was AND NOT EXISTS (SELECT FROM user_roles r WHERE r.user_id = @id);

-- name: CustomerNotes :many
SELECT id, at, actor_name, body FROM customer_notes
WHERE user_id = @user_id::bigint OR email = @email::text ORDER BY id DESC LIMIT 200;

-- name: InsertCustomerNote :one
INSERT INTO customer_notes (user_id, email, at, actor_id, actor_name, body)
VALUES (sqlc.narg(user_id), sqlc.narg(email), @at, @actor_id, @actor_name, @body)
RETURNING id;

-- name: CustomerGroups :many
SELECT g.id, g.name, (SELECT count(*) FROM customer_group_members m WHERE m.group_id = g.id) AS members,
    EXISTS (SELECT FROM customer_group_members m WHERE m.group_id = g.id AND (m.user_id = @user_id::bigint OR m.email = @email::text)) AS member
FROM customer_groups g ORDER BY lower(g.name);

-- name: InsertCustomerGroup :one
INSERT INTO customer_groups (name, created_at) VALUES (@name, @at) RETURNING id;

-- name: JoinGroup :execrows
INSERT INTO customer_group_members (group_id, user_id, email) VALUES (@group_id, sqlc.narg(user_id), sqlc.narg(email))
ON CONFLICT DO NOTHING;

-- name: LeaveGroup :execrows
DELETE FROM customer_group_members WHERE group_id = @group_id AND (user_id = @user_id::bigint OR email = @email::text);

-- name: AdoptNotes :exec
-- What was kept of a guest belongs to the account that the e-mail turned out to be.
UPDATE customer_notes SET user_id = @user_id::bigint, email = NULL WHERE email = lower(@email::text);

-- name: AdoptGroups :exec
UPDATE customer_group_members m SET user_id = @user_id::bigint, email = NULL
WHERE m.email = lower(@email::text)
  AND NOT EXISTS (SELECT FROM customer_group_members o WHERE o.user_id = @user_id AND o.group_id = m.group_id);

-- name: DropGuestGroups :exec
DELETE FROM customer_group_members WHERE email = lower(@email::text);

-- name: ClearProfile :exec
UPDATE users SET document = '', company_name = '', state_registration = '', phone = '', version = version + 1, updated_at = @at
WHERE id = @id;
