package admin

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/shipping"
	view "tenaz/views/admin"
)

// ShippingList answers GET /admin/shipping: services, zones, and the table as a
// file.
func (a *Admin) ShippingList(w http.ResponseWriter, r *http.Request) error {
	return a.showShipping(w, r, http.StatusOK, view.ShippingPage{})
}

func (a *Admin) showShipping(w http.ResponseWriter, r *http.Request, status int, m view.ShippingPage) (err error) {
	ctx := r.Context()
	if m.Offers, err = a.Shipping.Offers(ctx); err != nil {
		return err
	}
	if m.Zones, err = a.Shipping.Zones(ctx); err != nil {
		return err
	}
	m.Page = a.Kit.AdminPage(r, "shipping", i18n.T(ctx, "freight.title"))
	return a.Kit.Render(w, r, status, view.Shipping(m), nil)
}

// ShippingOffer answers GET /admin/shipping/services/{id}.
func (a *Admin) ShippingOffer(w http.ResponseWriter, r *http.Request) error {
	offer, err := a.offer(r)
	if err != nil {
		return err
	}
	return a.showOffer(w, r, http.StatusOK, offer, view.ShippingForm{Version: strconv.Itoa(offer.Version), Values: offerValues(offer)})
}

// SaveShippingOffer answers POST /admin/shipping/services/{id}.
func (a *Admin) SaveShippingOffer(w http.ResponseWriter, r *http.Request) error {
	offer, err := a.offer(r)
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	form := typedShipping(values, append([]string{"active"}, view.OfferFields...))
	in := shipping.OfferInput{
		ID: offer.ID, Version: wholeNumber(form.Version), Name: values.Get("name"), Carrier: values.Get("carrier"),
		TrackingURL: values.Get("tracking_url"), CubicDivisor: wholeNumber(values.Get("cubic_divisor")),
		Position: wholeNumber(values.Get("position")), Active: values.Has("active"),
	}
	status, err := a.refusedForm(ctx, &form, a.Shipping.SaveOffer(ctx, a.Kit.Actor(r), in))
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
		form.Version, form.Saved = strconv.Itoa(offer.Version), view.OfferFacts(ctx, offer)
	}
	return a.showOffer(w, r, status, offer, form)
}

func (a *Admin) offer(r *http.Request) (shipping.Offer, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return shipping.Offer{}, err
	}
	return a.Shipping.Offer(r.Context(), id)
}

func (a *Admin) showOffer(w http.ResponseWriter, r *http.Request, status int, offer shipping.Offer, form view.ShippingForm) error {
	ctx := r.Context()
	m := view.OfferPage{Page: a.Kit.AdminPage(r, "shipping", offer.Name), Offer: offer, Form: form, Bands: map[int64]int{}}
	var err error
	if m.Zones, err = a.Shipping.Zones(ctx); err != nil {
		return err
	}
	table, err := a.Shipping.Table(ctx)
	if err != nil {
		return err
	}
	ids := map[string]int64{}
	for _, z := range m.Zones {
		ids[z.Name] = z.ID
	}
	for _, rate := range table {
		if rate.Service == offer.Code {
			m.Bands[ids[rate.Zone]]++
		}
	}
	return a.Kit.Render(w, r, status, view.Offer(m), nil)
}

func offerValues(o shipping.Offer) map[string]string {
	values := map[string]string{
		"name": o.Name, "carrier": o.Carrier, "tracking_url": o.TrackingURL,
		"cubic_divisor": strconv.Itoa(o.CubicDivisor), "position": strconv.Itoa(o.Position),
	}
	if o.Active {
		values["active"] = "1"
	}
	return values
}

// typedShipping is a form as it was typed.
func typedShipping(values url.Values, names []string) view.ShippingForm {
	form := view.ShippingForm{Version: values.Get("version"), Values: map[string]string{}}
	for _, name := range names {
		form.Values[name] = values.Get(name)
	}
	return form
}

