-- name: ExportOrders :one
SELECT coalesce(json_agg(json_build_object('pedido', number, 'feito_em', placed_at, 'situacao', state, 'pagamento', payment_state, 'envio', fulfilment_state,
    'forma_de_pagamento', payment_method, 'e_mail', email, 'nome', name, 'cpf_ou_cnpj', document, 'empresa', company_name,
    'inscricao_estadual', state_registration, 'telefone', phone, 'recebe', recipient, 'cep', postal_code, 'rua', street, 'numero', number_in_street,
    'complemento', complement, 'bairro', district, 'cidade', city, 'estado', uf, 'frete', shipping_name, 'itens_centavos', items_cents,
    'desconto_centavos', discount_cents, 'frete_centavos', shipping_cents, 'total_centavos', total_cents, 'pago_centavos', paid_cents,
    'reembolsado_centavos', refunded_cents, 'termos_aceitos', terms_version) ORDER BY id), '[]')::text
FROM orders o
WHERE number IS NOT NULL AND (o.user_id = sqlc.narg(user_id)::bigint AND o.claimed <> 'link'
    OR lower(o.email) = lower(sqlc.narg(email)::text) AND (o.user_id IS NULL OR o.user_id = sqlc.narg(user_id)::bigint));

-- name: ExportOrderLines :one
SELECT coalesce(json_agg(json_build_object('pedido', o.number, 'produto', l.title, 'opcoes', l.options, 'sku', l.sku, 'quantidade', l.quantity,
    'preco_centavos', l.unit_price_cents, 'total_centavos', l.total_cents) ORDER BY l.id), '[]')::text
FROM order_lines l JOIN orders o ON o.id = l.order_id
WHERE o.number IS NOT NULL AND (o.user_id = sqlc.narg(user_id)::bigint AND o.claimed <> 'link'
    OR lower(o.email) = lower(sqlc.narg(email)::text) AND (o.user_id IS NULL OR o.user_id = sqlc.narg(user_id)::bigint));

-- name: ExportOrderNotes :one
-- What staff wrote for the customer to read.
SELECT coalesce(json_agg(json_build_object('pedido', o.number, 'em', n.at, 'anotacao', n.body) ORDER BY n.id), '[]')::text
FROM order_notes n JOIN orders o ON o.id = n.order_id
WHERE n.visible AND (o.user_id = sqlc.narg(user_id)::bigint AND o.claimed <> 'link'
    OR lower(o.email) = lower(sqlc.narg(email)::text) AND (o.user_id IS NULL OR o.user_id = sqlc.narg(user_id)::bigint));

-- name: LockPersonOrders :many
-- All orders of a person, with those that an account holds by their links alone:
-- these are only taken off it.
SELECT id, (paid_cents > 0)::boolean AS fiscal, coalesce(claimed = 'link' AND lower(email) IS DISTINCT FROM lower(sqlc.narg(email)::text), false)::boolean AS by_link
FROM orders o
WHERE o.email <> '' AND (o.user_id = sqlc.narg(user_id)::bigint
    OR lower(o.email) = lower(sqlc.narg(email)::text) AND (o.user_id IS NULL OR o.user_id = sqlc.narg(user_id)::bigint))
ORDER BY id
FOR NO KEY UPDATE;

-- name: LockAbandoned :many
-- Guest orders that nobody paid in all that time.
SELECT id FROM orders
WHERE user_id IS NULL AND paid_cents = 0 AND state = 'cancelled' AND placed_at < @before AND email <> ''
ORDER BY id
LIMIT @most
FOR NO KEY UPDATE SKIP LOCKED;

-- name: LeaveAccount :exec
UPDATE orders SET user_id = NULL, claimed = '', version = version + 1, updated_at = @now WHERE id = ANY (@ids::bigint[]);

-- name: KeepFiscal :exec
-- Of an order that was paid the tax law asks for the buyer's name, document and
-- address and the values. What served contact alone goes, and the links die.
UPDATE orders SET email = '', phone = '', recipient = '', token_version = token_version + 1, version = version + 1, updated_at = @now
WHERE id = ANY (@ids::bigint[]);

-- name: Anonymise :exec
-- An order that nobody paid is no sale: nothing of its buyer stays.
UPDATE orders SET email = '', name = '', document = '', company_name = '', state_registration = '', phone = '', recipient = '',
    postal_code = '', street = '', number_in_street = '', complement = '', district = '',
    token_version = token_version + 1, version = version + 1, updated_at = @now
WHERE id = ANY (@ids::bigint[]);

-- name: EraseNotes :exec
DELETE FROM order_notes WHERE order_id = ANY (@ids::bigint[]);

-- name: WaitingOrdersOf :many
SELECT id FROM orders o
WHERE o.state = 'open' AND o.payment_state IN ('unpaid', 'pending') AND o.number IS NOT NULL
    AND (o.user_id = sqlc.narg(user_id)::bigint AND o.claimed <> 'link'
        OR lower(o.email) = lower(sqlc.narg(email)::text) AND (o.user_id IS NULL OR o.user_id = sqlc.narg(user_id)::bigint))
ORDER BY id;

-- name: StandingOf :one
-- What stands about a person's orders, to say before an erasure what it means.
SELECT count(*) AS orders,
    count(*) FILTER (WHERE paid_cents > 0) AS fiscal,
    count(*) FILTER (WHERE state = 'open' AND (payment_state IN ('unpaid', 'pending') OR fulfilment_state IN ('unfulfilled', 'partial', 'shipped') AND payment_state <> 'refunded')) AS under_way
FROM orders o
WHERE o.number IS NOT NULL AND (o.user_id = sqlc.narg(user_id)::bigint AND o.claimed <> 'link'
    OR lower(o.email) = lower(sqlc.narg(email)::text) AND (o.user_id IS NULL OR o.user_id = sqlc.narg(user_id)::bigint));
