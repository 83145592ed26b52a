-- name: Attention :one
-- What waits for somebody, in one statement so that it belongs to one moment.
SELECT
    coalesce((SELECT max(e.received_at) FROM provider_events e), '0001-01-01 00:00:00+00')::timestamptz AS last_webhook,
    (SELECT EXISTS (SELECT FROM payment_attempts a
        WHERE a.state IN ('paid', 'failed', 'expired') AND a.session_id IS NOT NULL AND a.updated_at < @settled::timestamptz
          AND a.updated_at > coalesce((SELECT max(e.received_at) FROM provider_events e), '0001-01-01 00:00:00+00') + interval '15 minutes'))::boolean AS webhooks_late,
    (SELECT count(*) FROM overdue_attempts v WHERE v.due < @overdue::timestamptz)::int AS unsettled,
    (SELECT count(*) FROM failed_jobs)::int AS jobs,
    (SELECT count(*) FROM mail_log m WHERE m.state = 'failed' AND m.created_at > @month::timestamptz
        AND NOT EXISTS (SELECT FROM mail_log l WHERE l.order_id = m.order_id AND l.kind = m.kind AND l.state = 'sent' AND l.id > m.id))::int AS mails,
    (SELECT count(*) FROM orders o WHERE o.desk = 'to_ship' AND o.paid_at < @late::timestamptz
        AND NOT EXISTS (SELECT FROM shortages h WHERE h.order_id = o.id AND h.resolved_at IS NULL))::int AS unshipped,
    (SELECT count(DISTINCT h.order_id) FROM shortages h WHERE h.resolved_at IS NULL AND h.accepted_at IS NULL)::int AS undecided,
    (SELECT count(DISTINCT h.order_id) FROM shortages h WHERE h.resolved_at IS NULL
        AND NOT EXISTS (SELECT FROM shortages n WHERE n.order_id = h.order_id AND n.resolved_at IS NULL AND n.accepted_at IS NULL))::int AS backorders,
    (SELECT count(*) FROM orders o WHERE o.desk = 'held')::int AS held,
    (SELECT count(*) FROM refunds r WHERE r.state = 'desk')::int AS desk,
    (SELECT count(*) FROM stuck_refunds s WHERE s.created_at > @two_months::timestamptz)::int AS stuck_refunds,
    coalesce((SELECT min(s.number) FROM stuck_refunds s WHERE s.created_at > @two_months::timestamptz), 0)::bigint AS stuck_order,
    coalesce((SELECT string_agg(DISTINCT a.method, ',') FROM payment_attempts a
        WHERE a.failure = 'refused' AND a.created_at > @week::timestamptz
          AND NOT EXISTS (SELECT FROM payment_attempts l WHERE l.method = a.method AND l.session_id IS NOT NULL AND l.id > a.id)), '')::text AS refused;

-- name: Overdue :many
SELECT v.id, v.number, v.method, v.due FROM overdue_attempts v
WHERE v.due < @overdue::timestamptz ORDER BY v.due, v.id LIMIT @most;

-- name: FailedJobs :many
SELECT j.id, j.kind, j.state, j.attempt, j.max_attempts, j.attempted_at, j.scheduled_at, coalesce(o.number, 0)::bigint AS number
FROM failed_jobs j LEFT JOIN orders o ON o.id = j.order_id
ORDER BY j.attempted_at DESC, j.id DESC LIMIT @most;
