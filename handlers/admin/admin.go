// Package admin answers the back office. The routes have checked the permission;
// handlers read, show, and hand what staff do to the domains.
package admin

import (
	"net/http"
	"net/url"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/analytics"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/inventory"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	domain "tenaz/internal/pages"
	"tenaz/internal/payments"
	"tenaz/internal/privacy"
	"tenaz/internal/queue"
	"tenaz/internal/settings"
	"tenaz/internal/shipping"
	"tenaz/internal/support"
)

// Deps are what the back office needs.
type Deps struct {
	Kit       *web.Kit
	Access    *privacy.AccessRecord
	Clock     clock.Clock
	Accounts  *accounts.Service
	Analytics *analytics.Service
	Audit     *audit.Service
	Inventory *inventory.Service
	Mail      *mail.Service
	Orders    *orders.Service
	Pages     *domain.Service
	Payments  *payments.Service
	Queue     *queue.Service
	Privacy   *privacy.Service
	Rights    *privacy.Rights
	Settings  *settings.Service
	Shipping  *shipping.Service
	Support   *support.Service
}

// Admin holds the handlers.
type Admin struct{ Deps }

// New returns the handlers.
func New(d Deps) *Admin { return &Admin{d} }

// pageOf reads ?page=; what is not a page from 1 on is NotFound.
func pageOf(r *http.Request) (int, error) {
	text := r.URL.Query().Get("page")
	if text == "" {
		return 1, nil
	}
	page, err := strconv.Atoi(text)
	if err != nil || page < 1 || page > 1_000_000 {
		return 0, apperr.New(apperr.NotFound, "")
	}
	return page, nil
}

// address joins a path with those values that are not empty, given as name and
// value in turn.
func address(path string, pairs ...string) string {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// pages returns the address of each page of a list.
func pages(path string, pairs ...string) func(page int) string {
	return func(page int) string {
		text := strconv.Itoa(page)
		if page == 1 {
			text = ""
		}
		return address(path, append([]string{"page", text}, pairs...)...)
	}
}
