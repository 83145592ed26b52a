-- A level's units on hand are the sum of its movements, and so is each balance.
SELECT format('variant %s at location %s: on hand %s, ledger %s', l.variant_id, l.location_id, l.on_hand, coalesce(sum(m.delta), 0))
FROM stock_levels l
LEFT JOIN stock_movements m ON m.variant_id = l.variant_id AND m.location_id = l.location_id
GROUP BY l.variant_id, l.location_id
HAVING l.on_hand <> coalesce(sum(m.delta), 0)
UNION ALL
SELECT format('movement %s: balance %s, should be %s', id, balance, running)
FROM (SELECT id, balance, sum(delta) OVER (PARTITION BY variant_id, location_id ORDER BY id) AS running FROM stock_movements) m
WHERE balance <> running
