-- name: ExportPayments :one
SELECT coalesce(json_agg(json_build_object('pedido', o.number, 'forma', p.method, 'valor_centavos', p.amount_cents, 'reembolsado_centavos', p.refunded_cents,
    'em', p.captured_at, 'provedor', p.provider, 'referencia', p.provider_ref) ORDER BY p.id), '[]')::text
FROM payments p JOIN orders o ON o.id = p.order_id
WHERE o.user_id = sqlc.narg(user_id)::bigint AND o.claimed <> 'link'
    OR lower(o.email) = lower(sqlc.narg(email)::text) AND (o.user_id IS NULL OR o.user_id = sqlc.narg(user_id)::bigint);

-- name: AttemptsOfPerson :many
SELECT a.id, a.session_id, a.payment_intent_id
FROM payment_attempts a JOIN orders o ON o.id = a.order_id
WHERE o.user_id = sqlc.narg(user_id)::bigint AND o.claimed <> 'link'
    OR lower(o.email) = lower(sqlc.narg(email)::text) AND (o.user_id IS NULL OR o.user_id = sqlc.narg(user_id)::bigint)
ORDER BY a.id;

-- name: ForgetPayer :exec
-- An attempt that has ended is not sent again: its address is needed no more.
UPDATE payment_attempts SET params = params - 'email' WHERE order_id = ANY (@orders::bigint[]);

-- name: ForgetPayee :exec
-- Of a transfer by hand its proof stays: it is how the money is found.
UPDATE refunds SET payee = '-' WHERE order_id = ANY (@orders::bigint[]) AND payee <> '';
