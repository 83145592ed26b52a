package stripesandbox

// onRead returns the entry with the state that the time gives it.
func (x *tx) onRead(b *BalanceTransaction) *BalanceTransaction {
	c := *b
	if c.AvailableOn <= x.now.Unix() {
		c.Status = "available"
	}
	return &c
}

func (x *tx) retrieveBalance(c *call) (any, error) {
	if err := c.params.done(); err != nil {
		return nil, err
	}
	b := get(x, x.st.balance, c.id)
	if b == nil {
		return nil, noSuch("balance_transaction", c.id, "id")
	}
	return x.onRead(b), nil
}

// listBalance has no payouts: filtering by one finds nothing.
func (x *tx) listBalance(c *call) (any, error) {
	p := c.params
	currency, kind, source := p.text("currency", 3), p.text("type", 100), p.text("source", 5000)
	payout, created := p.text("payout", 5000), readRange(p)
	return pageOf(c, "/v1/balance_transactions", "balance_transaction", x.st.balance.newest,
		func(b *BalanceTransaction) string { return b.ID }, func(b *BalanceTransaction) any { return x.onRead(b) },
		func(b *BalanceTransaction) bool {
			return payout == "" && (currency == "" || currency == b.Currency) && (kind == "" || kind == b.Type) &&
				matches(source, b.Source) && created.holds(b.Created)
		})
}
