-- name: ExportUser :one
SELECT coalesce(json_agg(json_build_object('e_mail', email, 'e_mail_confirmado_em', email_verified_at, 'nome', name, 'cpf_ou_cnpj', document,
    'empresa', company_name, 'inscricao_estadual', state_registration, 'telefone', phone, 'idioma', locale, 'criada_em', created_at)), '[]')::text
FROM users WHERE id = $1;

-- name: ExportAddresses :one
SELECT coalesce(json_agg(json_build_object('recebe', recipient, 'cep', postal_code, 'rua', street, 'numero', number, 'complemento', complement,
    'bairro', district, 'cidade', city, 'estado', state, 'principal', is_default, 'criado_em', created_at) ORDER BY id), '[]')::text
FROM addresses WHERE user_id = $1;

-- name: ExportLogins :one
SELECT coalesce(json_agg(json_build_object('em', created_at, 'visto_em', last_seen_at, 'encerrado_em', ended_at, 'aparelho', device,
    'endereco_ip', address, 'segundo_fator', second_factor) ORDER BY id), '[]')::text
FROM logins WHERE user_id = $1;

-- name: ExportPasskeys :one
SELECT coalesce(json_agg(json_build_object('nome', name, 'criada_em', created_at, 'usada_em', last_used_at) ORDER BY id), '[]')::text
FROM passkeys WHERE user_id = $1;

-- name: ExportCustomerNotes :one
SELECT coalesce(json_agg(json_build_object('em', at, 'anotacao', body) ORDER BY id), '[]')::text
FROM customer_notes
WHERE user_id = sqlc.narg(user_id)::bigint OR email = lower(sqlc.narg(email)::text);

-- name: AnonymiseUser :execrows
-- The row stays, because orders refer to it; nobody can log in to it again.
UPDATE users SET email = 'eliminado-' || id || '@invalid', name = '', document = '', company_name = '', state_registration = '', phone = '',
    password_hash = NULL, email_verified_at = NULL, passkey_handle = uuid_send(gen_random_uuid()), state = 'anonymised',
    version = version + 1, updated_at = @now
WHERE id = @id AND state <> 'anonymised';

-- name: EraseAddresses :exec
DELETE FROM addresses WHERE user_id = $1;

-- name: EraseLogins :exec
DELETE FROM logins WHERE user_id = $1;

-- name: ErasePasskeys :exec
DELETE FROM passkeys WHERE user_id = $1;

-- name: EraseChallenges :exec
DELETE FROM passkey_challenges WHERE user_id = @user_id::bigint;

-- name: EraseTOTP :exec
DELETE FROM totp_secrets WHERE user_id = $1;

-- name: EraseRecoveryCodes :exec
DELETE FROM recovery_codes WHERE user_id = $1;

-- name: EraseTokens :exec
DELETE FROM tokens WHERE user_id = sqlc.narg(user_id)::bigint OR lower(subject) = lower(sqlc.narg(email)::text);

-- name: EraseCustomerNotes :exec
DELETE FROM customer_notes WHERE user_id = sqlc.narg(user_id)::bigint OR email = lower(sqlc.narg(email)::text);

-- name: EraseMemberships :exec
DELETE FROM customer_group_members WHERE user_id = sqlc.narg(user_id)::bigint OR email = lower(sqlc.narg(email)::text);

-- name: IsStaff :one
SELECT EXISTS (SELECT FROM user_roles WHERE user_id = $1);

-- name: PurgeTokens :execrows
DELETE FROM tokens WHERE expires_at < @before;

-- name: PurgeLogins :execrows
DELETE FROM logins WHERE last_seen_at < @before OR ended_at < @before;

-- name: PurgeChallenges :exec
DELETE FROM passkey_challenges WHERE expires_at < @before;
