// Package settings holds what the owner decides about the store without a new
// deployment: who sells, how one may pay, who is told.
package settings

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tenaz/internal/money"
)

// Settings are all of them. The zero value of a part that was never saved is
// replaced by Defaults.
type Settings struct {
	Shop          Shop          `json:"shop"`
	Payment       Payment       `json:"payment"`
	Notifications Notifications `json:"notifications"`
	Security      Security      `json:"security"`
	Attention     Attention     `json:"attention"`
	Privacy       Privacy       `json:"privacy"`
	// Version counts every saved change; the form sends it back.
	Version int `json:"-"`
}

// Shop is who sells: what the law asks to be stated on every page (Decreto
// 7.962/2013, art. 2).
type Shop struct {
	TradeName string `json:"trade_name"`
	LegalName string `json:"legal_name"`
	// CNPJ is as shown, with its mask.
	CNPJ string `json:"cnpj"`
	// StateRegistration is the number of the inscrição estadual, or "isento".
	StateRegistration string `json:"state_registration"`
	Address           string `json:"address"`
	Email             string `json:"email"`
	Phone             string `json:"phone"`
	WhatsApp          string `json:"whatsapp"`
	Hours             string `json:"hours"`
	// Sender is the name from which mails come; empty means the trade name.
	Sender string `json:"sender"`
}

// SenderName is the name from which mails come.
func (s Shop) SenderName() string {
	if s.Sender != "" {
		return s.Sender
	}
	return s.TradeName
}

// The payment methods.
const (
	Card   = "card"
	Pix    = "pix"
	Boleto = "boleto"
)

// Payment is how one may pay.
type Payment struct {
	Card   bool `json:"card"`
	Pix    bool `json:"pix"`
	Boleto bool `json:"boleto"`
	// PixDiscountBP is the discount for Pix in basis points.
	PixDiscountBP int64 `json:"pix_discount_bp"`
}

// Methods returns the methods that are on, in the order in which they are
// offered.
func (p Payment) Methods() []string {
	var methods []string
	if p.Pix {
		methods = append(methods, Pix)
	}
	if p.Card {
		methods = append(methods, Card)
	}
	if p.Boleto {
		methods = append(methods, Boleto)
	}
	return methods
}

// Offers reports whether a method is on.
func (p Payment) Offers(method string) bool {
	return method == Card && p.Card || method == Pix && p.Pix || method == Boleto && p.Boleto
}

// DiscountBP returns the discount of a method in basis points.
func (p Payment) DiscountBP(method string) int64 {
	if method == Pix {
		return p.PixDiscountBP
	}
	return 0
}

// Notifications is where the store writes to its own people, and how often.
type Notifications struct {
	// Email holds who is told of orders: addresses with commas between them.
	Email string `json:"email"`
	// Daily: one summary a day instead of a mail for each paid order.
	Daily bool `json:"daily"`
}

// Security is what asks the staff for more than a login.
type Security struct {
	// RefundStepUp is the amount above which whoever gives money back proves once
	// more who they are.
	RefundStepUp money.Cents `json:"refund_step_up_cents"`
}

// defaultRefundStepUp is far above most orders' worth, and below what hurts.
const defaultRefundStepUp money.Cents = 100_000

// Addresses returns who is told of orders, each once.
func (n Notifications) Addresses() []string {
	var list []string
	for address := range strings.SplitSeq(n.Email, ",") {
		known := func(other string) bool { return strings.EqualFold(other, address) }
		if address = strings.TrimSpace(address); address != "" && !slices.ContainsFunc(list, known) {
			list = append(list, address)
		}
	}
	return list
}

// Attention is when something counts as waiting for too long.
type Attention struct {
	// UnshippedDays is how many working days a paid order may wait to be shipped.
	UnshippedDays int `json:"unshipped_days"`
}

// The limits of Attention.UnshippedDays, and what a store begins with.
const (
	MinUnshippedDays     = 1
	MaxUnshippedDays     = 30
	defaultUnshippedDays = 2
)

// Privacy is whom people ask about their data: the encarregado (LGPD, art. 41).
type Privacy struct {
	Officer string `json:"officer"`
	Email   string `json:"email"`
}

// Defaults are the settings of a store that saved none: cards only, no discount.
func Defaults() Settings {
	return Settings{
		Shop:      Shop{TradeName: "Tenaz"},
		Payment:   Payment{Card: true},
		Attention: Attention{UnshippedDays: defaultUnshippedDays},
		Security:  Security{RefundStepUp: defaultRefundStepUp},
	}
}

// part is one row of the table.
type part struct {
	// id is how the audit log knows the part.
	id    int64
	key   string
	value any
}

func (s *Settings) parts() []part {
	return []part{
		{1, "shop", &s.Shop},
		{2, "payment", &s.Payment},
		{4, "notifications", &s.Notifications},
		{20, "security", &s.Security},
		{5, "attention", &s.Attention},
		{21, "privacy", &s.Privacy},
	}
}

// read puts a row's value where it belongs; rows of a newer program are left
// alone.
func (s *Settings) read(key string, value []byte) error {
	for _, p := range s.parts() {
		if p.key == key {
			if err := json.Unmarshal(value, p.value); err != nil {
				return fmt.Errorf("setting %s: %w", key, err)
			}
		}
	}
	return nil
}

// trimmed returns s with the spaces around its texts removed.
func (s Settings) trimmed() Settings {
	for _, text := range []*string{
		&s.Shop.TradeName, &s.Shop.LegalName, &s.Shop.CNPJ, &s.Shop.StateRegistration, &s.Shop.Address, &s.Shop.Email,
		&s.Shop.Phone, &s.Shop.WhatsApp, &s.Shop.Hours, &s.Shop.Sender, &s.Notifications.Email,
		&s.Privacy.Officer, &s.Privacy.Email,
	} {
		*text = strings.TrimSpace(*text)
	}
	return s
}
