-- Units that a refund put back have the return movements of their number.
SELECT format('refund %s: %s units back, %s moved', r.id, coalesce(back.units, 0), coalesce(moved.units, 0))
FROM refunds r
LEFT JOIN (SELECT refund_id, sum(restocked_quantity) AS units FROM refund_lines GROUP BY refund_id) back ON back.refund_id = r.id
LEFT JOIN (SELECT document_id, sum(delta) AS units FROM stock_movements
           WHERE reason = 'return' AND document_kind = 'refund' GROUP BY document_id) moved ON moved.document_id = r.id
WHERE coalesce(back.units, 0) <> coalesce(moved.units, 0)
