// Package layout holds the shells around every page: Shop, Checkout and Admin.
// A shell takes one struct, filled by handlers/web, and the page as children.
package layout

import (
	"encoding/json"
	"net/url"
	"slices"

	"tenaz/views/ui"
)

// Page is what every shell needs to know. Only Title and Path are required.
type Page struct {
	Title       string // of the document, without the shop's name
	Description string // meta description; none if empty
	Canonical   string // absolute address; none if empty
	Lang        string // "pt-BR" or "en"; empty means the context's
	Theme       string // "" follows the system, "light" or "dark" is a choice
	Path        string // the request's path, to come back after a preference
	Query       string // the request's raw query, likewise
	Search      string // what the search field shows
	NoIndex     bool
	OGImage     string // absolute address of the preview picture; none if empty
	JSONLD      []any  // each becomes one application/ld+json block
	CartCount   int
	Categories  []NavCategory
	User        *User // nil for a visitor
	Flash       []ui.AlertProps
	Shop        ShopInfo
	Footer      []LinkGroup // only links to pages that exist
	Dev         bool        // shows the developer's links in the footer
	Viewing     string      // whom staff see the shop as; empty for nobody
	ViewEndPath string      // POST; ends that
}

// NavCategory is one entry of the category row; Tint is a class such as
// "tint-3" or "tint-notebooks".
type NavCategory struct {
	Name string
	Slug string
	Tint string
}

// User is who is logged in.
type User struct {
	Name  string
	Staff bool
}

// ShopInfo is what the law asks a Brazilian shop to state on every page
// (Decreto 7.962/2013, art. 2), with ways to reach it.
type ShopInfo struct {
	TradeName string
	LegalName string
	CNPJ      string // masked, as shown
	Address   string
	// StateRegistration is the number of the inscrição estadual.
	StateRegistration string
	Email             string
	Phone             string
	WhatsApp          string
	Hours             string
	Payments          []string // names of the ways to pay that are switched on
}

// Link is one link of a list.
type Link struct {
	Label string
	Href  string
}

// LinkGroup is one column of links in the footer.
type LinkGroup struct {
	Title string
	Links []Link
}

// AdminPage is a Page of the back office.
type AdminPage struct {
	Page
	Active     string // key of the current section
	Sections   []AdminSection
	ShopPath   string // the shop's front; "/" if empty
	LogoutPath string // POST; no button if empty
}

// AdminSection is one entry of the back office's menu, translated and allowed
// for this person. Count, when not zero, is work that waits there. Group is the
// heading that it shares with its neighbours of the same group.
type AdminSection struct {
	Key   string
	Label string
	Href  string
	Icon  string // a name of the sprite
	Count int
	Group string
}

// groups returns the menu in order, cut where the group changes.
func (p AdminPage) groups() [][]AdminSection {
	var groups [][]AdminSection
	for i, s := range p.Sections {
		if i == 0 || s.Group != p.Sections[i-1].Group {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], s)
	}
	return groups
}

func (p Page) next() string {
	u := url.URL{Path: p.Path, RawQuery: p.Query}
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}

func (p Page) documentTitle() string {
	switch {
	case p.Shop.TradeName == "" || p.Title == p.Shop.TradeName:
		return p.Title
	case p.Title == "":
		return p.Shop.TradeName
	default:
		return p.Title + " | " + p.Shop.TradeName
	}
}

// theme returns the value of data-theme: only the two known choices.
func (p Page) theme() string {
	if slices.Contains([]string{"light", "dark"}, p.Theme) {
		return p.Theme
	}
	return ""
}

// jsonLD encodes v for a script block. encoding/json writes <, > and & as
// escapes, so the text can neither close the block nor open another.
func jsonLD(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "null" // a page without structured data is still a page
	}
	return `<script type="application/ld+json">` + string(b) + `</script>`
}
