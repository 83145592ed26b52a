package app_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tenaz/internal/actor"
	"tenaz/internal/settings"
	"tenaz/internal/storetest"
)

func TestAMessageIsReceivedByMail(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c := s.Client(t)
	form := c.Get("/contact").Want(http.StatusOK)
	form.Submit("/contact").Want(http.StatusUnprocessableEntity)
	sent := form.Submit("/contact", "name", "Ana", "email", "ana@example.com", "subject", "Onde está", "message", "Meu pedido\nnão chegou").Want(http.StatusOK)
	protocol := strings.TrimPrefix(sent.URL.Path, "/contact/")
	if !sent.Has(protocol) || len(protocol) != 17 {
		t.Fatalf("receipt at %s lacks its protocol", sent.URL)
	}
	storetest.Eventually(t, func() error {
		for _, m := range s.Mail.Messages() {
			if strings.Contains(m.Subject, protocol) && strings.Contains(m.To, "ana@example.com") && strings.Contains(m.Text, "> não chegou") {
				return nil
			}
		}
		return errors.New("no receipt by mail")
	})
	trapped := c.Post("/contact", url.Values{
		"name": {"Robô"}, "email": {"r@example.com"}, "subject": {"x"}, "message": {"y"}, "website": {"http://x"},
	}).Want(http.StatusUnprocessableEntity)
	if !trapped.Has("Apague o que está neste campo") {
		t.Error("a person who filled in the trap is not told")
	}
}

func TestANewNameIsEverywhereWithoutRestart(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c := s.Client(t)
	current, err := s.App.Settings.Latest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	current.Shop = settings.Shop{
		TradeName: "Loja do Ipê", LegalName: "Ipê & Filhos Ltda.", CNPJ: "12ABC34501DE35", Address: "Rua Nova, 7", Email: "oi@ipe.test", Phone: "(11) 4002-0000",
	}
	by := actor.Actor{Kind: actor.Staff, ID: 1, Name: "Dona"}
	if _, err := s.App.Settings.Save(t.Context(), by, settings.SaveInput{Settings: current}); err != nil {
		t.Fatal(err)
	}
	terms := c.Get("/p/termos").Want(http.StatusOK)
	for _, text := range []string{"Ipê & Filhos Ltda.", "CNPJ 12.ABC.345/01DE-35"} {
		if n := strings.Count(terms.Text(), text); n < 2 {
			t.Errorf("%q stands %d times on the terms; want in the text and in the footer", text, n)
		}
	}
	if home := c.Get("/").Want(http.StatusOK); !strings.Contains(home.Body, `"taxID":"12.ABC.345/01DE-35"`) {
		t.Error("machines do not read the CNPJ on the front page")
	}
	c.Get("/contact").Submit("/contact", "name", "Ana", "email", "ana@example.com", "subject", "Oi", "message", "Oi").Want(http.StatusOK)
	storetest.Eventually(t, func() error {
		for _, m := range s.Mail.Messages() {
			if strings.Contains(m.From, "Loja do Ip") && strings.Contains(m.Text, "CNPJ 12.ABC.345/01DE-35") {
				return nil
			}
		}
		return errors.New("no mail from the new name with the new CNPJ")
	})
}
