package orders

import (
	"testing"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/payments"
)

func TestRemindersComeInTimeToAct(t *testing.T) {
	t.Parallel()
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, i18n.Zone())
	}
	boleto, pix := at(26, 23, 59), at(23, 10, 30)
	for name, c := range map[string]struct {
		method         payments.Method
		due, told, now time.Time
		want           bool
	}{
		"Pix, long before":           {payments.Pix, pix, at(23, 10, 0), at(23, 10, 19), false},
		"Pix, ten minutes before":    {payments.Pix, pix, at(23, 10, 0), at(23, 10, 20), true},
		"Pix, right after its mail":  {payments.Pix, pix, at(23, 10, 15), at(23, 10, 21), false},
		"Pix, too late":              {payments.Pix, pix, at(23, 10, 0), at(23, 10, 28), false},
		"boleto, two days before":    {payments.Boleto, boleto, at(23, 10, 0), at(24, 23, 0), false},
		"boleto, early in the night": {payments.Boleto, boleto, at(23, 10, 0), at(25, 8, 59), false},
		"boleto, the day before":     {payments.Boleto, boleto, at(23, 10, 0), at(25, 9, 0), true},
		"boleto, after a long pause": {payments.Boleto, boleto, at(23, 10, 0), at(26, 20, 0), true},
		"boleto, right after issue":  {payments.Boleto, boleto, at(25, 22, 0), at(26, 9, 0), false},
		"boleto, too late":           {payments.Boleto, boleto, at(23, 10, 0), at(26, 23, 0), false},
		"boleto, over":               {payments.Boleto, boleto, at(23, 10, 0), at(27, 9, 0), false},
	} {
		if got := reminderDue(c.method, c.due, c.told, c.now); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
