// Package handlers holds the one list of the store's addresses. Whatever is
// reachable is in routes.go, with who may reach it.
package handlers

import (
	"context"
	"net/http"
	"time"

	"tenaz/handlers/account"
	"tenaz/handlers/admin"
	"tenaz/handlers/hooks"
	"tenaz/handlers/shop"
	"tenaz/handlers/web"
	"tenaz/static"
)

// Deps are the groups of handlers and what the probes ask.
type Deps struct {
	Kit     *web.Kit
	Shop    *shop.Shop
	Account *account.Account
	Admin   *admin.Admin
	Hooks   *hooks.Hooks
	// Ready reports why the store cannot serve, nil if it can.
	Ready func(ctx context.Context) error
	// Extra are the addresses that only a development command adds.
	Extra []Extra
}

// Extra is an address from outside, public and never kept.
type Extra struct {
	Method  string
	Pattern string
	Handler web.Handler
}

// Sections is the back office's menu: the pages that exist, in order.
var Sections = []web.Section{
	{Key: "dashboard", Label: "web.admin.dashboard", Href: "/admin", Icon: "layout-dashboard", Permission: "dashboard"},

	{Key: "orders", Label: "web.admin.orders", Href: "/admin/orders", Icon: "package", Permission: "orders", Group: sales},
	{Key: "refunds", Label: "web.admin.refunds", Href: "/admin/refunds", Icon: "undo-2", Permission: "refunds", Group: sales},
	{Key: "shortages", Label: "web.admin.shortages", Href: "/admin/shortages", Icon: "package-open", Permission: "orders", Group: sales},
	{Key: "inventory", Label: "web.admin.inventory", Href: "/admin/inventory", Icon: "warehouse", Permission: "inventory", Group: sales},

	{Key: "customers", Label: "web.admin.customers", Href: "/admin/customers", Icon: "users", Permission: "customers", Group: people},
	{Key: "messages", Label: "web.admin.messages", Href: "/admin/messages", Icon: "circle-help", Permission: "customers", Group: people},
	{Key: "newsletters", Label: "web.admin.newsletters", Href: "/admin/newsletters", Icon: "bell", Permission: "promotions", Group: people},
	{Key: "mail", Label: "web.admin.mail", Href: "/admin/mail", Icon: "mail", Permission: "mail", Group: people},

	{Key: "settings", Label: "web.admin.settings", Href: "/admin/settings", Icon: "settings", Permission: "settings", Group: shopWork},
	{Key: "shipping", Label: "web.admin.shipping", Href: "/admin/shipping", Icon: "truck", Permission: "settings", Group: shopWork},
	{Key: "pages", Label: "web.admin.pages", Href: "/admin/pages", Icon: "file-text", Permission: "settings", Group: shopWork},

	{Key: "staff", Label: "web.admin.staff", Href: "/admin/staff", Icon: "shield-check", Permission: "staff", Group: control},
	{Key: "audit", Label: "web.admin.audit", Href: "/admin/audit", Icon: "history", Permission: "audit", Group: control},
	{Key: "access", Label: "web.admin.access", Href: "/admin/access", Icon: "globe", Permission: "access_record", Group: control},
	{Key: "jobs", Label: "web.admin.jobs", Href: "/admin/jobs", Icon: "refresh-cw", Permission: "settings", Group: control},
}

// The groups of the back office's menu, by their headings.
const (
	sales    = "web.admin.group.sales"
	people   = "web.admin.group.people"
	shopWork = "web.admin.group.shop"
	control  = "web.admin.group.control"
)

