-- Numbers run from the first to the counter's value without a gap.
SELECT format('%s orders numbered %s to %s, counter at %s', count(o.number), min(o.number), max(o.number), c.value)
FROM order_counters c LEFT JOIN orders o ON true
WHERE c.name = 'order'
GROUP BY c.value
HAVING count(o.number) > 0 AND (max(o.number) <> c.value OR count(o.number) <> c.value - min(o.number) + 1)
    OR count(o.id) <> count(o.number)
