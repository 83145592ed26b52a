-- name: ExportMessages :one
SELECT coalesce(json_agg(json_build_object('protocolo', protocol, 'em', created_at, 'nome', name, 'e_mail', email, 'assunto', subject, 'mensagem', message,
    'pedido', order_number, 'respondida_em', answered_at) ORDER BY id), '[]')::text
FROM contact_messages WHERE lower(email) = lower(@email::text);

-- name: EraseMessages :exec
-- That somebody wrote and when it was answered stays; who and what does not. The
-- hash of the text goes with it.
UPDATE contact_messages SET name = '', email = '', subject = '', message = '', content_hash = sha256(convert_to('erased ' || id, 'UTF8'))
WHERE lower(email) = lower(@email::text);

-- name: PurgeMessages :execrows
UPDATE contact_messages SET name = '', email = '', subject = '', message = '', content_hash = sha256(convert_to('erased ' || id, 'UTF8'))
WHERE answered_at < @before::timestamptz AND email <> '';
