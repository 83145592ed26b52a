package accounts

import (
	"strings"
	"time"
	"unicode"

	"tenaz/internal/contact"
	"tenaz/internal/money"
	"tenaz/internal/taxid"
	q "tenaz/queries/accounts"
)

// CustomerRef names a customer of the back office: an account by its user, or
// the guest orders of one e-mail by the number of the first of them. One of both
// is 0.
type CustomerRef struct {
	UserID, Guest int64
}

// subject is how the audit log names the customer.
func (r CustomerRef) subject() (kind string, id int64) {
	if r.UserID != 0 {
		return "user", r.UserID
	}
	return "guest", r.Guest
}

// CustomerCard is a customer in a list. Document is masked where it is a
// person's. Spent is what was paid and did not go back.
type CustomerCard struct {
	CustomerRef
	Email, Name, CompanyName, Document string
	Verified, Blocked                  bool
	Orders                             int
	Spent                              money.Cents
	Since, LastAt                      time.Time
}

// Customer is a customer whole. The Document of Person is masked where it is a
// person's; ShowDocument gives it in full.
type Customer struct {
	CustomerRef
	Email  string
	Person contact.Person
	Locale string
	// Verified, Blocked and Staff are an account's; Staff cannot be blocked here.
	Verified, Blocked, Staff bool
	Since, SeenAt            time.Time
}

// CustomerNote is what staff wrote about a customer.
type CustomerNote struct {
	ID     int64
	At     time.Time
	Author string
	Body   string
}

// CustomerGroup is a group that staff made. Member tells whether the customer
// that was asked about belongs to it.
type CustomerGroup struct {
	ID      int64
	Name    string
	Members int
	Member  bool
}

// CustomerFilters are the kinds of customer of the list, the first for all.
var CustomerFilters = []string{"", "accounts", "guests", "blocked"}

// CustomersInput chooses a page of customers. Query is an e-mail or its beginning,
// a name or beginnings of its words, a phone, CPF, CNPJ or an order's number.
type CustomersInput struct {
	Query  string
	Filter string
	Group  int64
	Page   int
}

// customersPageSize is how many customers a page shows.
const customersPageSize = 25

// search is what a query can mean.
func (in CustomersInput) search(skip int32) q.FindCustomersParams {
	query := strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(in.Query, "\x00", ""), ""))
	p := q.FindCustomersParams{Kind: in.Filter, GroupID: in.Group, Most: customersPageSize, Skip: skip}
	if document, err := taxid.Parse(query); err == nil {
		p.Document = document.Digits
	}
	if phone, ok := contact.ParsePhone(query); ok {
		p.Phone = phone
	}
	p.Number = orderNumber(query)
	if !strings.ContainsFunc(query, unicode.IsSpace) && len(query) >= 3 {
		p.Prefix = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(query)) + "%"
	}
	if !strings.Contains(query, "@") {
		p.Words = beginnings(query)
	}
	return p
}

// orderNumber reads 1042 and #1042; 0 is no order.
func orderNumber(query string) int64 {
	query = strings.TrimPrefix(query, "#")
	if len(query) == 0 || len(query) > 12 {
		return 0
	}
	var n int64
	for _, r := range query {
		if r < '0' || r > '9' {
			return 0
		}
		n = n*10 + int64(r-'0')
	}
	return n
}

// beginnings returns the query as PostgreSQL's search for words that begin so; empty
// when there is no letter in it.
func beginnings(query string) string {
	parts := strings.FieldsFunc(query, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
	if !strings.ContainsFunc(query, unicode.IsLetter) || len(parts) > 10 {
		return ""
	}
	return strings.Join(parts, ":* & ") + ":*"
}

func toCard(r q.CustomerCardsRow) CustomerCard {
	return CustomerCard{
		CustomerRef: CustomerRef{UserID: r.UserID, Guest: r.Guest}, Email: r.Email, Name: r.Name, CompanyName: r.CompanyName,
		Document: taxid.Mask(r.Document), Verified: r.Verified, Blocked: r.State == blockedState,
		Orders: int(r.Orders), Spent: money.Cents(r.Spent), Since: r.Since, LastAt: r.LastAt,
	}
}
