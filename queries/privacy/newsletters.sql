-- name: AddNewsletter :one
INSERT INTO newsletters (subject, body, actor_name, created_at, updated_at)
VALUES ($1, $2, $3, @at, @at)
RETURNING id;

-- name: NewsletterByID :one
SELECT * FROM newsletters WHERE id = $1;

-- name: LockNewsletter :one
SELECT * FROM newsletters WHERE id = $1 FOR NO KEY UPDATE;

-- name: Newsletters :many
SELECT n.id, n.subject, n.state, n.actor_name, n.created_at, n.started_at,
    (SELECT count(*) FROM newsletter_sends s WHERE s.newsletter_id = n.id) AS recipients,
    (SELECT count(*) FROM newsletter_sends s WHERE s.newsletter_id = n.id AND s.state = 'sent') AS sent
FROM newsletters n
ORDER BY n.id DESC
LIMIT @page_size OFFSET @skip;

-- name: CountNewsletters :one
SELECT count(*) FROM newsletters;

-- name: SaveNewsletter :exec
UPDATE newsletters SET subject = $2, body = $3, version = version + 1, updated_at = @at WHERE id = $1;

-- name: StartNewsletter :exec
UPDATE newsletters SET state = 'sending', started_at = @at::timestamptz, updated_at = @at, version = version + 1 WHERE id = $1;

-- name: StopNewsletter :exec
UPDATE newsletters SET state = 'stopped', ended_at = @at::timestamptz, updated_at = @at, version = version + 1 WHERE id = $1;

-- name: EndNewsletter :exec
-- Once nobody waits for it any more it has been sent.
UPDATE newsletters n SET state = 'sent', ended_at = @at::timestamptz
WHERE n.id = @id AND n.state = 'sending'
    AND NOT EXISTS (SELECT FROM newsletter_sends s WHERE s.newsletter_id = n.id AND s.state = 'queued');

-- name: AddRecipients :many
-- Everybody who agreed, did not take it back, and whose address works.
INSERT INTO newsletter_sends (newsletter_id, subject_id)
SELECT @newsletter_id::bigint, s.id
FROM consent_subjects s
JOIN LATERAL (
    SELECT c.given FROM consents c WHERE c.subject_id = s.id AND c.purpose = 'marketing' ORDER BY c.id DESC LIMIT 1
) last ON last.given
WHERE s.email IS NOT NULL AND NOT EXISTS (SELECT FROM suppressions x WHERE x.subject_id = s.id)
RETURNING subject_id;

-- name: CountRecipients :one
SELECT count(*)
FROM consent_subjects s
JOIN LATERAL (
    SELECT c.given FROM consents c WHERE c.subject_id = s.id AND c.purpose = 'marketing' ORDER BY c.id DESC LIMIT 1
) last ON last.given
WHERE s.email IS NOT NULL AND NOT EXISTS (SELECT FROM suppressions x WHERE x.subject_id = s.id);

-- name: Send :one
SELECT s.state, n.state AS newsletter_state, n.subject, n.body, c.email, c.locale
FROM newsletter_sends s
JOIN newsletters n ON n.id = s.newsletter_id
JOIN consent_subjects c ON c.id = s.subject_id
WHERE s.newsletter_id = $1 AND s.subject_id = $2;

-- name: MarkSend :exec
UPDATE newsletter_sends SET state = $3, at = @at::timestamptz WHERE newsletter_id = $1 AND subject_id = $2 AND state = 'queued';

-- name: SkipSends :exec
UPDATE newsletter_sends SET state = 'skipped', at = @at::timestamptz WHERE newsletter_id = $1 AND state = 'queued';

-- name: SendCounts :one
SELECT count(*) AS all_of_them,
    count(*) FILTER (WHERE state = 'sent') AS sent,
    count(*) FILTER (WHERE state = 'queued') AS queued,
    count(*) FILTER (WHERE state = 'skipped') AS skipped,
    count(*) FILTER (WHERE state = 'failed') AS failed
FROM newsletter_sends WHERE newsletter_id = $1;

-- name: StaffMailbox :one
-- Where a member of staff gets a test.
SELECT email, name, locale FROM users WHERE id = $1 AND state = 'active';
