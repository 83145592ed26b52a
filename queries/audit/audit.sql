-- name: Record :exec
INSERT INTO audit_log (at, actor_kind, actor_id, actor_name, request_id, address, agent, action, subject_kind, subject_id, before, after)
VALUES (@at, @actor_kind, @actor_id, @actor_name, @request_id, @address, @agent, @action, @subject_kind, @subject_id, @before, @after);

-- name: OfSubject :many
SELECT id, at, actor_kind, actor_id, actor_name, address, agent, action, subject_kind, subject_id, before, after
FROM audit_log WHERE subject_kind = $1 AND subject_id = $2 ORDER BY id DESC LIMIT 200;

-- name: Search :many
-- The subject's name is read where it stands now: the log itself holds none.
SELECT a.id, a.at, a.actor_kind, a.actor_id, coalesce(nullif(a.actor_name, ''), w.name, '')::text AS actor_name, a.address, a.agent, a.action, a.subject_kind, a.subject_id, a.before, a.after,
    coalesce(o.number::text, v.sku, p.slug, nullif(u.name, ''), u.email, nullif(r.name, ''), r.slug, '')::text AS subject_name,
    EXISTS (SELECT 1 FROM user_roles ur WHERE ur.user_id = u.id) AS staff
FROM audit_log a
LEFT JOIN users w ON w.id = a.actor_id AND a.actor_kind IN ('customer', 'staff')
LEFT JOIN orders o ON a.subject_kind = 'order' AND o.id = a.subject_id
LEFT JOIN variants v ON a.subject_kind = 'variant' AND v.id = a.subject_id
LEFT JOIN pages p ON a.subject_kind = 'page' AND p.id = a.subject_id
LEFT JOIN users u ON a.subject_kind = 'user' AND u.id = a.subject_id
LEFT JOIN roles r ON a.subject_kind = 'role' AND r.id = a.subject_id
WHERE (@who::text = '' OR strpos(lower(coalesce(nullif(a.actor_name, ''), w.name, '')), lower(@who)) > 0)
    AND (@actor_id::bigint = 0 OR a.actor_id = @actor_id)
    AND (@action::text = '' OR a.action = @action)
    AND (@area::text = '' OR starts_with(a.action, @area || '.'))
    AND (@subject_kind::text = '' OR a.subject_kind = @subject_kind)
    AND (@subject_id::bigint = 0 OR a.subject_id = @subject_id)
    AND (@subject::text = '' OR lower(@subject) IN (o.number::text, lower(v.sku), p.slug, lower(u.email), lower(u.name), lower(r.name), r.slug))
    AND a.at >= @from_at::timestamptz AND a.at < @until_at::timestamptz
    AND (@before_id::bigint = 0 OR a.id < @before_id)
ORDER BY a.id DESC
LIMIT @most::int;

-- name: SearchNewer :many
SELECT a.id, a.at, a.actor_kind, a.actor_id, coalesce(nullif(a.actor_name, ''), w.name, '')::text AS actor_name, a.address, a.agent, a.action, a.subject_kind, a.subject_id, a.before, a.after,
    coalesce(o.number::text, v.sku, p.slug, nullif(u.name, ''), u.email, nullif(r.name, ''), r.slug, '')::text AS subject_name,
    EXISTS (SELECT 1 FROM user_roles ur WHERE ur.user_id = u.id) AS staff
FROM audit_log a
LEFT JOIN users w ON w.id = a.actor_id AND a.actor_kind IN ('customer', 'staff')
LEFT JOIN orders o ON a.subject_kind = 'order' AND o.id = a.subject_id
LEFT JOIN variants v ON a.subject_kind = 'variant' AND v.id = a.subject_id
LEFT JOIN pages p ON a.subject_kind = 'page' AND p.id = a.subject_id
LEFT JOIN users u ON a.subject_kind = 'user' AND u.id = a.subject_id
LEFT JOIN roles r ON a.subject_kind = 'role' AND r.id = a.subject_id
WHERE (@who::text = '' OR strpos(lower(coalesce(nullif(a.actor_name, ''), w.name, '')), lower(@who)) > 0)
    AND (@actor_id::bigint = 0 OR a.actor_id = @actor_id)
    AND (@action::text = '' OR a.action = @action)
    AND (@area::text = '' OR starts_with(a.action, @area || '.'))
    AND (@subject_kind::text = '' OR a.subject_kind = @subject_kind)
    AND (@subject_id::bigint = 0 OR a.subject_id = @subject_id)
    AND (@subject::text = '' OR lower(@subject) IN (o.number::text, lower(v.sku), p.slug, lower(u.email), lower(u.name), lower(r.name), r.slug))
    AND a.at >= @from_at::timestamptz AND a.at < @until_at::timestamptz
    AND a.id > @after_id::bigint
ORDER BY a.id
LIMIT @most::int;

-- name: Actions :many
-- Every action that was ever recorded, by skipping through the index.
WITH RECURSIVE actions AS (
    (SELECT action FROM audit_log ORDER BY action LIMIT 1)
    UNION ALL
    SELECT (SELECT a.action FROM audit_log a WHERE a.action > actions.action ORDER BY a.action LIMIT 1)
    FROM actions WHERE actions.action IS NOT NULL
)
SELECT action::text FROM actions WHERE action IS NOT NULL;
