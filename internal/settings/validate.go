package settings

import (
	"net/mail"
	"strings"
	"unicode/utf8"

	"tenaz/internal/apperr"
	"tenaz/internal/taxid"
)

const (
	// maxDiscountBP is the largest discount that a method may give: half the
	// price. More is a slip of the finger.
	maxDiscountBP = 5000
	// MaxText is the length in characters that a text may have.
	MaxText = 300
	// A phone number has an area code and eight or nine digits, and may begin
	// with the country's 55.
	minPhone, maxPhone = 10, 13
)

// normalised returns s as it is kept, the CNPJ with its mask, or an Invalid error
// with a message at each field that cannot be.
func (s Settings) normalised() (Settings, error) {
	s = s.trimmed()
	var fields apperr.Fields
	if s.Shop.TradeName == "" {
		fields.Add("trade_name", "error.required")
	}
	if s.Shop.CNPJ != "" {
		digits, err := taxid.ParseCNPJ(s.Shop.CNPJ)
		if err != nil {
			fields.Add("cnpj", "error.cnpj")
		} else {
			s.Shop.CNPJ = taxid.Format(digits)
		}
	}
	checkPhone(&fields, "phone", s.Shop.Phone)
	checkPhone(&fields, "whatsapp", s.Shop.WhatsApp)
	checkEmail(&fields, "email", s.Shop.Email)
	s.Notifications.Email = strings.Join(s.Notifications.Addresses(), ", ")
	for _, address := range s.Notifications.Addresses() {
		checkEmail(&fields, "notify_email", address)
	}
	checkEmail(&fields, "privacy_email", s.Privacy.Email)
	if len(s.Payment.Methods()) == 0 {
		fields.Add("methods", "error.methods")
	}
	if days := s.Attention.UnshippedDays; days < MinUnshippedDays || days > MaxUnshippedDays {
		fields.Add("unshipped_days", "error.unshipped_days")
	}
	if s.Payment.PixDiscountBP < 0 || s.Payment.PixDiscountBP > maxDiscountBP {
		fields.Add("pix_discount", "error.discount")
	}
	for name, text := range map[string]string{
		"trade_name": s.Shop.TradeName, "legal_name": s.Shop.LegalName, "address": s.Shop.Address, "email": s.Shop.Email,
		"state_registration": s.Shop.StateRegistration, "hours": s.Shop.Hours, "sender": s.Shop.Sender, "notify_email": s.Notifications.Email,
		"privacy_officer": s.Privacy.Officer, "privacy_email": s.Privacy.Email,
	} {
		if utf8.RuneCountInString(text) > MaxText {
			fields.Add(name, "error.too_long", "Max", MaxText)
		}
	}
	return s, fields.Err()
}

func checkEmail(fields *apperr.Fields, name, text string) {
	if text == "" {
		return
	}
	address, err := mail.ParseAddress(text)
	if err != nil || address.Address != text {
		fields.Add(name, "error.email")
	}
}

func checkPhone(fields *apperr.Fields, name, text string) {
	if text == "" {
		return
	}
	digits := 0
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+()- ./", r):
			fields.Add(name, "error.phone")
			return
		}
	}
	// A number such as 0800 123 4567 has eleven digits too.
	if digits < minPhone || digits > maxPhone {
		fields.Add(name, "error.phone")
	}
}
