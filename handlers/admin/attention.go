package admin

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	view "tenaz/views/admin"
)

// attention is what waits for somebody, as far as who asks may mend it.
func (a *Admin) attention(r *http.Request) (view.Attention, error) {
	ctx := r.Context()
	current, err := a.Settings.Get(ctx)
	if err != nil {
		return view.Attention{}, err
	}
	waits, err := a.Analytics.Attention(ctx, a.Clock.Now(), current.Attention.UnshippedDays)
	return view.Attention{Waits: waits, May: func(permission string) bool { return a.may(r, permission) }}, err
}

// Shortages answers GET /admin/shortages: the paid orders that stock does not
// cover.
func (a *Admin) Shortages(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	owed, err := a.Inventory.Owed(ctx)
	if err != nil {
		return err
	}
	m := view.ShortagesPage{
		Page: a.Kit.AdminPage(r, "shortages", i18n.T(ctx, "admin.shortages.title")), Owed: owed,
		MayRefund: a.may(r, "refunds"), MayStock: a.may(r, "inventory"),
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Shortages(m), nil)
}

// Unsettled answers GET /admin/payments: the attempts to pay that should have
// ended.
func (a *Admin) Unsettled(w http.ResponseWriter, r *http.Request) error {
	return a.showUnsettled(w, r, http.StatusOK, "")
}

func (a *Admin) showUnsettled(w http.ResponseWriter, r *http.Request, status int, refused string) error {
	ctx := r.Context()
	list, err := a.Analytics.Overdue(ctx, a.Clock.Now())
	if err != nil {
		return err
	}
	m := view.UnsettledPage{Page: a.Kit.AdminPage(r, "orders", i18n.T(ctx, "admin.payments.title")), List: list, Refused: refused}
	return a.Kit.Render(w, r, status, view.Unsettled(m), nil)
}

// CheckPayment answers POST /admin/payments/{attempt}: Stripe is asked what became
// of an attempt to pay.
func (a *Admin) CheckPayment(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "attempt")
	if err != nil {
		return err
	}
	ctx := r.Context()
	attempt, err := a.Orders.Check(ctx, a.Kit.Actor(r), id)
	if apperr.Is(err, apperr.Unavailable) {
		return a.showUnsettled(w, r, http.StatusServiceUnavailable, a.Kit.Sentence(ctx, err))
	}
	if err != nil {
		return err
	}
	tone, text := "success", "admin.payments.checked"
	if attempt.Live() {
		tone, text = "info", "admin.payments.still"
	}
	a.Kit.Flash(r, tone, text)
	return a.Kit.SeeOther(w, r, "/admin/payments")
}

// JobList answers GET /admin/jobs: the work that failed.
func (a *Admin) JobList(w http.ResponseWriter, r *http.Request) error {
	return a.showJobs(w, r, http.StatusOK, "")
}

func (a *Admin) showJobs(w http.ResponseWriter, r *http.Request, status int, refused string) error {
	ctx := r.Context()
	list, err := a.Analytics.FailedJobs(ctx)
	if err != nil {
		return err
	}
	m := view.JobsPage{Page: a.Kit.AdminPage(r, "jobs", i18n.T(ctx, "admin.jobs.title")), Jobs: list, Refused: refused}
	return a.Kit.Render(w, r, status, view.Jobs(m), nil)
}

// RetryJob answers POST /admin/jobs/{job}: work that failed is tried again now.
func (a *Admin) RetryJob(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "job")
	if err != nil {
		return err
	}
	if err := a.Queue.Retry(r.Context(), a.Kit.Actor(r), id); apperr.Is(err, apperr.Conflict) {
		return a.showJobs(w, r, http.StatusConflict, a.Kit.Sentence(r.Context(), err))
	} else if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "admin.jobs.retried")
	return a.Kit.SeeOther(w, r, "/admin/jobs")
}
