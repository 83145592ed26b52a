// Package jobs holds the workers of the store's queue and what runs on a
// schedule. A worker may run any number of times for one job; what it calls
// happens once.
package jobs

import (
	"time"

	"github.com/riverqueue/river"

	"tenaz/internal/accounts"
	"tenaz/internal/catalog"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/privacy"
	"tenaz/internal/settings"
	"tenaz/internal/shipping"
	"tenaz/internal/support"
)

// Deps is what the workers need.
type Deps struct {
	DB       db.DB
	Clock    clock.Clock
	Accounts *accounts.Service
	Catalog  *catalog.Service
	Orders   *orders.Service
	Payments *payments.Service
	Privacy  *privacy.Service
	Rights   *privacy.Rights
	Access   *privacy.AccessRecord
	Shipping *shipping.Service
	Mail     *mail.Service
	Settings *settings.Service
	Support  *support.Service
}

// Workers returns all workers.
func Workers(deps Deps) *river.Workers {
	workers := river.NewWorkers()
	river.AddWorker(workers, &paymentEvent{deps: deps})
	river.AddWorker(workers, &sendRefund{deps: deps})
	addMails(workers, Mails{Deps: deps})
	addAccountMails(workers, Mails{Deps: deps})
	river.AddWorker(workers, &newsletterMail{mails: Mails{Deps: deps}})
	river.AddWorker(workers, &newsletterTest{mails: Mails{Deps: deps}})
	river.AddWorker(workers, &dataExport{deps: deps})
	river.AddWorker(workers, &dataErasure{deps: deps})
	river.AddWorker(workers, &sweep{deps: deps})
	river.AddWorker(workers, &refreshListing{deps: deps})
	river.AddWorker(workers, &purge{deps: deps})
	river.AddWorker(workers, &reseal{deps: deps})
	return workers
}

// Queues returns the queues with how many jobs each works at once in one
// process: a slow mail server must not keep payments waiting.
func Queues() map[string]river.QueueConfig {
	return map[string]river.QueueConfig{
		river.QueueDefault: {MaxWorkers: 2},
		"payments":         {MaxWorkers: 4},
		"mail":             {MaxWorkers: 2},
		privacy.Queue:      {MaxWorkers: 1},
	}
}

// Periodic returns what runs on a schedule, over all copies of the store once.
func Periodic() []*river.PeriodicJob {
	every := func(d time.Duration, args river.JobArgs) *river.PeriodicJob {
		return river.NewPeriodicJob(river.PeriodicInterval(d), func() (river.JobArgs, *river.InsertOpts) {
			return args, &river.InsertOpts{MaxAttempts: 1}
		}, &river.PeriodicJobOpts{RunOnStart: true})
	}
	return []*river.PeriodicJob{
		every(15*time.Second, SweepArgs{}),
		every(10*time.Second, RefreshListingArgs{}),
		every(time.Hour, PurgeArgs{}),
		every(24*time.Hour, ResealArgs{}),
	}
}
