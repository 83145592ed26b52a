package i18n_test

import (
	"context"
	"testing"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/money"
)

func TestLanguageFollowsTheContext(t *testing.T) {
	portuguese, english := context.Background(), i18n.With(context.Background(), "en")
	if got := i18n.T(portuguese, "problem.404.title"); got != "Página não encontrada" {
		t.Errorf("default: %q", got)
	}
	if got := i18n.T(english, "problem.404.title"); got != "Page not found" {
		t.Errorf("English: %q", got)
	}
	if got := i18n.T(i18n.With(english, "xx"), "problem.404.title"); got != "Página não encontrada" {
		t.Errorf("an unknown language: %q", got)
	}
	if got := i18n.T(english, "no.such.text"); got != "no.such.text" {
		t.Errorf("an unknown id: %q", got)
	}
}

func TestArgumentsAreFilledInAsTheyAre(t *testing.T) {
	if got := i18n.T(context.Background(), "error.too_long", "Max", "<b>&"); got != "Use no máximo <b>& caracteres." {
		t.Errorf("%q: escaping is the view's business", got)
	}
}

func TestPlurals(t *testing.T) {
	english := i18n.With(context.Background(), "en")
	for count, want := range map[int]string{0: "0 items in the cart", 1: "1 item in the cart", 2: "2 items in the cart"} {
		if got := i18n.N(english, "layout.cart.items", count); got != want {
			t.Errorf("%d: %q, want %q", count, got, want)
		}
	}
}

func TestTimesAreBrasilias(t *testing.T) {
	at := time.Date(2026, 12, 31, 2, 30, 0, 0, time.UTC)
	ctx, english := context.Background(), i18n.With(context.Background(), "en")
	for got, want := range map[string]string{
		i18n.Date(ctx, at):                   "30/12/2026",
		i18n.DateTime(ctx, at):               "30/12/2026, 23:30",
		i18n.Date(english, at):               "Dec 30, 2026",
		i18n.DateTime(english, at):           "Dec 30, 2026, 23:30",
		i18n.Money(ctx, money.Cents(123456)): "R$\u00a01.234,56",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
