-- No level promises more than it has and may order back.
SELECT format('variant %s at location %s: reserved %s of %s', variant_id, location_id, reserved, on_hand)
FROM stock_levels WHERE reserved > on_hand + backorder_limit OR on_hand < 0
