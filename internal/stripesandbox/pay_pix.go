package stripesandbox

import (
	"fmt"
	"time"
)

// pixRefundable is how long a Pix payment can be given back.
const pixRefundable = 90 * 24 * time.Hour

// pixFee is 1.19%.
func pixFee(amount int64) int64 { return (amount*119 + 5000) / 10000 }

// issuePix shows a Pix code. Asking again while a code is good returns the
// same one, as reloading the hosted page does.
func (x *tx) issuePix(sessionID string) (*intentRow, error) {
	row, err := x.openSession(sessionID, Pix)
	if err != nil {
		return nil, err
	}
	p := x.confirm(row)
	if p.Status == "requires_action" && p.NextAction.Pix != nil {
		return p, nil
	}
	expires := x.now.Unix() + row.PaymentMethodOptions.Pix.ExpiresAfterSeconds
	page := x.base + "/pix/" + p.ID
	p.Status, p.LastPaymentError, p.Challenge = "requires_action", nil, ""
	p.PaymentMethod = Nullable(newID("pm_1", 23))
	p.NextAction = &NextAction{Type: "pix_display_qr_code", Pix: &PixDisplay{
		Data: brCode(p.Amount, randomFrom(base62, 25)), ExpiresAt: expires, HostedInstructionsURL: page,
		ImageURLPNG: page + "/qr.png", ImageURLSVG: page + "/qr.svg",
	}}
	put(x, x.st.intents, p.ID, p)
	x.watch(codeExpires, p.ID, expires)
	x.emit("payment_intent.requires_action", &p.PaymentIntent, nil)
	return p, nil
}

// payPix is the buyer's bank paying the code: at once and for good.
func (x *tx) payPix(intentID string) error {
	p, err := x.pending(intentID, Pix)
	if err != nil {
		return err
	}
	c := x.newCharge(p, "py_3", MethodDetails{
		Pix: &pixDetails{BankTransactionID: Nullable("E" + randomFrom(digits, 31))}, Type: Pix,
	}, p.PaymentMethod)
	x.complete(x.settle(p, c, pixFee(c.Amount), 24*time.Hour))
	return nil
}

// pending returns an intent whose code of that method waits to be paid.
func (x *tx) pending(intentID, method string) (*intentRow, error) {
	p := get(x, x.st.intents, intentID)
	if p == nil || p.codeExpiry() == 0 || (p.NextAction.Pix != nil) != (method == Pix) {
		return nil, ErrNoPending
	}
	return p, nil
}

// brCode is a Pix "copia e cola" in the EMV format that the banks read: two
// digits of tag, two of length, the value; last a CRC over all before it.
func brCode(amount int64, reference string) string {
	field := func(tag, value string) string { return fmt.Sprintf("%s%02d%s", tag, len(value), value) }
	code := field("00", "01") +
		field("26", field("00", "br.gov.bcb.pix")+field("01", "sandbox@tenaz.test")) +
		field("52", "0000") + field("53", "986") +
		field("54", fmt.Sprintf("%d.%02d", amount/100, amount%100)) +
		field("58", "BR") + field("59", "TENAZ SANDBOX") + field("60", "SAO PAULO") +
		field("62", field("05", reference)) + "6304"
	return code + fmt.Sprintf("%04X", crc16(code))
}

// crc16 is CRC-16/CCITT-FALSE, the one that the format prescribes.
func crc16(s string) uint16 {
	crc := uint16(0xFFFF)
	for i := range len(s) {
		crc ^= uint16(s[i]) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}
