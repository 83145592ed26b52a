-- name: ExportCheckouts :one
SELECT coalesce(json_agg(json_build_object('atualizado_em', k.updated_at, 'e_mail', k.email, 'nome', k.name, 'cpf_ou_cnpj', k.document, 'empresa', k.company_name,
    'inscricao_estadual', k.state_registration, 'telefone', k.phone, 'recebe', k.recipient, 'cep', k.postal_code, 'rua', k.street, 'numero', k.number,
    'complemento', k.complement, 'bairro', k.district, 'cidade', k.city, 'estado', k.state) ORDER BY k.cart_id), '[]')::text
FROM checkouts k JOIN carts c ON c.id = k.cart_id
WHERE c.user_id = sqlc.narg(user_id)::bigint OR c.user_id IS NULL AND lower(k.email) = lower(sqlc.narg(email)::text);

-- name: ExportCart :one
SELECT coalesce(json_agg(json_build_object('produto', p.title, 'sku', v.sku, 'quantidade', l.quantity, 'em', l.created_at) ORDER BY l.id), '[]')::text
FROM cart_lines l JOIN carts c ON c.id = l.cart_id JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
WHERE c.user_id = sqlc.narg(user_id)::bigint;

-- name: EraseCarts :exec
DELETE FROM carts WHERE user_id = @user_id::bigint;

-- name: EraseCheckouts :exec
DELETE FROM checkouts WHERE lower(email) = lower(@email::text);

-- name: PurgeCarts :execrows
DELETE FROM carts WHERE id IN (
    SELECT c.id FROM carts c WHERE c.updated_at < CASE WHEN c.user_id IS NULL THEN @guests_before::timestamptz ELSE @people_before::timestamptz END
    ORDER BY c.id LIMIT @most);
