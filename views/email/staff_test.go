package email

import (
	stdhtml "html"
	"regexp"
	"strings"
	"testing"
	"time"

	"tenaz/internal/i18n"
)

// The other mails say the same in both forms too, and lead on.
func TestNoticesSayTheSameInBothForms(t *testing.T) {
	t.Parallel()
	seller := Seller{LegalName: "Ávila & Cia. Ltda.", CNPJ: "12.ABC.345/01DE-35", Address: "Rua do Exemplo, 100"}
	digest := Digest{
		Shop: "Tenaz Tech", ShopURL: "https://tenaz.test", Seller: seller, Day: time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC), Count: 3, Total: 123456,
		Orders:    []DigestOrder{{Number: 1042, City: "São <b>Paulo</b>", UF: "SP", PaymentMethod: "pix", Total: 23456, URL: "https://tenaz.test/admin/orders/1042"}},
		OrdersURL: "https://tenaz.test/admin/orders",
	}
	about := order()
	about.Seller = seller
	for _, lang := range i18n.Languages {
		ctx := i18n.With(t.Context(), lang)
		for name, c := range map[string]struct {
			make  func() (subject, html, text string, err error)
			wants []string
		}{
			"paid": {func() (string, string, string, error) {
				return StaffPaid(ctx, about, "https://tenaz.test/admin/orders/1042")
			}, []string{"1042", i18n.Money(ctx, 474886), "Rio de Janeiro, RJ", "Notebook Zênite 14", "https://tenaz.test/admin/orders/1042"}},
			"digest": {
				func() (string, string, string, error) { return StaffDigest(ctx, digest) },
				[]string{i18n.Date(ctx, digest.Day), i18n.Money(ctx, 123456), i18n.Money(ctx, 23456), "https://tenaz.test/admin/orders/1042", i18n.N(ctx, "email.staff_digest.more", 2)},
			},
			"test": {
				func() (string, string, string, error) { return Test(ctx, "Tenaz Tech", "https://tenaz.test", seller) },
				[]string{i18n.T(ctx, "email.test.heading")},
			},
			"contact": {func() (string, string, string, error) {
				return ContactReceipt(ctx, Contact{Shop: "Tenaz Tech", ShopURL: "https://tenaz.test", Seller: seller, Name: "Zoë", Protocol: "20261123-AB", Subject: "Prazo", Text: "Quando\nchega?", DueAt: digest.Day})
			}, []string{"20261123-AB", "Prazo", "chega?"}},
		} {
			subject, html, text, err := c.make()
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range append(c.wants, "Tenaz Tech", "CNPJ 12.ABC.345/01DE-35") {
				if !strings.Contains(stdhtml.UnescapeString(html), want) || !strings.Contains(text, want) {
					t.Errorf("%s %s: %q is missing in a form:\n%s", name, lang, want, text)
				}
			}
			for _, form := range []string{subject, html, text} {
				if id := regexp.MustCompile(`email\.[a-z_.]+`).FindString(form); id != "" || strings.Contains(form, "<no value>") {
					t.Errorf("%s %s: message %q is missing or lacks a value", name, lang, id)
				}
			}
			if !strings.Contains(subject, "Tenaz Tech") || strings.Contains(html, "<b>Paulo") || strings.Contains(html, "<img") {
				t.Errorf("%s %s: subject %q, or what was typed is not escaped", name, lang, subject)
			}
		}
	}
}

func TestSevenDaysBeginAfterTheDelivery(t *testing.T) {
	t.Parallel()
	o := order()
	_, html, text, err := OrderDelivered(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	// It arrived on the 25th at 22:00 in Brasília.
	if !strings.Contains(html, "25/11/2026") || !strings.Contains(text, "até 02/12/2026") {
		t.Errorf("the mail says:\n%s", text)
	}
	o.Parcel.Part = true
	if _, _, text, err = OrderDelivered(t.Context(), o); err != nil || !strings.Contains(text, "Uma parte do seu pedido") {
		t.Errorf("a part: %v\n%s", err, text)
	}
}

func TestCancelledSaysWhatBecomesOfTheMoney(t *testing.T) {
	t.Parallel()
	o := about("cancelled")
	_, _, paid, err := OrderCancelled(t.Context(), o)
	o.Paid = false
	_, _, unpaid, err2 := OrderCancelled(t.Context(), o)
	if err != nil || err2 != nil || !strings.Contains(paid, "volta inteiro") || strings.Contains(unpaid, "volta") || !strings.Contains(unpaid, "Nada foi nem será cobrado") {
		t.Errorf("paid:\n%s\nunpaid:\n%s", paid, unpaid)
	}
}