// wholeNumber is -1 for what is none, which no field takes.
func wholeNumber(typed string) int {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil {
		return -1
	}
	return n
}

// refusedForm writes into a form why it was not saved, and returns the status of
// its answer: 0 if it was saved.
func (a *Admin) refusedForm(ctx context.Context, form *view.ShippingForm, err error) (int, error) {
	switch {
	case err == nil:
		return 0, nil
	case apperr.Is(err, apperr.Invalid):
		if form.Fields = a.Kit.Fields(ctx, err); len(form.Fields) == 0 {
			form.Error = a.Kit.Sentence(ctx, err)
		}
		return http.StatusUnprocessableEntity, nil
	case apperr.Is(err, apperr.Conflict):
		form.Error = a.Kit.Sentence(ctx, err)
		return http.StatusConflict, nil
	}
	return 0, err
}

// NewShippingZone answers GET /admin/shipping/zones/new.
func (a *Admin) NewShippingZone(w http.ResponseWriter, r *http.Request) error {
	return a.showZone(w, r, http.StatusOK, shipping.Zone{}, view.ShippingForm{Version: "0"})
}

// ShippingZone answers GET /admin/shipping/zones/{id}.
func (a *Admin) ShippingZone(w http.ResponseWriter, r *http.Request) error {
	zone, err := a.zone(r, "id")
	if err != nil {
		return err
	}
	return a.showZone(w, r, http.StatusOK, zone, view.ShippingForm{
		Version: strconv.Itoa(zone.Version), Values: map[string]string{"name": zone.Name, "ranges": view.RangesText(zone)},
	})
}

// AddShippingZone answers POST /admin/shipping/zones/new.
func (a *Admin) AddShippingZone(w http.ResponseWriter, r *http.Request) error {
	return a.saveZone(w, r, shipping.Zone{})
}

// SaveShippingZone answers POST /admin/shipping/zones/{id}.
func (a *Admin) SaveShippingZone(w http.ResponseWriter, r *http.Request) error {
	zone, err := a.zone(r, "id")
	if err != nil {
		return err
	}
	return a.saveZone(w, r, zone)
}

func (a *Admin) saveZone(w http.ResponseWriter, r *http.Request, zone shipping.Zone) error {
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	form := typedShipping(values, view.ZoneFields)
	_, saved := a.Shipping.SaveZone(ctx, a.Kit.Actor(r), shipping.ZoneInput{
		ID: zone.ID, Version: wholeNumber(form.Version), Name: values.Get("name"), Ranges: values.Get("ranges"),
	})
	status, err := a.refusedForm(ctx, &form, saved)
	switch {
	case err != nil:
		return err
	case status == 0:
		a.Kit.Flash(r, "success", "freight.saved")
		return a.Kit.SeeOther(w, r, "/admin/shipping")
	case status == http.StatusConflict:
		if zone, err = a.Shipping.Zone(ctx, zone.ID); err != nil {
			return err
		}
		form.Version, form.Saved = strconv.Itoa(zone.Version), view.ZoneFacts(ctx, zone)
	}
	return a.showZone(w, r, status, zone, form)
}

func (a *Admin) zone(r *http.Request, name string) (shipping.Zone, error) {
	id, err := web.PathID(r, name)
	if err != nil {
		return shipping.Zone{}, err
	}
	return a.Shipping.Zone(r.Context(), id)
}

func (a *Admin) showZone(w http.ResponseWriter, r *http.Request, status int, zone shipping.Zone, form view.ShippingForm) error {
	title, path := zone.Name, "/admin/shipping/zones/"+strconv.FormatInt(zone.ID, 10)
	if zone.ID == 0 {
		title, path = i18n.T(r.Context(), "freight.zone.new"), "/admin/shipping/zones/new"
	}
	m := view.ZonePage{Page: a.Kit.AdminPage(r, "shipping", title), Path: path, Zone: zone, Form: form}
	return a.Kit.Render(w, r, status, view.ShippingZone(m), nil)
}
