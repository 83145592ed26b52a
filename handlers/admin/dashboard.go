package admin

import (
	"net/http"

	"tenaz/internal/i18n"
	view "tenaz/views/admin"
)

// Dashboard answers GET /admin: the last 30 days against the 30 before, and what
// waits.
func (a *Admin) Dashboard(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	figures, err := a.Analytics.Dashboard(ctx, a.Clock.Now())
	if err != nil {
		return err
	}
	m := view.DashboardPage{Page: a.Kit.AdminPage(r, "dashboard", i18n.T(ctx, "admin.dashboard.title")), Figures: figures}
	if a.Kit.Actor(r).Can("settings") {
		if m.Checklist, err = a.checklist(ctx); err != nil {
			return err
		}
	}
	if m.Attention, err = a.attention(r); err != nil {
		return err
	}
	if m.Chart, m.ChartNarrow, err = view.SalesCharts(ctx, figures.Days); err != nil {
		return err
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Dashboard(m), nil)
}
