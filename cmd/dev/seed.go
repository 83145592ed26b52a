package main

import (
	"context"
	"fmt"
	"net/url"
	"os"

	"tenaz/cmd/dev/demoshop"
	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/config"
	"tenaz/internal/contact"
	"tenaz/internal/jobs"
	"tenaz/internal/settings"
)

// The demo logins, which exist nowhere else.
const (
	demoOwner    = "dono@tenaz.test"
	demoShopper  = "maria@tenaz.test"
	demoPassword = "tenaz-demo-2026"
)

// config is the store's configuration as the environment of a real one would
// give it.
func (s *shop) config() (config.Config, error) {
	o := s.options
	base, err := url.Parse(o.storeURL())
	if err != nil {
		return config.Config{}, err
	}
	return config.Config{
		MaxUnpaidOrders: 3, MaxOrdersPerAddress: 600, // as in production
		DatabaseURL: config.Secret(s.database.url), MigrateDatabaseURL: config.Secret(s.database.url),
		Port: o.port, BaseURL: *base, SecretKey: []config.Secret{config.Secret(o.secrets.SecretKey)},
		StripeSecretKey:     config.Secret(o.secrets.StripeKey),
		StripeWebhookSecret: []config.Secret{config.Secret(o.secrets.WebhookSecret)},
		StripeAPIBase:       o.sandboxURL(), PaymentPageOrigins: []string{o.sandboxURL()},
		SMTPURL: config.Secret(s.sink.URL()), MailFrom: "Tenaz Tech <pedidos@tenaz.test>",
		BlobURL: o.blobURL(), DataDir: o.dataDir,
	}, nil
}

// seed fills an empty shop: products and pictures, the demo logins, the settings
// and the past orders.
func (s *shop) seed(ctx context.Context) error {
	empty, err := isEmpty(ctx, s.app.Pool)
	if err != nil || !empty {
		return err
	}
	fmt.Fprintln(os.Stderr, "Filling the demo shop …")
	by := actor.Store("demo")
	if err := s.seedSettings(ctx, by); err != nil {
		return err
	}
	owner, shopper, err := s.seedLogins(ctx, by)
	if err != nil {
		return err
	}
	products, err := demoshop.Load()
	if err != nil {
		return err
	}
	orders := demoshop.PastOrders(products, s.clock.Now())
	s.clock.set(orders[0].PlacedAt.AddDate(0, 0, -30))
	defer s.clock.release()
	if err := seedCatalog(ctx, s.app, by, products, demoshop.Opening(products, orders)); err != nil {
		return err
	}
	past := &past{
		app: s.app, sandbox: s.sandbox, clock: s.clock, skus: map[string]int64{},
		mails: jobs.Mails{Deps: jobs.Deps{
			Orders: s.app.Orders, Payments: s.app.Payments, Shipping: s.app.Shipping, Mail: s.app.Mail, Settings: s.app.Settings,
		}},
		shopper: shopper,
		staff:   actor.Actor{Kind: actor.Staff, ID: owner.ID, Name: owner.Name, Permissions: owner.Permissions},
	}
	if err := past.learnSKUs(ctx); err != nil {
		return err
	}
	if err := past.replay(ctx, orders); err != nil {
		return err
	}
	if s.database.cluster == nil {
		return nil
	}
	return os.WriteFile(s.options.filledMark(), nil, 0o600)
}

func (s *shop) seedSettings(ctx context.Context, by actor.Actor) error {
	current, err := s.app.Settings.Get(ctx)
	if err != nil {
		return err
	}
	current.Shop = settings.Shop{
		TradeName: "Tenaz Tech", LegalName: "Tenaz Tecnologia Demonstração Ltda.", CNPJ: "12.ABC.345/01DE-35", StateRegistration: "isento",
		Address: "Rua do Exemplo, 100, Centro, São Paulo, SP, 01001-000", Email: "ajuda@tenaz.test",
		Phone: "(11) 4002-0000", WhatsApp: "(11) 94002-0000", Hours: "segunda a sexta, das 9h às 18h",
	}
	current.Payment = settings.Payment{Card: true, Pix: true, Boleto: true, PixDiscountBP: 500}
	_, err = s.app.Settings.Save(ctx, by, settings.SaveInput{Settings: current})
	return err
}

func (s *shop) seedLogins(ctx context.Context, by actor.Actor) (owner, shopper accounts.User, err error) {
	owner, err = s.app.Accounts.Create(ctx, by, accounts.CreateInput{
		Email: demoOwner, Name: "Dona da Loja", Password: demoPassword, Role: "owner", Demo: true,
	})
	if err != nil {
		return owner, shopper, err
	}
	shopper, err = s.app.Accounts.Create(ctx, by, accounts.CreateInput{
		Email: demoShopper, Name: "Maria Tenório", Password: demoPassword, Demo: true,
	})
	if err != nil {
		return owner, shopper, err
	}
	// Buying again takes her two clicks from the cart.
	err = s.app.Accounts.Keep(ctx, actor.Actor{Kind: actor.Customer, ID: shopper.ID}, accounts.KeepInput{
		Person: contact.Person{Document: "52998224725", Phone: "11987654321"},
		Address: contact.Address{
			Recipient: shopper.Name, PostalCode: "01310100", Street: "Avenida Paulista", Number: "1578", Complement: "apto 41",
			District: "Bela Vista", City: "São Paulo", State: "SP",
		},
	})
	return owner, shopper, err
}
