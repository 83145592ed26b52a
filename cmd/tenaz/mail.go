package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"tenaz/internal/app"
	"tenaz/internal/config"
	"tenaz/internal/i18n"
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
	text := i18n.T(ctx, "web.mail_test.text", "URL", cfg.BaseURL.String())
	err = mail.New(mail.Deps{DB: core.Pool, Clock: core.Clock, Config: server}).Send(ctx, mail.Message{
		Key: "test:" + strconv.FormatInt(time.Now().UnixNano(), 36), Kind: "test", To: c.Address,
		Subject: i18n.T(ctx, "web.mail_test.subject"), HTML: "<p>" + text + "</p>", Text: text, Locale: i18n.Default,
	})
	if err != nil {
		return inWords(err)
	}
	fmt.Println("The mail server took the message.")
	return nil
}
