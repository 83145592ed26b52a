package admin

import (
	"net/http"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/orders"
	"tenaz/internal/settings"
	"tenaz/views/slip"
)

// slipPolicy is what a browser's own viewer of PDF files needs beside it.
const slipPolicy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// OrderSlip answers GET /admin/orders/{number}/slip: the packing slip of one order.
func (a *Admin) OrderSlip(w http.ResponseWriter, r *http.Request) error {
	number, err := web.PathID(r, "number")
	if err != nil {
		return err
	}
	return a.slips(w, r, []int64{number}, "pedido-"+strconv.FormatInt(number, 10)+".pdf")
}

// OrderSlips answers GET /admin/orders/slips: the packing slips of the orders that
// were ticked in the list. If one of them cannot be packed, none is printed and
// the list says which.
func (a *Admin) OrderSlips(w http.ResponseWriter, r *http.Request) error {
	var numbers []int64
	for _, text := range r.URL.Query()["order"] {
		number, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return apperr.Wrap(apperr.NotFound, err, "")
		}
		numbers = append(numbers, number)
	}
	err := a.slips(w, r, numbers, "pedidos.pdf")
	switch apperr.KindOf(err) {
	case apperr.Conflict:
		return a.showOrders(w, r, http.StatusConflict, a.Kit.Sentence(r.Context(), err))
	case apperr.Invalid:
		return a.showOrders(w, r, http.StatusUnprocessableEntity, a.Kit.Sentence(r.Context(), err))
	}
	return err
}

func (a *Admin) slips(w http.ResponseWriter, r *http.Request, numbers []int64, name string) error {
	ctx := r.Context()
	list, err := a.Orders.ToPack(ctx, numbers)
	if err != nil {
		return err
	}
	current, err := a.Settings.Get(ctx)
	if err != nil {
		return err
	}
	file, err := slip.PDF(ctx, slipsOf(current, list))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Security-Policy", slipPolicy)
	h.Set("Content-Disposition", `inline; filename="`+name+`"`)
	return a.Kit.Send(w, r, http.StatusOK, "application/pdf", file)
}

// slipsOf turns orders into slips: what is still to be sent, and to where.
func slipsOf(current settings.Settings, list []orders.Order) []slip.Slip {
	shop := slip.Shop{
		Name: current.Shop.TradeName, LegalName: current.Shop.LegalName, CNPJ: current.Shop.CNPJ, Address: current.Shop.Address,
		Email: current.Shop.Email, Phone: current.Shop.Phone,
	}
	slips := make([]slip.Slip, len(list))
	for i, o := range list {
		slips[i] = slip.Slip{
			Shop: shop, Locale: o.Locale, Number: o.Number, PlacedAt: o.PlacedAt, Service: o.ShippingName,
			Recipient: o.Recipient, Street: o.Street, NumberInStreet: o.NumberInStreet, Complement: o.Complement,
			District: o.District, City: o.City, UF: o.UF, PostalCode: o.PostalCode,
		}
		for _, line := range o.Lines {
			if units := line.ToShip(); units > 0 {
				slips[i].Lines = append(slips[i].Lines, slip.Line{SKU: line.SKU, Title: line.Title, Options: line.Options, Quantity: units})
			}
		}
	}
	return slips
}
