-- An order is the account's that placed it or, as its timeline says, got it by its
-- link or by a confirmed e-mail.
SELECT 'order ' || o.number || ' belongs to user ' || o.user_id || ', who neither placed nor claimed it'
FROM orders o
WHERE o.user_id IS NOT NULL AND CASE o.claimed
    WHEN '' THEN EXISTS (SELECT FROM order_events e WHERE e.order_id = o.id AND e.kind = 'placed' AND e.actor_id <> o.user_id)
    ELSE NOT EXISTS (
        SELECT FROM order_events e
        WHERE e.order_id = o.id AND e.kind = 'claimed' AND e.data ->> 'user' = o.user_id::text AND e.data ->> 'by' = o.claimed)
    END
UNION ALL
SELECT 'order ' || o.number || ' joined user ' || o.user_id || ' by an e-mail that was never confirmed'
FROM orders o JOIN users u ON u.id = o.user_id
WHERE o.claimed = 'email' AND u.state <> 'anonymised' AND u.email_verified_at IS NULL
UNION ALL
SELECT 'order ' || o.number || ' was claimed and is nobody''s'
FROM orders o WHERE o.user_id IS NULL AND o.claimed <> '';
