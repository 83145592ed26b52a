package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"tenaz/internal/app"
	"tenaz/internal/config"
	"tenaz/internal/jobs"
	"tenaz/internal/mail"
)

type mailCmd struct {
	Test mailTestCmd `cmd:"" help:"Send one test message."`
}

type mailTestCmd struct {
	Address string `arg:"" help:"Where to send it."`
}

// Run sends one message over the configured server and reports what it says.
func (c *mailTestCmd) Run(ctx context.Context) error {
	cfg, log, err := configured(config.Database)
	if err != nil {
		return err
	}
	server, err := mail.ParseConfig(cfg.SMTPURL.Reveal(), cfg.MailFrom, cfg.MailReplyTo)
	if err != nil {
		return err
	}
	core, err := app.OpenCore(ctx, cfg, app.Options{Logger: log, Conns: 2})
	if err != nil {
		return err
	}
	defer core.Close()
	mails := jobs.Mails{Deps: jobs.Deps{
		Clock: core.Clock, Settings: core.Settings, Mail: mail.New(mail.Deps{DB: core.Pool, Clock: core.Clock, Config: server}),
	}}
	err = mails.Test(ctx, cfg.BaseURL.String(), c.Address, strconv.FormatInt(time.Now().UnixNano(), 36))
	if errors.Is(err, mail.ErrRefused) {
		return fmt.Errorf("the mail server refused the message for good: %w", err)
	}
	if err != nil {
		return inWords(err)
	}
	fmt.Printf("The mail server took the message for %s. It comes from %s: see that it arrives in the inbox.\n", c.Address, cfg.MailFrom)
	return nil
}
