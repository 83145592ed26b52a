package admin

import (
	"net/http"
	"strconv"
	"strings"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/inventory"
	view "tenaz/views/admin"
	"tenaz/views/ui"
)

// InventoryList answers GET /admin/inventory: the stock of every variant, what can
// be sold least of first.
func (a *Admin) InventoryList(w http.ResponseWriter, r *http.Request) error {
	page, err := pageOf(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	query := strings.TrimSpace(r.URL.Query().Get("q"))
	levels, err := a.Inventory.Levels(ctx, inventory.LevelsInput{Query: query, Page: page})
	if err != nil {
		return err
	}
	m := view.InventoryPage{
		Page: a.Kit.AdminPage(r, "inventory", i18n.T(ctx, "admin.inventory.title")), Levels: levels, Query: query,
		Pages: ui.PaginationProps{Page: levels.Page, Pages: levels.Pages, Href: pages("/admin/inventory", "q", query)},
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Inventory(m), nil)
}

// Variant answers GET /admin/inventory/{variant}: the levels of one variant, the
// form that adjusts them, and their ledger.
func (a *Admin) Variant(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "variant")
	if err != nil {
		return err
	}
	page, err := pageOf(r)
	if err != nil {
		return err
	}
	return a.showVariant(w, r, http.StatusOK, id, page, view.AdjustForm{})
}

// Adjust answers POST /admin/inventory/{variant}: stock changes by hand, with a
// reason.
func (a *Admin) Adjust(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "variant")
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	form := view.AdjustForm{
		Location: values.Get("location"), Reason: values.Get("reason"), Quantity: values.Get("quantity"), Note: values.Get("note"),
	}
	form.Seen = values.Get(form.SeenName())
	in, err := adjustment(id, form)
	if err == nil {
		_, err = a.Inventory.Adjust(ctx, a.Kit.Actor(r), in)
	}
	switch kind := apperr.KindOf(err); {
	case err == nil:
		a.Kit.Flash(r, "success", "admin.inventory.adjusted")
		return a.Kit.SeeOther(w, r, "/admin/inventory/"+strconv.FormatInt(id, 10))
	case kind == apperr.Invalid:
		form.Fields = a.Kit.Fields(ctx, err)
		if len(form.Fields) == 0 {
			form.Error = a.Kit.Sentence(ctx, err)
		}
		return a.showVariant(w, r, http.StatusUnprocessableEntity, id, 1, form)
	case kind == apperr.Conflict:
		form.Error = a.Kit.Sentence(ctx, err)
		return a.showVariant(w, r, http.StatusConflict, id, 1, form)
	default:
		return err
	}
}

// adjustment reads the form's numbers; the rest is the domain's to judge.
func adjustment(variantID int64, form view.AdjustForm) (inventory.AdjustInput, error) {
	in := inventory.AdjustInput{VariantID: variantID, Reason: form.Reason, Note: strings.TrimSpace(form.Note)}
	var fields apperr.Fields
	var err error
	if in.Quantity, err = strconv.Atoi(strings.TrimSpace(form.Quantity)); err != nil {
		fields.Add("quantity", "inventory.quantity")
	}
	if form.Location != "" {
		if in.LocationID, err = strconv.ParseInt(form.Location, 10, 64); err != nil {
			fields.Add("location", "inventory.location")
		}
	}
	if err := fields.Err(); err != nil {
		return in, err
	}
	seen, err := strconv.Atoi(form.Seen)
	if err != nil {
		return in, apperr.Wrap(apperr.Invalid, err, "error.form")
	}
	in.SeenOnHand = &seen
	return in, nil
}

func (a *Admin) showVariant(w http.ResponseWriter, r *http.Request, status int, id int64, page int, form view.AdjustForm) error {
	ctx := r.Context()
	levels, err := a.Inventory.LevelsOf(ctx, id)
	if err != nil {
		return err
	}
	ledger, err := a.Inventory.Ledger(ctx, id, page)
	if err != nil {
		return err
	}
	path := "/admin/inventory/" + strconv.FormatInt(id, 10)
	m := view.VariantPage{
		Page: a.Kit.AdminPage(r, "inventory", levels[0].Title), Path: path, Levels: levels, Ledger: ledger, Form: form,
		Pages: ui.PaginationProps{Page: ledger.Page, Pages: ledger.Pages, Href: pages(path)},
	}
	if m.Audit, err = a.about(r, "variant", id); err != nil {
		return err
	}
	return a.Kit.Render(w, r, status, view.Variant(m), nil)
}
