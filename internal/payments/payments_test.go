package payments

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestSnapshotState(t *testing.T) {
	t.Parallel()
	code := "https://pay.example/code"
	cases := []struct {
		name     string
		snap     Snapshot
		expected string
	}{
		{"never made", Snapshot{Missing: true}, Failed},
		{"open, nothing confirmed", Snapshot{Session: "open", PaymentStatus: "unpaid"}, Open},
		{"open after a decline", Snapshot{Session: "open", PaymentStatus: "unpaid", Intent: "requires_payment_method"}, Open},
		{"open in a 3-D Secure challenge", Snapshot{Session: "open", PaymentStatus: "unpaid", Intent: "requires_action"}, Open},
		{"Pix code issued", Snapshot{Session: "open", PaymentStatus: "unpaid", Intent: "requires_action", CodeURL: code}, Pending},
		{"boleto issued", Snapshot{Session: "complete", PaymentStatus: "unpaid", Intent: "requires_action", CodeURL: code}, Pending},
		{"at the bank", Snapshot{Session: "complete", PaymentStatus: "unpaid", Intent: "processing"}, Pending},
		{"expired while at the bank", Snapshot{Session: "expired", PaymentStatus: "unpaid", Intent: "processing"}, Pending},
		{"paid", Snapshot{Session: "complete", PaymentStatus: "paid", Intent: "succeeded"}, Paid},
		{"intent succeeded before the session says so", Snapshot{Session: "open", PaymentStatus: "unpaid", Intent: "succeeded"}, Paid},
		{"paid in the last second", Snapshot{Session: "expired", PaymentStatus: "paid", Intent: "succeeded"}, Paid},
		{"expired", Snapshot{Session: "expired", PaymentStatus: "unpaid"}, Expired},
		{"boleto not paid", Snapshot{Session: "complete", PaymentStatus: "unpaid", Intent: "requires_payment_method"}, Failed},
		{"cancelled", Snapshot{Session: "complete", PaymentStatus: "unpaid", Intent: "canceled"}, Failed},
	}
	for _, c := range cases {
		if got := c.snap.State(); got != c.expected {
			t.Errorf("%s: state %q, want %q", c.name, got, c.expected)
		}
	}
}

func TestStatesOnlyMoveForward(t *testing.T) {
	t.Parallel()
	states := []string{Created, Open, Pending, Failed, Expired, Cancelled, Paid}
	rapid.Check(t, func(t *rapid.T) {
		state := Created
		everPaid := false
		for _, next := range rapid.SliceOf(rapid.SampledFrom(states)).Draw(t, "reports") {
			before := rank[state]
			state = forward(state, next)
			everPaid = everPaid || next == Paid
			if rank[state] < before {
				t.Fatalf("moved back to %s", state)
			}
		}
		if everPaid != (state == Paid) {
			t.Fatalf("ends %s, was reported paid: %v", state, everPaid)
		}
	})
}

func TestHoldLastsAsLongAsTheCode(t *testing.T) {
	t.Parallel()
	session := time.Date(2026, 11, 23, 12, 31, 0, 0, time.UTC)
	due := session.Add(72 * time.Hour)
	if got := (Snapshot{}).HoldUntil(Card, session); !got.Equal(session.Add(5 * time.Minute)) {
		t.Errorf("card: hold until %v", got)
	}
	if got := (Snapshot{CodeExpiresAt: &due}).HoldUntil(Pix, session); !got.Equal(due.Add(5 * time.Minute)) {
		t.Errorf("pix: hold until %v", got)
	}
	if got := (Snapshot{CodeExpiresAt: &due}).HoldUntil(Boleto, session); !got.Equal(due.Add(96 * time.Hour)) {
		t.Errorf("boleto: hold until %v", got)
	}
}

func TestLimitsOfAmounts(t *testing.T) {
	t.Parallel()
	if Card.Accepts(49) || !Card.Accepts(50) || Boleto.Accepts(499) || !Boleto.Accepts(500) || Method("cash").Accepts(1000) {
		t.Error("the minimums are not Stripe's")
	}
	if Card.Accepts(100_000_000) || !Card.Accepts(99_999_999) || Pix.Accepts(100_000_000) || Boleto.Accepts(5_000_000) || !Boleto.Accepts(4_999_999) {
		t.Error("the maximums are not Stripe's")
	}
}
