package app

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"github.com/alexedwards/scs/pgxstore"

	"tenaz/handlers"
	"tenaz/handlers/account"
	"tenaz/handlers/admin"
	"tenaz/handlers/hooks"
	"tenaz/handlers/shop"
	"tenaz/handlers/web"
	"tenaz/internal/actor"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	"tenaz/internal/ratelimit"
	"tenaz/internal/settings"
	"tenaz/views/layout"
)

// sessionSweep is how often sessions that have ended are deleted.
const sessionSweep = 30 * time.Minute

// wireWeb builds the kit, the handlers and the routes.
func (a *App) wireWeb() error {
	sweep := time.Duration(0)
	if a.options.Jobs {
		sweep = sessionSweep
	}
	base := a.Config.BaseURL
	d := web.Deps{
		Logger:          a.Logger,
		Sessions:        pgxstore.NewWithCleanupInterval(a.Pool, sweep),
		BaseURL:         &base,
		TrustedProxies:  a.Config.TrustedProxies,
		PaymentOrigins:  a.Config.PaymentPageOrigins,
		Sections:        handlers.Sections,
		Dev:             a.options.Dev,
		StaffByPassword: a.options.StaffByPassword,
		Categories:      a.categories,
		Shop:            a.shop,
		Footer:          footer,
		UserByLogin:     a.userByLogin,
		Customer:        a.customer,
		Refused:         a.refused,
		Unreachable:     db.Unreachable,
		Record:          a.record,
		Allow: func(ctx context.Context, key string, limit int, window time.Duration) (bool, time.Duration, error) {
			return ratelimit.Allow(ctx, a.Pool, key, limit, window, a.Clock.Now())
		},
	}
	if a.Config.MetricsAddr != "" {
		a.metrics = newMetrics(a.Pool)
		d.Observe = a.metrics.observe
	}
	kit, err := web.New(d)
	if err != nil {
		return err
	}
	a.Kit = kit
	a.handler, a.routes, err = handlers.Routes(handlers.Deps{
		Kit: kit,
		Shop: shop.New(shop.Deps{
			Kit: kit, Accounts: a.Accounts, Clock: a.Clock, Blobs: a.Blobs, Settings: a.Settings, Catalog: a.Catalog, CEP: a.CEP, Cart: a.Cart,
			Shipping: a.Shipping, Orders: a.Orders, Privacy: a.Privacy, Rights: a.Rights, Pages: a.Pages, Payments: a.Payments, Support: a.Support,
		}),
		Account: account.New(account.Deps{Kit: kit, Accounts: a.Accounts, CEP: a.CEP, Orders: a.Orders, Privacy: a.Privacy, Rights: a.Rights, Shop: a.tradeName}),
		Admin: admin.New(admin.Deps{
			Kit: kit, Access: a.Access, Clock: a.Clock, Accounts: a.Accounts, Analytics: a.Analytics, Audit: a.Audit, Inventory: a.Inventory,
			Mail: a.Mail, Orders: a.Orders, Rights: a.Rights, Privacy: a.Privacy, Pages: a.Pages, Payments: a.Payments, Queue: a.Queue,
			Settings: a.Settings, Shipping: a.Shipping, Support: a.Support,
		}),
		Hooks: hooks.New(hooks.Deps{Kit: kit, Payments: a.Payments}),
		Ready: a.Ready,
		Extra: a.options.Extra,
	})
	return err
}

// record hands a request to the access record.
func (a *App) record(h web.Hit) {
	a.recorder.Add(privacy.Access{At: h.At, Address: h.Address, Port: h.Port, Method: h.Method, Route: h.Route, UserID: h.UserID})
}

func (a *App) categories(ctx context.Context) ([]layout.NavCategory, error) {
	categories, err := a.Catalog.Categories(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]layout.NavCategory, len(categories))
	for i, c := range categories {
		list[i] = layout.NavCategory{Name: c.Name, Slug: c.Slug, Tint: c.Tint}
	}
	return list, nil
}

