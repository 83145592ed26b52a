package jobs

import (
	"context"

	"tenaz/internal/accounts"
	"tenaz/internal/i18n"
	"tenaz/views/account"
	"tenaz/views/email"
)

// Notice tells a person what was done in their name, at the address that they
// had before, with the link for when it was not them.
func (m Mails) Notice(ctx context.Context, args accounts.NoticeArgs) error {
	token, err := m.Accounts.TokenByID(ctx, args.TokenID)
	if err != nil {
		return err
	}
	text, err := m.Accounts.TokenText(ctx, args.TokenID)
	if err != nil {
		return err
	}
	user, err := m.Accounts.Person(ctx, token.UserID)
	if err != nil {
		return err
	}
	device, at := "", token.CreatedAt
	if args.LoginID != 0 {
		if device, at, err = m.Accounts.LoginForNotice(ctx, args.LoginID); err != nil {
			return err
		}
	}
	to := recipient{UserID: user.ID, Email: token.Subject, Name: user.Name, Locale: user.Locale}
	return m.letter(ctx, to, "account_notice", token.ID, func(ctx context.Context, l *email.Letter) {
		what := "email.notice." + args.What
		if args.Detail != "" {
			what += "." + args.Detail
		}
		l.Subject, l.Heading = i18n.T(ctx, what+".subject", "Shop", l.Shop), i18n.T(ctx, what+".heading")
		l.Paragraphs = []string{i18n.T(ctx, what+".text", "Shop", l.Shop), i18n.T(ctx, "email.notice.when", "At", i18n.DateTime(ctx, at))}
		if device != "" {
			l.Paragraphs = append(l.Paragraphs, i18n.T(ctx, "email.notice.device_line", "Device", account.DeviceName(ctx, device)))
		}
		l.Paragraphs = append(l.Paragraphs, i18n.T(ctx, "email.notice.if_you"))
		l.Button, l.ButtonURL = i18n.T(ctx, "email.notice.not_me"), m.url("/account/not-me/"+text)
		l.After = []string{i18n.T(ctx, "email.notice.after")}
	})
}
