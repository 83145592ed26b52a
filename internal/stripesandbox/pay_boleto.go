package stripesandbox

import (
	"fmt"
	"time"
)

const boletoFee = 345 // R$ 3,45 each

// brasilia is the time by which boletos run out: São Paulo has kept UTC-3
// without summer time since 2019.
var brasilia = time.FixedZone("-03", -3*60*60)

// issueBoleto prints a voucher. The session is complete from then on, though
// nothing has been paid.
func (x *tx) issueBoleto(sessionID string) (*intentRow, error) {
	row, err := x.openSession(sessionID, Boleto)
	if err != nil {
		return nil, err
	}
	p := x.confirm(row)
	expires := boletoExpiry(x.now, row.PaymentMethodOptions.Boleto.ExpiresAfterDays)
	page := x.base + "/boleto/" + p.ID
	p.Status, p.LastPaymentError, p.Challenge = "requires_action", nil, ""
	p.PaymentMethod = Nullable(newID("pm_1", 23))
	p.NextAction = &NextAction{Type: "boleto_display_details", Boleto: &BoletoDisplay{
		ExpiresAt: expires.Unix(), HostedVoucherURL: page, PDF: page + "/pdf",
		Number: boletoLine(p.Amount, expires, randomFrom(digits, 25)),
	}}
	put(x, x.st.intents, p.ID, p)
	x.watch(codeExpires, p.ID, x.s.failsAt(p))
	x.emit("payment_intent.requires_action", &p.PaymentIntent, nil)
	x.complete(row)
	return p, nil
}

// payBoleto is the bank reporting the voucher as paid.
func (x *tx) payBoleto(intentID string) error {
	p, err := x.pending(intentID, Boleto)
	if err != nil {
		return err
	}
	c := x.newCharge(p, "py_3", MethodDetails{Boleto: &boletoDetails{TaxID: "00000000000191"}, Type: Boleto}, p.PaymentMethod)
	row := x.settle(p, c, boletoFee, 2*24*time.Hour)
	put(x, x.st.sessions, row.ID, row)
	x.emit("checkout.session.async_payment_succeeded", &row.Session, nil)
	return nil
}

// boletoExpiry is the last second of 23:59 in São Paulo, that many calendar
// days from now.
func boletoExpiry(now time.Time, days int64) time.Time {
	d := now.In(brasilia)
	return time.Date(d.Year(), d.Month(), d.Day()+int(days), 23, 59, 59, 0, brasilia)
}

// boletoLine is the "linha digitável": three fields with a mod 10 digit each,
// the mod 11 digit of the bar code, then the due date and the amount. The due
// date counts days from 7 October 1997, starting again at 1000 on 22 February
// 2025, when the four digits had run out.
func boletoLine(amount int64, due time.Time, free string) string {
	const bank, currency = "000", "9" // no bank has the code 000
	days := int(due.Sub(time.Date(2025, 2, 22, 0, 0, 0, 0, brasilia))/(24*time.Hour)) + 1000
	for days > 9999 {
		days -= 9000
	}
	tail := fmt.Sprintf("%04d%010d", max(days, 0), amount)
	check := mod11(bank + currency + tail + free)
	fields := []string{bank + currency + free[:5], free[5:15], free[15:25]}
	for i, f := range fields {
		fields[i] = f + mod10(f)
	}
	return fields[0] + fields[1] + fields[2] + check + tail
}

func mod10(s string) string {
	sum, weight := 0, 2
	for i := len(s) - 1; i >= 0; i-- {
		d := int(s[i]-'0') * weight
		sum += d/10 + d%10
		weight = 3 - weight
	}
	return fmt.Sprint((10 - sum%10) % 10)
}

// mod11 is the bar code's digit: weights 2 to 9, and 1 in place of 0, 10, 11.
func mod11(s string) string {
	sum, weight := 0, 2
	for i := len(s) - 1; i >= 0; i-- {
		sum += int(s[i]-'0') * weight
		if weight++; weight > 9 {
			weight = 2
		}
	}
	d := 11 - sum%11
	if d > 9 {
		d = 1
	}
	return fmt.Sprint(d)
}
