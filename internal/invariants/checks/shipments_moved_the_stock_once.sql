-- Each shipped line has exactly the sale movements of its units.
SELECT format('shipment %s: %s units sent, %s units moved', s.id, coalesce(sent.units, 0), coalesce(moved.units, 0))
FROM shipments s
LEFT JOIN (SELECT shipment_id, sum(quantity) AS units FROM shipment_lines GROUP BY shipment_id) sent ON sent.shipment_id = s.id
LEFT JOIN (SELECT document_id, -sum(delta) AS units FROM stock_movements
           WHERE reason = 'sale' AND document_kind = 'shipment' GROUP BY document_id) moved ON moved.document_id = s.id
WHERE coalesce(sent.units, 0) <> coalesce(moved.units, 0)
