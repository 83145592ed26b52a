package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"time"

	"tenaz/internal/app"
	"tenaz/internal/config"
	"tenaz/internal/orders"
)

type exportCmd struct {
	Orders exportOrdersCmd `cmd:"" help:"Every order, as JSON Lines: states, amounts in centavos, times in UTC."`
}

type exportOrdersCmd struct{}

// exportedOrder is one line of the export. It names no person: what accounting
// needs of one is in the order's documents.
type exportedOrder struct {
	Number          int64      `json:"number"`
	State           string     `json:"state"`
	PaymentState    string     `json:"payment_state"`
	FulfilmentState string     `json:"fulfilment_state"`
	PaymentMethod   string     `json:"payment_method"`
	Shipping        string     `json:"shipping"`
	City            string     `json:"city"`
	UF              string     `json:"uf"`
	Units           int        `json:"units"`
	TotalCents      int64      `json:"total_cents"`
	PlacedAt        time.Time  `json:"placed_at"`
	PaidAt          *time.Time `json:"paid_at"`
}

// Run writes the newest order first. Orders that arrive meanwhile move the pages;
// none is written twice.
func (c *exportOrdersCmd) Run(ctx context.Context) error {
	cfg, log, err := configured(config.Database)
	if err != nil {
		return err
	}
	core, err := app.OpenCore(ctx, cfg, app.Options{Logger: log, Conns: 2})
	if err != nil {
		return err
	}
	defer core.Close()
	// The links to the order pages are not exported, so their key does not matter.
	service := orders.New(orders.Deps{DB: core.Pool, Clock: core.Clock, Tokens: orders.NewTokens([][]byte{{}})})
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	seen := map[int64]bool{}
	for page := 1; ; page++ {
		list, err := service.List(ctx, orders.ListInput{Filter: "all", Page: page})
		if err != nil {
			return err
		}
		for _, o := range list.Orders {
			if seen[o.ID] {
				continue
			}
			seen[o.ID] = true
			if err := encoder.Encode(exported(o)); err != nil {
				return err
			}
		}
		if page >= list.Pages {
			return out.Flush()
		}
	}
}

func exported(o orders.Summary) exportedOrder {
	return exportedOrder{
		Number: o.Number, State: o.State, PaymentState: o.PaymentState, FulfilmentState: o.FulfilmentState,
		PaymentMethod: string(o.PaymentMethod), Shipping: o.ShippingName, City: o.City, UF: o.UF,
		Units: o.Units, TotalCents: int64(o.Total), PlacedAt: o.PlacedAt, PaidAt: o.PaidAt,
	}
}
