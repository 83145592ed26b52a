-- Nothing leaves while staff have to decide about an order's money.
SELECT format('order %s is held (%s) and %s', number, hold, fulfilment_state)
FROM orders WHERE hold <> '' AND fulfilment_state <> 'unfulfilled'