// Routes returns the store's handler and the list of its addresses. A route
// without a declared permission is an error: the store must not start with it.
func Routes(d Deps) (http.Handler, []Route, error) {
	t := newTable(d.Kit)

	machines := t.group(web.Options{Bare: true, Quiet: true, NoStore: true})
	machines.get("/healthz", web.Public, health)
	machines.get("/readyz", web.Public, ready(d.Ready))
	bare := t.group(web.Options{Bare: true})
	bare.get(static.Prefix+"*", web.Public, files())
	bare.get("/media/{key}", web.Public, d.Shop.Media)
	bare.get("/robots.txt", web.Public, d.Shop.Robots)
	bare.get("/sitemap.xml", web.Public, d.Shop.Sitemap)
	bare.get("/sitemap/{file}", web.Public, d.Shop.SitemapFile)

	front := t.group(web.Options{})
	front.get("/", web.Public, d.Shop.Home)
	front.get("/categories/{slug}", web.Public, d.Shop.Category)
	front.get("/products/{slug}", web.Public, d.Shop.Product)
	front.get("/search", web.Public, d.Shop.Search)
	front.post("/preferences", web.Public, d.Kit.Preferences)

	front.get("/p/{slug}", web.Public, d.Shop.Page)

	contact := t.group(web.Options{NoStore: true})
	contact.get("/contact", web.Public, d.Shop.Contact)
	contact.get("/contact/{protocol}", web.Public, d.Shop.ContactSent)
	// Many people share one address in Brazil.
	writing := t.group(web.Options{NoStore: true, Limit: 60, Window: time.Hour})
	writing.post("/contact", web.Public, d.Shop.SendContact)

	cart := t.group(web.Options{NoStore: true})
	cart.get("/cart", web.Public, d.Shop.ShowCart)
	cart.get("/cart.json", web.Public, d.Shop.CartJSON)
	cart.post("/cart/items", web.Public, d.Shop.AddToCart)
	cart.post("/cart/items/{id}", web.Public, d.Shop.SetCartItem)

	checkout := t.group(web.Options{NoStore: true})
	checkout.get("/checkout", web.Public, d.Shop.Checkout)
	checkout.post("/checkout", web.Public, d.Shop.SaveCheckout)
	checkout.post("/checkout/start", web.Public, d.Shop.StartCheckout)
	checkout.get("/checkout/shipping", web.Public, d.Shop.CheckoutShipping)
	checkout.post("/checkout/shipping", web.Public, d.Shop.SaveCheckoutShipping)
	checkout.get("/checkout/review", web.Public, d.Shop.CheckoutReview)
	checkout.post("/checkout/place", web.Public, d.Shop.Place)

	// Many people share one address in Brazil.
	lookup := t.group(web.Options{NoStore: true})
	lookup.get("/orders/lookup", web.Public, d.Shop.OrderLookup)
	asking := t.group(web.Options{NoStore: true, Limit: 60, Window: time.Hour})
	asking.post("/orders/lookup", web.Public, d.Shop.SendOrderLink)

	order := t.group(web.Options{NoStore: true, Secret: true})
	order.get("/orders/{token}", web.Public, d.Shop.Order)
	order.post("/orders/{token}/pay", web.Public, d.Shop.OrderPay)
	order.post("/orders/{token}/method", web.Public, d.Shop.OrderMethod)
	order.post("/orders/{token}/cancel", web.Public, d.Shop.OrderCancel)
	order.post("/orders/{token}/redo", web.Public, d.Shop.OrderRedo)
	order.get("/orders/{token}/claim", web.Public, d.Account.Claim)
	claims := t.group(web.Options{NoStore: true, Secret: true, Limit: 60, Window: time.Hour})
	claims.post("/orders/{token}/claim", web.Public, d.Account.ClaimPost)
	order.post("/orders/{token}/email", web.Public, d.Shop.OrderEmail)

	order.get("/orders/{token}/preferences", web.Public, d.Shop.OrderPreferences)
	order.post("/orders/{token}/preferences", web.Public, d.Shop.SaveOrderPreferences)
	order.get("/unsubscribe/{token}", web.Public, d.Shop.Preferences)
	// Mail programs send it, without cookies and from anywhere (RFC 8058).
	oneClick := t.group(web.Options{Bare: true, NoStore: true, Secret: true})
	oneClick.post("/unsubscribe/{token}", web.Public, d.Shop.Unsubscribe)

	rights := t.group(web.Options{NoStore: true})
	rights.get("/privacy/request", web.Public, d.Shop.DataRequest)
	rights.get("/privacy/request/sent", web.Public, d.Shop.DataLinkSent)
	rights.get("/privacy/erased", web.Public, d.Shop.Erased)
	askingLink := t.group(web.Options{NoStore: true, Limit: 60, Window: time.Hour})
	askingLink.post("/privacy/request", web.Public, d.Shop.SendDataLink)
	reader := t.group(web.Options{NoStore: true, Secret: true})
	reader.get("/privacy/data/{token}", web.Public, d.Shop.Data)
	reader.post("/privacy/data/{token}/export", web.Public, d.Shop.AskDataExport)
	reader.post("/privacy/data/{token}/exports/{id}", web.Public, d.Shop.DataFile)
	reader.get("/privacy/data/{token}/erase", web.Public, d.Shop.AskDataErasure)
	reader.post("/privacy/data/{token}/erase", web.Public, d.Shop.EraseData)

	person := t.group(web.Options{NoStore: true})
	// What staff see who see the shop as a customer; the rest is the customer's own.
	shown := t.group(web.Options{NoStore: true, Viewable: true})
	person.get(web.LoginPath, web.Public, d.Account.Login)
	person.post(web.LoginPath, web.Public, d.Account.LoginPost)
	person.post("/account/logout", web.Public, d.Account.Logout)
	person.get("/account/register", web.Public, d.Account.Register)
	person.post("/account/register", web.Public, d.Account.RegisterPost)
	person.get("/account/forgot", web.Public, d.Account.Forgot)
	person.post("/account/forgot", web.Public, d.Account.ForgotPost)
	person.get("/account/link", web.Public, d.Account.AskLink)
	person.post("/account/link", web.Public, d.Account.AskLinkPost)
	person.get("/account/mail", web.Public, d.Account.MailSent)
	person.get("/account/email", web.Login, d.Account.Email)
	person.post("/account/email", web.Login, d.Account.EmailPost)
	person.get("/account/password", web.Login, d.Account.Password)
	person.post("/account/password", web.Login, d.Account.PasswordPost)
	mailed := t.group(web.Options{NoStore: true, Secret: true})
	mailed.get("/account/verify/{token}", web.Public, d.Account.Verify)
	mailed.post("/account/verify/{token}", web.Public, d.Account.VerifyPost)
	mailed.get("/account/recover/{token}", web.Public, d.Account.Recover)
	mailed.post("/account/recover/{token}", web.Public, d.Account.RecoverPost)
	mailed.get("/account/link/{token}", web.Public, d.Account.Link)
	mailed.post("/account/link/{token}", web.Public, d.Account.LinkPost)
	mailed.get("/account/not-me/{token}", web.Public, d.Account.NotMe)
	mailed.post("/account/not-me/{token}", web.Public, d.Account.NotMePost)
	mailed.get("/account/invite/{token}", web.Public, d.Account.Invite)
	mailed.post("/account/invite/{token}", web.Public, d.Account.InvitePost)
	mailed.get("/account/email/{token}", web.Login, d.Account.EmailLink)
	mailed.post("/account/email/{token}", web.Login, d.Account.EmailLinkPost)
	person.get("/account/login/second", web.Public, d.Account.Second)
	// Many people share one address in Brazil; guesses are counted by account too.
	proving := t.group(web.Options{NoStore: true, Limit: 120, Window: time.Hour})
	proving.post("/account/login/second", web.Public, d.Account.SecondPost)
	proving.post("/account/login/second/options", web.Public, d.Account.SecondPasskey)
	proving.post("/account/login/passkey", web.Public, d.Account.LoginPasskeyPost)
	proving.post("/account/login/passkey/options", web.Public, d.Account.LoginPasskey)
	shown.get("/account", web.Login, d.Account.Overview)
	shown.get("/account/orders", web.Login, d.Account.OrderList)
	person.get("/account/privacy", web.Login, d.Account.PrivacyPage)
	person.post("/account/privacy", web.Login, d.Account.SavePrivacy)
	person.get("/account/privacy/erase", web.Login, d.Account.AskErasure)
	// A copy of everything, or its end, asks for a proof of a moment ago.
	data := t.group(web.Options{NoStore: true, StepUp: true})
	data.post("/account/privacy/export", web.Login, d.Account.AskExport)
	data.post("/account/privacy/exports/{id}", web.Login, d.Account.ExportFile)
	data.post("/account/privacy/erase", web.Login, d.Account.Erase)
	shown.get("/account/orders/{number}", web.Login, d.Shop.OwnOrder)
	shown.get("/account/profile", web.Login, d.Account.Profile)
	person.post("/account/profile", web.Login, d.Account.SaveProfile)
	shown.get("/account/addresses", web.Login, d.Account.AddressList)
	person.post("/account/addresses", web.Login, d.Account.AddAddress)
	person.get("/account/addresses/new", web.Login, d.Account.NewAddress)
	person.get("/account/addresses/{id}", web.Login, d.Account.EditAddress)
	person.post("/account/addresses/{id}", web.Login, d.Account.SaveAddress)
	person.post("/account/addresses/{id}/default", web.Login, d.Account.DefaultAddress)
	person.post("/account/addresses/{id}/delete", web.Login, d.Account.DeleteAddress)

	proof := t.group(web.Options{NoStore: true, Proof: true})
	proof.get(web.ConfirmPath, web.Login, d.Account.Confirm)
	proof.post(web.ConfirmPath, web.Login, d.Account.ConfirmPost)
	proof.post("/account/confirm/options", web.Login, d.Account.ConfirmPasskey)
	proof.get(web.EnrolPath, web.Login, d.Account.Security)
	factors := t.group(web.Options{NoStore: true, Proof: true, StepUp: true})
	factors.post("/account/security/totp/start", web.Login, d.Account.StartTOTP)
	factors.get("/account/security/totp", web.Login, d.Account.TOTP)
	factors.post("/account/security/totp", web.Login, d.Account.TOTPPost)
	factors.post("/account/security/totp/remove", web.Login, d.Account.RemoveTOTP)
	factors.post("/account/security/recovery", web.Login, d.Account.NewCodes)
	factors.post("/account/security/passkeys/options", web.Login, d.Account.AskNewPasskey)
	factors.post("/account/security/passkeys", web.Login, d.Account.AddPasskey)
	factors.post("/account/security/passkeys/{id}", web.Login, d.Account.RenamePasskey)
	factors.post("/account/security/passkeys/{id}/remove", web.Login, d.Account.RemovePasskey)
	factors.post("/account/security/logins/end", web.Login, d.Account.RevokeLogins)
	factors.post("/account/security/logins/{id}/end", web.Login, d.Account.RevokeLogin)

	staff := t.group(web.Options{NoStore: true})
	staff.get("/admin", web.AnyStaff, d.Kit.StaffHome("dashboard", d.Admin.Dashboard))
	staff.get("/admin/orders", "orders", d.Admin.OrderList)
	staff.get("/admin/orders/{number}", "orders", d.Admin.Order)
	staff.file("/admin/orders/slips", "orders", d.Admin.OrderSlips)
	staff.file("/admin/orders/{number}/slip", "orders", d.Admin.OrderSlip)
	staff.post("/admin/orders/{number}/ship", "orders", d.Admin.OrderShip)
	staff.post("/admin/orders/{number}/deliver", "orders", d.Admin.OrderDeliver)
	staff.post("/admin/orders/{number}/refund", "refunds", d.Admin.OrderRefund)
	staff.post("/admin/orders/{number}/cancel", "refunds", d.Admin.OrderCancel)
	staff.post("/admin/orders/{number}/correct", "orders", d.Admin.OrderCorrect)
	staff.post("/admin/orders/{number}/note", "orders", d.Admin.OrderNote)
	staff.post("/admin/orders/{number}/mail", "orders", d.Admin.OrderMail)
	staff.post("/admin/orders/{number}/resolve", "refunds", d.Admin.OrderResolve)
	staff.post("/admin/orders/{number}/backorder", "orders", d.Admin.OrderBackorder)
	staff.post("/admin/orders/{number}/short", "refunds", d.Admin.OrderShort)
	staff.get("/admin/shortages", "orders", d.Admin.Shortages)
	staff.get("/admin/payments", "orders", d.Admin.Unsettled)
	staff.post("/admin/payments/{attempt}", "orders", d.Admin.CheckPayment)
	staff.get("/admin/jobs", "settings", d.Admin.JobList)
	staff.post("/admin/jobs/{job}", "settings", d.Admin.RetryJob)
	staff.get("/admin/refunds", "refunds", d.Admin.RefundDesk)
	staff.post("/admin/refunds/{refund}", "refunds", d.Admin.RefundReturn)
	staff.get("/admin/inventory", "inventory", d.Admin.InventoryList)
	staff.get("/admin/inventory/{variant}", "inventory", d.Admin.Variant)
	staff.post("/admin/inventory/{variant}", "inventory", d.Admin.Adjust)
	staff.get("/admin/mail", "mail", d.Admin.MailLog)
	staff.get("/admin/messages", "customers", d.Admin.MessageList)
	staff.get("/admin/messages/{id}", "customers", d.Admin.Message)
	staff.post("/admin/messages/{id}", "customers", d.Admin.MarkMessage)
	staff.get("/admin/newsletters", "promotions", d.Admin.NewsletterList)
	staff.post("/admin/newsletters", "promotions", d.Admin.AddNewsletter)
	staff.get("/admin/newsletters/new", "promotions", d.Admin.NewNewsletter)
	staff.get("/admin/newsletters/{id}", "promotions", d.Admin.Newsletter)
	staff.post("/admin/newsletters/{id}", "promotions", d.Admin.SaveNewsletter)
	staff.post("/admin/newsletters/{id}/test", "promotions", d.Admin.TestNewsletter)
	staff.post("/admin/newsletters/{id}/send", "promotions", d.Admin.SendNewsletter)
	staff.post("/admin/newsletters/{id}/stop", "promotions", d.Admin.StopNewsletter)
	staff.get("/admin/pages", "settings", d.Admin.PageList)
	staff.get("/admin/pages/{slug}", "settings", d.Admin.EditPage)
	staff.post("/admin/pages/{slug}", "settings", d.Admin.SavePage)
	staff.get("/admin/staff", "staff", d.Admin.StaffList)
	staff.get("/admin/staff/{id}", "staff", d.Admin.Member)
	staff.get("/admin/roles", "staff", d.Admin.RoleList)
	staff.get("/admin/roles/new", "staff", d.Admin.NewRole)
	staff.get("/admin/roles/{id}", "staff", d.Admin.Role)
	staff.get("/admin/audit", "audit", d.Admin.AuditLog)
	staff.get("/admin/customers", "customers", d.Admin.CustomerList)
	staff.get("/admin/customers/{id}", "customers", d.Admin.Customer)
	staff.post("/admin/customers/{id}/document", "customers", d.Admin.CustomerDocument)
	staff.post("/admin/customers/{id}/note", "customers", d.Admin.CustomerNote)
	staff.post("/admin/customers/{id}/groups", "customers", d.Admin.CustomerGroups)
	staff.post("/admin/customers/{id}/verify", "customers", d.Admin.CustomerVerify)
	staff.post("/admin/customers/{id}/recover", "customers", d.Admin.CustomerRecover)
	staff.post("/admin/customers/{id}/block", "customers", d.Admin.CustomerBlock)
	staff.get("/admin/customers/guest/{number}", "customers", d.Admin.Customer)
	staff.post("/admin/customers/guest/{number}/document", "customers", d.Admin.CustomerDocument)
	staff.post("/admin/customers/guest/{number}/note", "customers", d.Admin.CustomerNote)
	staff.post("/admin/customers/guest/{number}/groups", "customers", d.Admin.CustomerGroups)
	staff.post("/admin/customers/{id}/view", "customers", d.Admin.ViewAs)
	staff.post(web.ViewEndPath, web.AnyStaff, d.Admin.ViewEnd)
	// Who works here and what leaves the store asks for a proof of a moment ago.
	grave := t.group(web.Options{NoStore: true, StepUp: true})
	grave.post("/admin/customers/{id}/data", "customers", d.Admin.CustomerData)
	grave.post("/admin/customers/guest/{number}/data", "customers", d.Admin.CustomerData)
	grave.post("/admin/staff/invitations", "staff", d.Admin.Invite)
	grave.post("/admin/staff/invitations/{id}", "staff", d.Admin.ChangeInvitation)
	grave.post("/admin/staff/{id}/role", "staff", d.Admin.MemberRole)
	grave.post("/admin/staff/{id}/state", "staff", d.Admin.MemberState)
	grave.post("/admin/staff/{id}/logins", "staff", d.Admin.MemberLogins)
	grave.post("/admin/staff/{id}/factors", "staff", d.Admin.MemberFactors)
	grave.post("/admin/roles", "staff", d.Admin.CreateRole)
	grave.post("/admin/roles/{id}", "staff", d.Admin.SaveRole)
	grave.post("/admin/roles/{id}/delete", "staff", d.Admin.DeleteRole)
	grave.post("/admin/audit/export", "audit", d.Admin.AuditExport)
	staff.get("/admin/shipping", "settings", d.Admin.ShippingList)
	staff.get("/admin/shipping.csv", "settings", d.Admin.ShippingFile)
	staff.post("/admin/shipping/upload", "settings", d.Admin.UploadShipping)
	staff.get("/admin/shipping/services/{id}", "settings", d.Admin.ShippingOffer)
	staff.post("/admin/shipping/services/{id}", "settings", d.Admin.SaveShippingOffer)
	staff.get("/admin/shipping/services/{id}/zones/{zone}", "settings", d.Admin.ShippingRates)
	staff.post("/admin/shipping/services/{id}/zones/{zone}", "settings", d.Admin.SaveShippingRates)
	staff.get("/admin/shipping/zones/new", "settings", d.Admin.NewShippingZone)
	staff.post("/admin/shipping/zones/new", "settings", d.Admin.AddShippingZone)
	staff.get("/admin/shipping/zones/{id}", "settings", d.Admin.ShippingZone)
	staff.post("/admin/shipping/zones/{id}", "settings", d.Admin.SaveShippingZone)
	staff.get("/admin/access", "access_record", d.Admin.AccessLookup)
	grave.get("/admin/access.csv", "access_record", d.Admin.AccessFile)
	staff.get("/admin/settings", "settings", d.Admin.SettingsForm)
	staff.post("/admin/settings", "settings", d.Admin.SaveSettings)

	outside := t.group(web.Options{Bare: true, NoStore: true})
	outside.post("/webhooks/stripe", web.Public, d.Hooks.Stripe)

	extra := t.group(web.Options{NoStore: true})
	for _, e := range d.Extra {
		extra.add(e.Method, e.Pattern, web.Public, e.Handler)
	}
	return t.handler()
}
