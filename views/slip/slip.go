// Package slip draws packing slips: one A4 page an order, with what is to be
// packed, for whom, and a bar code of the order's number.
package slip

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/page"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/pagesize"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"tenaz/internal/i18n"
)

// Shop is who sends. What is empty is left out.
type Shop struct {
	Name, LegalName, CNPJ, Address, Email, Phone string
}

// Line is a line of the order: the units that are still to be sent.
type Line struct {
	SKU, Title, Options string
	Quantity            int
}

// Slip is one order to be packed, in the language of its customer.
type Slip struct {
	Shop                              Shop
	Locale                            string
	Number                            int64
	PlacedAt                          time.Time
	Service                           string
	Recipient, Street, NumberInStreet string
	Complement, District, City, UF    string
	PostalCode                        string
	Lines                             []Line
}

// units is how many units go into the parcel.
func (s Slip) units() int {
	units := 0
	for _, line := range s.Lines {
		units += line.Quantity
	}
	return units
}

// address is where the parcel goes, as it is written on it.
func (s Slip) address() []string {
	street := s.Street + ", " + s.NumberInStreet
	if s.Complement != "" {
		street += ", " + s.Complement
	}
	cep := s.PostalCode
	if len(cep) == 8 {
		cep = cep[:5] + "-" + cep[5:]
	}
	return kept(street, s.District, s.City+", "+s.UF, "CEP "+cep)
}

// seller are the lines that name who sends.
func (s Slip) seller() []string {
	cnpj := s.Shop.CNPJ
	if cnpj != "" {
		cnpj = "CNPJ " + cnpj
	}
	return kept(strings.Join(kept(s.Shop.LegalName, cnpj), ", "), s.Shop.Address, strings.Join(kept(s.Shop.Email, s.Shop.Phone), ", "))
}

func kept(texts ...string) []string {
	var list []string
	for _, text := range texts {
		if text != "" {
			list = append(list, text)
		}
	}
	return list
}

func (s Slip) number() string { return strconv.FormatInt(s.Number, 10) }

// PDF draws the slips, each on pages of its own. The standard fonts of the format
// hold every letter of Portuguese; what they lack is left out.
func PDF(ctx context.Context, slips []Slip) ([]byte, error) {
	m := maroto.New(config.NewBuilder().WithPageSize(pagesize.A4).WithSequentialMode().WithCompression(true).
		WithLeftMargin(margin).WithRightMargin(margin).WithTopMargin(margin).WithBottomMargin(margin).
		WithTitle(title(ctx, slips), true).WithCreator("Tenaz", true).
		WithDefaultFont(&props.Font{Family: "helvetica", Size: textSize, Color: ink}).Build())
	for _, s := range slips {
		draw(i18n.With(ctx, s.Locale), m, s)
	}
	document, err := m.Generate()
	if err != nil {
		return nil, err
	}
	return document.GetBytes(), nil
}

func title(ctx context.Context, slips []Slip) string {
	if len(slips) == 1 {
		return i18n.T(ctx, "slip.number", "Number", slips[0].number())
	}
	return i18n.N(ctx, "slip.many", len(slips))
}

func draw(ctx context.Context, m core.Maroto, s Slip) {
	m.AddPages(page.New().Add(head(ctx, s)...))
	for _, line := range s.Lines {
		drawn := item(ctx, line)
		if !m.FitlnCurrentPage(line.height()) {
			m.AddPages(page.New().Add(continued(ctx, s)...))
		}
		m.AddRows(drawn)
	}
}
