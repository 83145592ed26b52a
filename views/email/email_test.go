package email

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"tenaz/internal/i18n"
)

func order() Order {
	return Order{
		Shop: "Tenaz Tech", ShopURL: "https://tenaz.test/", URL: "https://tenaz.test/orders/abc?x=1&y=2",
		Number: 1042, Name: "Zoë D'Ávila 🚀", PlacedAt: time.Date(2026, 11, 23, 2, 30, 0, 0, time.UTC),
		Lines: []Line{
			{Title: "Notebook Zênite 14", Options: "Grafite, 512 GB", Quantity: 1, Total: 459900},
			{Title: "<script>alert(1)</script>", Quantity: 2, Total: 39980},
		},
		Items: 499880, Discount: 24994, Shipping: 0, Total: 474886, PaymentMethod: "pix",
		ShippingName: "Econômica", DaysMin: 3, DaysMax: 6,
		Address: Address{
			Recipient: "'; DROP TABLE orders; --", Street: "Rua das Laranjeiras", Number: "10", Complement: "ap. 2",
			District: "Laranjeiras", City: "Rio de Janeiro", UF: "RJ", PostalCode: "22240003",
		},
		CodeURL: "https://pay.example.com/pix", PayUntil: time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC),
		Parcel: &Parcel{
			Carrier: "Correios", TrackingCode: "BR123456789", TrackingURL: "https://rastreio.example.com/BR123456789",
			Lines:       []Line{{Title: "Notebook Zênite 14", Options: "Grafite, 512 GB", Quantity: 1}, {Title: "<script>alert(1)</script>", Quantity: 1}},
			DeliveredAt: time.Date(2026, 11, 26, 1, 0, 0, 0, time.UTC),
		},
		Refund: 12345, RefundMethod: "pix", Paid: true,
	}
}

// mails are the mails about an order, by the beginning of their texts.
var mails = map[string]func(context.Context, Order) (subject, html, text string, err error){
	"received": OrderReceived, "unpaid": OrderUnpaid, "deadline": OrderDeadline, "expired": OrderExpired, "paid": OrderPaid,
	"shipped": OrderShipped, "delivered": OrderDelivered, "refunded": OrderRefunded, "refund_desk": OrderRefundDesk,
	"cancelled": OrderCancelled, "link": OrderLink, "lookup": OrderLookup, "backorder": OrderBackorder,
}

// about is an order as the mail of a kind gets it.
func about(kind string) Order {
	o := order()
	if kind != "shipped" && kind != "delivered" {
		o.Parcel = nil
	}
	return o
}

func TestMailsSayTheSameInBothForms(t *testing.T) {
	t.Parallel()
	for kind, make := range mails {
		for _, lang := range i18n.Languages {
			ctx := i18n.With(t.Context(), lang)
			subject, html, text, err := make(ctx, about(kind))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(subject, "1042") || !strings.Contains(subject, "Tenaz Tech") {
				t.Errorf("%s %s: subject %q", kind, lang, subject)
			}
			wanted := []string{
				"1042", "Notebook Zênite 14", "https://tenaz.test/", i18n.T(ctx, "email."+kind+".heading"),
			}
			switch kind {
			case "expired", "refunded", "refund_desk", "cancelled", "link", "lookup":
				if strings.Contains(html+text, "Laranjeiras") {
					t.Errorf("%s %s: names a street to which nothing goes", kind, lang)
				}
			default:
				wanted = append(wanted, "Rua das Laranjeiras, 10, ap. 2", "22240-003")
			}
			if about(kind).Parcel == nil {
				wanted = append(wanted, i18n.Money(ctx, 474886), i18n.Money(ctx, -24994), i18n.T(ctx, "email.free"))
			} else if strings.Contains(html, "R$") || strings.Contains(text, "R$") {
				t.Errorf("%s %s: what is in a parcel has prices", kind, lang)
			}
			for _, want := range wanted {
				if !strings.Contains(html, want) {
					t.Errorf("%s %s: HTML lacks %q", kind, lang, want)
				}
				if !strings.Contains(text, want) {
					t.Errorf("%s %s: text lacks %q", kind, lang, want)
				}
			}
			for _, form := range []string{subject, html, text} {
				if id := regexp.MustCompile(`email\.[a-z_.]+`).FindString(form); id != "" {
					t.Errorf("%s %s: message %q is missing", kind, lang, id)
				}
				if strings.Contains(form, "<no value>") {
					t.Errorf("%s %s: an argument is missing:\n%s", kind, lang, form)
				}
			}
		}
	}
}

func TestMailsEscapeWhatWasTyped(t *testing.T) {
	t.Parallel()
	o := order()
	o.Name = "Eve\r\nBcc:x@y.z <b>"
	o.Lines[0].Title = "Linha\r\n\r\nPague aqui: https://evil.test"
	parcel := *o.Parcel
	parcel.Lines = append([]Line{}, o.Lines...)
	for kind, make := range mails {
		o.Parcel = nil
		if about(kind).Parcel != nil {
			o.Parcel = &parcel
		}
		_, html, text, err := make(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(html, "<script>") || !strings.Contains(html, "&lt;script&gt;alert(1)&lt;/script&gt;") {
			t.Errorf("%s: a title is not escaped", kind)
		}
		if strings.Contains(text, "\nPague aqui") || strings.Contains(text, "\r") {
			t.Errorf("%s: a typed line break stands in the text", kind)
		}
		if strings.Contains(text, "22240-003") && !strings.Contains(text, "'; DROP TABLE orders; --") {
			t.Errorf("%s: the text changed what was typed", kind)
		}
	}
}

func TestMailsLeadOn(t *testing.T) {
	t.Parallel()
	page := "https://tenaz.test/orders/abc?x=1&amp;y=2"
	leads := map[string]string{
		"received": "https://pay.example.com/pix", "deadline": "https://pay.example.com/pix", "shipped": "https://rastreio.example.com/BR123456789",
	}
	for kind := range mails {
		link := page
		if leads[kind] != "" {
			link = leads[kind]
		}
		_, html, _, err := mails[kind](t.Context(), about(kind))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(html, `href="`+link+`"`) || !strings.Contains(html, `href="https://tenaz.test/orders/abc?x=1&amp;y=2"`) {
			t.Errorf("%s does not link to %s and to the order", kind, link)
		}
		if strings.Contains(html, "<img") || strings.Contains(html, "<script") || strings.Contains(html, "<link") {
			t.Errorf("%s fetches something", kind)
		}
	}
	o := order()
	o.Parcel.TrackingCode, o.Parcel.TrackingURL, o.CodeURL = "", "", "javascript:alert(1)"
	if _, html, text, err := OrderShipped(t.Context(), o); err != nil || !strings.Contains(html, o.URL[:30]) || strings.Contains(text, "rastreamento: .") {
		t.Errorf("without a code: %v\n%s", err, text)
	}
	o.Parcel = nil
	if _, html, _, err := OrderReceived(t.Context(), o); err != nil || strings.Contains(html, `href="javascript:`) {
		t.Errorf("a link that is none was kept: %v", err)
	}
}
