package admin

import (
	"bytes"
	"encoding/csv"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/internal/shipping"
	view "tenaz/views/admin"
)

// blankRows are how many empty rows a table of rates ends with.
const blankRows = 3

// ShippingRates answers GET /admin/shipping/services/{id}/zones/{zone}.
func (a *Admin) ShippingRates(w http.ResponseWriter, r *http.Request) error {
	offer, zone, err := a.offerAndZone(r)
	if err != nil {
		return err
	}
	rates, err := a.Shipping.Rates(r.Context(), offer.ID, zone.ID)
	if err != nil {
		return err
	}
	form := view.ShippingForm{Version: strconv.Itoa(offer.Version), Values: map[string]string{}}
	for row, rate := range rates {
		for i, text := range []string{strconv.Itoa(rate.MaxGrams), view.PriceText(rate.Price), strconv.Itoa(rate.DaysMin), strconv.Itoa(rate.DaysMax)} {
			form.Values[view.RateField(view.RateFields[i], row)] = text
		}
	}
	return a.showRates(w, r, http.StatusOK, offer, zone, len(rates)+blankRows, form)
}

// SaveShippingRates answers POST /admin/shipping/services/{id}/zones/{zone}: the
// rows that are filled in are the whole table; one that was emptied is removed.
func (a *Admin) SaveShippingRates(w http.ResponseWriter, r *http.Request) error {
	offer, zone, err := a.offerAndZone(r)
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	form := view.ShippingForm{Version: values.Get("version"), Values: map[string]string{}}
	rates, rows, err := readRates(values, form.Values)
	if err == nil {
		err = a.Shipping.SaveRates(ctx, a.Kit.Actor(r), shipping.RatesInput{
			OfferID: offer.ID, ZoneID: zone.ID, Version: wholeNumber(form.Version), Rates: rates,
		})
	}
	status, err := a.refusedForm(ctx, &form, err)
	switch {
	case err != nil:
		return err
	case status == 0:
		a.Kit.Flash(r, "success", "freight.saved")
		return a.Kit.SeeOther(w, r, "/admin/shipping/services/"+strconv.FormatInt(offer.ID, 10))
	case status == http.StatusConflict:
		if offer, err = a.Shipping.Offer(ctx, offer.ID); err != nil {
			return err
		}
		saved, err := a.Shipping.Rates(ctx, offer.ID, zone.ID)
		if err != nil {
			return err
		}
		form.Version, form.Saved = strconv.Itoa(offer.Version), view.RateFacts(ctx, saved)
	}
	return a.showRates(w, r, status, offer, zone, max(rows, blankRows), form)
}

// readRates reads the rows of the form, keeps what was typed, and returns how many
// rows there are.
func readRates(values url.Values, typed map[string]string) (rates []shipping.RateInput, rows int, err error) {
	var fields apperr.Fields
	for row := range shipping.MaxRates + blankRows {
		if !values.Has(view.RateField("max_grams", row)) {
			break
		}
		rows = row + 1
		filled := false
		for _, name := range view.RateFields {
			field := view.RateField(name, row)
			typed[field] = values.Get(field)
			filled = filled || strings.TrimSpace(typed[field]) != ""
		}
		if !filled {
			continue
		}
		price, isPrice := money.Parse(typed[view.RateField("price", row)])
		if !isPrice {
			fields.Add(view.RateField("price", row), "error.amount")
		}
		rates = append(rates, shipping.RateInput{Row: row, Rate: shipping.Rate{
			MaxGrams: wholeNumber(typed[view.RateField("max_grams", row)]), Price: price,
			DaysMin: wholeNumber(typed[view.RateField("days_min", row)]), DaysMax: wholeNumber(typed[view.RateField("days_max", row)]),
		}})
	}
	return rates, rows, fields.Err()
}

func (a *Admin) offerAndZone(r *http.Request) (shipping.Offer, shipping.Zone, error) {
	offer, err := a.offer(r)
	if err != nil {
		return offer, shipping.Zone{}, err
	}
	zone, err := a.zone(r, "zone")
	return offer, zone, err
}

func (a *Admin) showRates(w http.ResponseWriter, r *http.Request, status int, offer shipping.Offer, zone shipping.Zone, rows int, form view.ShippingForm) error {
	m := view.RatesPage{
		Page:  a.Kit.AdminPage(r, "shipping", i18n.T(r.Context(), "freight.rates.title", "Service", offer.Name, "Zone", zone.Name)),
		Path:  "/admin/shipping/services/" + strconv.FormatInt(offer.ID, 10) + "/zones/" + strconv.FormatInt(zone.ID, 10),
		Offer: offer, Zone: zone, Rows: min(rows, shipping.MaxRates+blankRows), Form: form,
	}
	return a.Kit.Render(w, r, status, view.Rates(m), nil)
}

// ShippingFile answers GET /admin/shipping.csv: the whole table, as UploadShipping
// takes it back.
func (a *Admin) ShippingFile(w http.ResponseWriter, r *http.Request) error {
	table, err := a.Shipping.Table(r.Context())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	file := csv.NewWriter(&b)
	file.Comma = ';'                 // as spreadsheets in Brazil read it
	_ = file.Write(shipping.Columns) // Flush tells
	for _, rate := range table {
		_ = file.Write([]string{
			shipping.Cell(rate.Service), shipping.Cell(rate.Zone), strconv.Itoa(rate.MaxGrams), view.PriceText(rate.Price), strconv.Itoa(rate.DaysMin), strconv.Itoa(rate.DaysMax),
		})
	}
	file.Flush()
	if err := file.Error(); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="frete.csv"`)
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(b.Bytes()) // the client may have gone
	return nil
}

// UploadShipping answers POST /admin/shipping/upload: a file takes the place of
// the rates that it names, whole or not at all.
func (a *Admin) UploadShipping(w http.ResponseWriter, r *http.Request) error {
	values, err := web.FormUpTo(w, r, shipping.MaxFile+web.FormLimit)
	if err != nil {
		return err
	}
	ctx := r.Context()
	file, _, err := r.FormFile("table")
	if err != nil {
		return a.showShipping(w, r, http.StatusUnprocessableEntity, view.ShippingPage{Error: i18n.T(ctx, "freight.file.none")})
	}
	defer file.Close()
	lines, err := a.Shipping.Upload(ctx, a.Kit.Actor(r), shipping.UploadInput{File: file, Version: wholeNumber(values.Get("version"))})
	var bad *shipping.BadFile
	switch {
	case err == nil:
		a.Kit.Flash(r, "success", "freight.file.taken", "Count", lines)
		return a.Kit.SeeOther(w, r, "/admin/shipping")
	case errors.As(err, &bad):
		return a.showShipping(w, r, http.StatusUnprocessableEntity, view.ShippingPage{Error: a.Kit.Sentence(ctx, err), Problems: bad.Problems})
	case apperr.Is(err, apperr.Conflict):
		return a.showShipping(w, r, http.StatusConflict, view.ShippingPage{Error: a.Kit.Sentence(ctx, err)})
	}
	return err
}
