-- name: WithMail :one
SELECT id FROM orders WHERE number = @number AND lower(email) = lower(@email::text);

-- name: LockMailbox :exec
-- Placements of one mailbox follow each other, so that none misses another.
SELECT pg_advisory_xact_lock(hashtextextended('mailbox ' || mailbox(@email::text), 0));

-- name: Waiting :many
-- The orders that wait for their payment, of a session and of a mailbox, without
-- the one that is about to be replaced.
SELECT o.id, o.number, o.token_version, o.total_cents, o.placed_at,
    (o.id = ANY(@known::bigint[]))::boolean AS known, (o.mailbox = mailbox(@email::text))::boolean AS same_mailbox
FROM orders o
WHERE o.state = 'open' AND o.payment_state IN ('unpaid', 'pending') AND o.number IS NOT NULL AND o.id <> @but
  AND (o.id = ANY(@known) OR o.mailbox = mailbox(@email))
ORDER BY o.id LIMIT 50;
