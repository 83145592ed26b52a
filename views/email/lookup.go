package email

import "context"

// OrderLookup carries the link to the order's page, which somebody asked for who
// knew its number and address.
func OrderLookup(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "lookup", o)
}
