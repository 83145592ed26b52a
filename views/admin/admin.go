// Package admin holds the pages of the back office.
package admin

import (
	"context"
	"strconv"
	"time"

	"tenaz/internal/analytics"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/views/ui"
)

func number(n int64) string { return strconv.FormatInt(n, 10) }

func machine(t time.Time) string { return t.Format(time.RFC3339) }

// signed writes a difference with its sign.
func signed(n int) string {
	if n > 0 {
		return "+" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// stat is a figure of the period beside the one before.
func stat(ctx context.Context, id, value string, now, before int64) ui.StatProps {
	p := ui.StatProps{Label: i18n.T(ctx, id), Value: value}
	change, ok := analytics.Change(now, before)
	if !ok {
		return p
	}
	p.Delta, p.Hint = percent(ctx, change), i18n.T(ctx, "admin.dashboard.against")
	p.Up, p.Good, p.Flat = change > 0, change > 0, change == 0
	return p
}

// percent writes basis points with one decimal and a sign: "+12,4 %".
func percent(ctx context.Context, basisPoints int64) string {
	sign := "+"
	if basisPoints < 0 {
		sign, basisPoints = "-", -basisPoints
	} else if basisPoints == 0 {
		sign = ""
	}
	tenths := (basisPoints + 5) / 10
	decimal, space := ",", "\u00a0"
	if i18n.Lang(ctx) != i18n.Default {
		decimal, space = ".", ""
	}
	return sign + number(tenths/10) + decimal + number(tenths%10) + space + "%"
}

// amount reads centavos that a timeline entry holds as text.
func amount(ctx context.Context, text string) string {
	cents, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return text
	}
	return i18n.Money(ctx, money.Cents(cents))
}
