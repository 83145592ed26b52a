package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/orders"
	view "tenaz/views/admin"
)

// may reports whether who asks holds a permission.
func (a *Admin) may(r *http.Request, permission string) bool {
	user := a.Kit.User(r)
	return user != nil && slices.Contains(user.Permissions, permission)
}

// seen is the order that a form is about, and the version that staff saw.
type seen struct {
	number  int64
	version int
}

// orderAction answers the POST of a form of an order's page: done leads back to
// the page with a sentence, a rejected form shows the order as it is now with
// what was typed, in the place that put names.
func (a *Admin) orderAction(w http.ResponseWriter, r *http.Request, done string, put func(*view.OrderForms, view.Form), act func(seen, url.Values) error) error {
	number, err := web.PathID(r, "number")
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(values.Get("version"))
	if err != nil {
		return apperr.Wrap(apperr.Invalid, err, "error.form")
	}
	err = act(seen{number, version}, values)
	form, status, rejected := a.rejected(r, values, err)
	switch {
	case rejected:
		var forms view.OrderForms
		put(&forms, form)
		return a.showOrder(w, r, status, number, forms)
	case err != nil:
		return err
	}
	a.Kit.Flash(r, "success", done)
	return a.Kit.SeeOther(w, r, "/admin/orders/"+strconv.FormatInt(number, 10))
}

// rejected turns an error that staff can do something about into the form with
// what was typed.
func (a *Admin) rejected(r *http.Request, values url.Values, err error) (view.Form, int, bool) {
	form := view.Form{Values: map[string]string{}}
	for name := range values {
		form.Values[name] = values.Get(name)
	}
	switch kind := apperr.KindOf(err); {
	case err == nil:
		return form, 0, false
	case kind == apperr.Invalid:
		form.Fields, form.Error = a.Kit.Fields(r.Context(), err), a.Kit.Sentence(r.Context(), err)
		return form, http.StatusUnprocessableEntity, true
	case kind == apperr.Conflict:
		form.Error = a.Kit.Sentence(r.Context(), err)
		return form, http.StatusConflict, true
	case kind == apperr.Forbidden:
		a.Kit.Refusal(r)
		form.Error = a.Kit.Sentence(r.Context(), err)
		return form, http.StatusForbidden, true
	case kind == apperr.Unavailable:
		form.Error = a.Kit.Sentence(r.Context(), err)
		return form, http.StatusServiceUnavailable, true
	}
	return form, 0, false
}

// OrderCorrect answers POST /admin/orders/{number}/correct: recipient, address,
// phone and e-mail are mended before dispatch.
func (a *Admin) OrderCorrect(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.OrderForms, form view.Form) { forms.Correct = form }
	return a.orderAction(w, r, "admin.correct.done", put, func(s seen, values url.Values) error {
		return a.Orders.Correct(r.Context(), a.Kit.Actor(r), orders.CorrectInput{
			Number: s.number, Version: s.version, Email: values.Get("email"), Phone: values.Get("phone"),
			Recipient: values.Get("recipient"), PostalCode: values.Get("postal_code"), Street: values.Get("street"),
			NumberInStreet: values.Get("number"), Complement: values.Get("complement"), District: values.Get("district"),
			City: values.Get("city"), UF: values.Get("state"),
		})
	})
}

// OrderNote answers POST /admin/orders/{number}/note: a note for staff, or one
// that the customer sees.
func (a *Admin) OrderNote(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.OrderForms, form view.Form) { forms.Note = form }
	return a.orderAction(w, r, "admin.note.done", put, func(s seen, values url.Values) error {
		return a.Orders.AddNote(r.Context(), a.Kit.Actor(r), orders.NoteInput{
			Number: s.number, Version: s.version, Body: values.Get("note"), Visible: values.Get("visible") != "",
		})
	})
}

// OrderMail answers POST /admin/orders/{number}/mail: a mail of the order is sent
// once more.
func (a *Admin) OrderMail(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.OrderForms, form view.Form) { forms.Mail = form }
	return a.orderAction(w, r, "admin.mail.again.done", put, func(s seen, values url.Values) error {
		order, err := a.Orders.ByNumber(r.Context(), s.number)
		if err != nil {
			return err
		}
		mails, err := a.Mail.OfOrder(r.Context(), order.ID)
		if err != nil {
			return err
		}
		for _, e := range mails {
			if strconv.FormatInt(e.ID, 10) == values.Get("mail") {
				return a.Orders.MailAgain(r.Context(), a.Kit.Actor(r), orders.AgainInput{Number: s.number, Version: s.version, Kind: e.Kind, Key: e.Key})
			}
		}
		return apperr.New(apperr.NotFound, "")
	})
}