func (a *App) shop(ctx context.Context) (layout.ShopInfo, error) {
	s, err := a.Settings.Get(ctx)
	if err != nil {
		return layout.ShopInfo{}, err
	}
	return layout.ShopInfo{
		TradeName: s.Shop.TradeName, LegalName: s.Shop.LegalName, CNPJ: s.Shop.CNPJ, Address: s.Shop.Address,
		StateRegistration: s.Shop.StateRegistration, Email: s.Shop.Email, Phone: s.Shop.Phone, WhatsApp: s.Shop.WhatsApp,
		Hours: s.Shop.Hours, Payments: methods(ctx, s.Payment),
	}, nil
}

// methods names the ways to pay that are open, as the footer lists them.
func methods(ctx context.Context, p settings.Payment) []string {
	var names []string
	for _, m := range []struct {
		open bool
		name string
	}{{p.Pix, "pix"}, {p.Card, "card"}, {p.Boleto, "boleto"}} {
		if m.open {
			names = append(names, i18n.T(ctx, "checkout.method."+m.name))
		}
	}
	return names
}

// tradeName is how apps and devices call the store; they need some name.
func (a *App) tradeName(ctx context.Context) (string, error) {
	s, err := a.Settings.Get(ctx)
	return cmp.Or(s.Shop.TradeName, a.Config.BaseURL.Hostname()), err
}

func (a *App) userByLogin(ctx context.Context, id int64) (*web.User, error) {
	user, err := a.Accounts.ByLogin(ctx, id)
	if err != nil {
		return nil, err
	}
	return &web.User{
		ID: user.ID, Name: user.Name, Email: user.Email, Permissions: user.Permissions, RefundLimit: user.RefundLimit, Staff: user.Staff,
		LoginID: id, Verified: user.Verified, SecondFactor: user.SecondFactor, Proven: user.Proven, Fresh: user.Fresh,
	}, nil
}

// customer is who staff may see the shop as.
func (a *App) customer(ctx context.Context, userID int64) (*web.User, error) {
	user, err := a.Accounts.Shopper(ctx, userID)
	if err != nil {
		return nil, err
	}
	return &web.User{ID: user.ID, Name: user.Name, Email: user.Email, Verified: user.Verified}, nil
}

// refusedPerHour bounds how much of the log one person can fill by asking for
// what the role does not give.
const refusedPerHour = 60

// refused records that a member of staff asked for what the role does not give.
func (a *App) refused(ctx context.Context, by actor.Actor, method, route string) {
	now := a.Clock.Now()
	ok, _, err := ratelimit.Allow(ctx, a.Pool, "refused "+strconv.FormatInt(by.ID, 10), refusedPerHour, time.Hour, now)
	if err == nil && ok {
		err = a.Audit.Record(ctx, by, audit.Entry{
			Action: "access.refused", SubjectKind: "user", SubjectID: by.ID, After: map[string]string{"method": method, "route": route},
		})
	}
	if err != nil {
		a.Logger.ErrorContext(ctx, "refusal not recorded", "error", err.Error())
	}
}

// footer links to the pages that exist.
func footer(ctx context.Context) []layout.LinkGroup {
	texts := func(slugs ...string) []layout.Link {
		links := make([]layout.Link, len(slugs))
		for i, slug := range slugs {
			links[i] = layout.Link{Label: i18n.T(ctx, "pages."+slug), Href: "/p/" + slug}
		}
		return links
	}
	return []layout.LinkGroup{{
		Title: i18n.T(ctx, "web.footer.help"), Links: append(texts("entrega", "trocas-e-devolucoes", "garantia", "contato"),
			layout.Link{Label: i18n.T(ctx, "support.title"), Href: "/contact"}),
	}, {
		Title: i18n.T(ctx, "web.footer.shop"), Links: texts("quem-somos", "termos", "privacidade", "acessibilidade"),
	}, {
		Title: i18n.T(ctx, "web.footer.account"),
		Links: []layout.Link{
			{Label: i18n.T(ctx, "web.footer.orders"), Href: "/account/orders"},
			{Label: i18n.T(ctx, "web.footer.lookup"), Href: "/orders/lookup"},
			{Label: i18n.T(ctx, "web.footer.cart"), Href: "/cart"},
			{Label: i18n.T(ctx, "privacy.request.title"), Href: "/privacy/request"},
		},
	}}
}
