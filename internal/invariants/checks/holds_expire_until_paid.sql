-- A hold has an expiry while its order is unpaid, and none once it is paid or staff
-- decide about its money.
SELECT format('order %s (%s): reservation %s is %s', o.number, o.payment_state, r.id, r.state)
FROM orders o JOIN reservations r ON r.order_id = o.id
WHERE r.state = 'held' AND o.payment_state NOT IN ('unpaid', 'pending')
   OR r.state = 'committed' AND o.payment_state IN ('unpaid', 'pending') AND o.hold = ''
