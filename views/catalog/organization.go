package catalog

import (
	"tenaz/static"
	"tenaz/views/layout"
)

// Organization is who sells, as machines read it (schema.org's Organization).
// What the settings do not say is left out. url makes a path absolute.
func Organization(shop layout.ShopInfo, url func(path string) string) map[string]any {
	data := map[string]any{
		"@context": "https://schema.org", "@type": "Organization", "name": shop.TradeName,
		"url": url("/"), "logo": url(static.URL("img/icon-512.png")),
	}
	for name, value := range map[string]string{
		"legalName": shop.LegalName, "taxID": shop.CNPJ, "address": shop.Address, "email": shop.Email, "telephone": shop.Phone,
	} {
		if value != "" {
			data[name] = value
		}
	}
	return data
}
