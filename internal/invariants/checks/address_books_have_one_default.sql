-- Whoever has addresses has one that is filled in at the checkout.
SELECT 'user ' || a.user_id || ' has ' || count(*) || ' addresses, ' || count(*) FILTER (WHERE a.is_default) || ' of them the default'
FROM addresses a GROUP BY a.user_id HAVING count(*) FILTER (WHERE a.is_default) <> 1;
