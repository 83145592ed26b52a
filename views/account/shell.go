package account

import (
	"tenaz/internal/accounts"
	"tenaz/internal/contact"
	"tenaz/internal/orders"
	"tenaz/views/layout"
)

// Section is one entry of the account's side navigation.
type Section string

// The sections, in the order of the navigation.
const (
	SectionOverview  Section = "overview"
	SectionOrders    Section = "orders"
	SectionProfile   Section = "profile"
	SectionAddresses Section = "addresses"
	SectionSecurity  Section = "security"
	SectionPrivacy   Section = "privacy"
)

// sections are the navigation's entries with their pages.
var sections = []struct {
	section    Section
	href, icon string
}{
	{SectionOverview, "/account", "user"},
	{SectionOrders, "/account/orders", "package"},
	{SectionProfile, "/account/profile", "pencil"},
	{SectionAddresses, "/account/addresses", "map-pin"},
	{SectionSecurity, "/account/security", "shield-check"},
	{SectionPrivacy, "/account/privacy", "lock"},
}

// OverviewPage is the front page of an account. Address is the default one, nil
// if there is none.
type OverviewPage struct {
	Page     layout.Page
	Name     string
	Email    string
	Verified bool
	Profile  contact.Person
	Address  *accounts.Address
	Orders   []orders.Summary // the newest few
}
