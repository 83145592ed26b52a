package settings_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/settings"
	"tenaz/internal/testdb"
)

var owner = actor.Actor{Kind: actor.Staff, ID: 1, Name: "Dona"}

func newService(t *testing.T) (*settings.Service, *testdb.Database) {
	d := testdb.New(t)
	return settings.New(settings.Deps{DB: d.Pool, Clock: clock.NewFake(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))}), d
}

func TestDefaultsHoldUntilSomethingIsSaved(t *testing.T) {
	s, _ := newService(t)
	got, err := s.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(settings.Defaults(), got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{settings.Card}, got.Payment.Methods()); diff != "" {
		t.Errorf("methods (-want +got):\n%s", diff)
	}
}

func TestSaveIsReadBackAndAudited(t *testing.T) {
	s, d := newService(t)
	ctx := t.Context()
	want := settings.Defaults()
	want.Shop = settings.Shop{TradeName: "Tenaz Tech", LegalName: "Tenaz Comércio D'Ávila Ltda.", CNPJ: "12.ABC.345/01DE-35", Email: "oi@tenaz.test"}
	want.Payment = settings.Payment{Card: true, Pix: true, Boleto: true, PixDiscountBP: 500}
	saved, err := s.Save(ctx, owner, settings.SaveInput{Settings: want})
	if err != nil {
		t.Fatal(err)
	}
	other := settings.New(settings.Deps{DB: d.Pool, Clock: clock.System{}})
	read, err := other.Get(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(saved, read); diff != "" {
		t.Errorf("saved and read differ:\n%s", diff)
	}
	want.Version = 2
	if diff := cmp.Diff(want, read); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	records, err := audit.OfSubject(ctx, d.Pool, "settings", 2)
	if err != nil || len(records) != 1 || records[0].ActorName != "Dona" {
		t.Errorf("audit of the payment settings: %v, %v; want one entry by Dona", records, err)
	}
	if told, err := audit.OfSubject(ctx, d.Pool, "settings", 4); err != nil || len(told) != 0 {
		t.Errorf("audit of what did not change: %v, %v; want none", told, err)
	}
}

func TestStaleSaveIsAConflict(t *testing.T) {
	s, _ := newService(t)
	ctx := t.Context()
	first := settings.Defaults()
	first.Shop.TradeName = "Primeira"
	if _, err := s.Save(ctx, owner, settings.SaveInput{Settings: first}); err != nil {
		t.Fatal(err)
	}
	second := settings.Defaults()
	second.Shop.TradeName = "Segunda"
	if _, err := s.Save(ctx, owner, settings.SaveInput{Settings: second}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("stale save: %v, want a conflict", err)
	}
	if got, err := s.Get(ctx); err != nil || got.Shop.TradeName != "Primeira" {
		t.Errorf("after the conflict: %q, %v; want Primeira", got.Shop.TradeName, err)
	}
}

func TestWhatCannotBeIsRefusedAtItsField(t *testing.T) {
	s, _ := newService(t)
	for field, spoil := range map[string]func(*settings.Settings){
		"trade_name":   func(s *settings.Settings) { s.Shop.TradeName = "  " },
		"cnpj":         func(s *settings.Settings) { s.Shop.CNPJ = "12.ABC.345/01DE-36" },
		"email":        func(s *settings.Settings) { s.Shop.Email = "Loja <oi@tenaz.test>" },
		"phone":        func(s *settings.Settings) { s.Shop.Phone = "4002" },
		"whatsapp":     func(s *settings.Settings) { s.Shop.WhatsApp = "me chama" },
		"address":      func(s *settings.Settings) { s.Shop.Address = strings.Repeat("ã", 301) },
		"methods":      func(s *settings.Settings) { s.Payment = settings.Payment{} },
		"pix_discount": func(s *settings.Settings) { s.Payment.PixDiscountBP = -1 },
	} {
		spoiled := settings.Defaults()
		spoil(&spoiled)
		_, err := s.Save(t.Context(), owner, settings.SaveInput{Settings: spoiled})
		var refused *apperr.Error
		if !errors.As(err, &refused) || refused.Fields[field].ID == "" {
			t.Errorf("%s: %v, want a message at the field", field, err)
		}
	}
}

func TestPersonalAddressIsNotInTheAuditLog(t *testing.T) {
	s, d := newService(t)
	changed := settings.Defaults()
	changed.Notifications.Email = "dona.privada@example.com"
	if _, err := s.Save(t.Context(), owner, settings.SaveInput{Settings: changed}); err != nil {
		t.Fatal(err)
	}
	records, err := audit.OfSubject(t.Context(), d.Pool, "settings", 4)
	if err != nil || len(records) != 1 {
		t.Fatalf("%d records, %v; want one", len(records), err)
	}
	if got := string(records[0].After); got != `{"email": "changed"}` || records[0].Before != nil {
		t.Errorf("recorded %s and %s, want only that it changed", records[0].Before, got)
	}
}

func TestDiscountBelongsToPix(t *testing.T) {
	p := settings.Payment{Pix: true, PixDiscountBP: 500}
	if p.DiscountBP(settings.Pix) != 500 || p.DiscountBP(settings.Card) != 0 {
		t.Errorf("discounts %d and %d, want 500 and 0", p.DiscountBP(settings.Pix), p.DiscountBP(settings.Card))
	}
	if !p.Offers(settings.Pix) || p.Offers(settings.Card) || p.Offers("cheque") {
		t.Error("only Pix is offered")
	}
}

func TestCNPJIsKeptWithItsMask(t *testing.T) {
	s, _ := newService(t)
	changed := settings.Defaults()
	changed.Shop.CNPJ = "12abc34501de35"
	saved, err := s.Save(t.Context(), owner, settings.SaveInput{Settings: changed})
	if err != nil || saved.Shop.CNPJ != "12.ABC.345/01DE-35" {
		t.Errorf("CNPJ %q, %v; want 12.ABC.345/01DE-35", saved.Shop.CNPJ, err)
	}
}

func TestWhatAShopNeedsBeforeItSells(t *testing.T) {
	s := settings.Defaults()
	var missing []string
	for _, need := range settings.Needs {
		if !s.Has(need) {
			missing = append(missing, need)
		}
	}
	if diff := cmp.Diff([]string{"legal_name", "cnpj", "address", "email", "phone"}, missing); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	s.Shop = settings.Shop{TradeName: "Loja", LegalName: "Loja Ltda.", CNPJ: "x", Address: "x", Email: "x", Phone: "x"}
	for _, need := range settings.Needs {
		if !s.Has(need) {
			t.Errorf("%s is missing", need)
		}
	}
	if s.Has("luck") {
		t.Error("what nobody needs is there")
	}
}

func TestSenderIsTheShopUnlessNamed(t *testing.T) {
	if got := (settings.Shop{TradeName: "Loja"}).SenderName(); got != "Loja" {
		t.Errorf("sender %q, want Loja", got)
	}
	if got := (settings.Shop{TradeName: "Loja", Sender: "Equipe"}).SenderName(); got != "Equipe" {
		t.Errorf("sender %q, want Equipe", got)
	}
}
