package web

import (
	"net/http"
	"slices"
)

// orderLimit is how many orders a session knows: the newest ones.
const orderLimit = 20

// OrderIDs returns the orders that this session has placed, the oldest first.
func (k *Kit) OrderIDs(r *http.Request) []int64 { return slices.Clone(stateOf(r).data().Orders) }

// AddOrder notes that this session has placed an order: more rights to it follow
// from that than from its link.
func (k *Kit) AddOrder(r *http.Request, id int64) {
	s := stateOf(r)
	if slices.Contains(s.data().Orders, id) {
		return
	}
	s.change(r, func(d *sessionData) {
		known := append(slices.Clone(d.Orders), id)
		d.Orders = known[max(0, len(known)-orderLimit):]
	})
}
