package email

import (
	"context"

	"tenaz/internal/i18n"
)

// OrderBackorder says that an order waits for stock, and that its buyer may
// rather have the money back.
func OrderBackorder(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "backorder", o)
}

// Refusal is a way of paying that Stripe does not open. Method is its code.
type Refusal struct {
	Shop, ShopURL string
	Seller        Seller
	Method        string
	// SettingsURL is where the shop chooses what it offers.
	SettingsURL string
}

// StaffRefused tells the staff that shoppers cannot pay by a method now.
func StaffRefused(ctx context.Context, r Refusal) (subject, html, text string, err error) {
	method := i18n.T(ctx, "email.method_"+r.Method)
	return notice{
		Shop: r.Shop, ShopURL: r.ShopURL, Seller: r.Seller,
		Subject: i18n.T(ctx, "email.staff_refused.subject", "Method", method, "Shop", r.Shop),
		Heading: i18n.T(ctx, "email.staff_refused.heading", "Method", method),
		Intro:   []string{i18n.T(ctx, "email.staff_refused.intro", "Method", method), i18n.T(ctx, "email.staff_refused.next")},
		Button:  i18n.T(ctx, "email.staff_refused.open"), ButtonURL: r.SettingsURL,
		Why: i18n.T(ctx, "email.staff.why", "Shop", r.Shop),
	}.render(ctx)
}
