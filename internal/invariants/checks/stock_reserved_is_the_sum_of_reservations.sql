-- A level's reserved units are the sum of its living reservations.
SELECT format('variant %s at location %s: reserved %s, reservations %s', l.variant_id, l.location_id, l.reserved, coalesce(sum(r.quantity), 0))
FROM stock_levels l
LEFT JOIN reservations r ON r.variant_id = l.variant_id AND r.location_id = l.location_id AND r.state IN ('held', 'committed')
GROUP BY l.variant_id, l.location_id
HAVING l.reserved <> coalesce(sum(r.quantity), 0)
