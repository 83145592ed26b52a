package analytics

import (
	"testing"

	"tenaz/internal/money"
)

func TestAverageTicketRoundsToTheCentavo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sales  money.Cents
		orders int
		want   money.Cents
	}{{0, 0, 0}, {100, 3, 33}, {200, 3, 67}, {1001, 2, 501}} {
		if got := (Totals{Sales: c.sales, Orders: c.orders}).AverageTicket(); got != c.want {
			t.Errorf("%d by %d is %d, want %d", c.sales, c.orders, got, c.want)
		}
	}
}

func TestChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		now, before, want int64
		ok                bool
	}{{150, 100, 5000, true}, {50, 100, -5000, true}, {0, 100, -10000, true}, {5, 0, 0, false}, {2, 3, -3333, true}, {3, 3, 0, true}} {
		if got, ok := Change(c.now, c.before); got != c.want || ok != c.ok {
			t.Errorf("Change(%d, %d) = %d, %v, want %d, %v", c.now, c.before, got, ok, c.want, c.ok)
		}
	}
}
