-- name: ExportMails :one
SELECT coalesce(json_agg(json_build_object('tipo', m.kind, 'em', m.created_at, 'enviado_em', m.sent_at, 'situacao', m.state, 'pedido', o.number) ORDER BY m.id), '[]')::text
FROM mail_log m LEFT JOIN orders o ON o.id = m.order_id
WHERE m.user_id = sqlc.narg(user_id)::bigint OR o.user_id = sqlc.narg(user_id)::bigint AND o.claimed <> 'link'
    OR lower(o.email) = lower(sqlc.narg(email)::text) AND (o.user_id IS NULL OR o.user_id = sqlc.narg(user_id)::bigint);

-- name: PurgeMails :execrows
-- Mails about orders stay with their order: the books prove that they were sent.
DELETE FROM mail_log WHERE created_at < @before AND order_id IS NULL;
