package jobs

import (
	"context"
	"strconv"

	"tenaz/internal/accounts"
	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/views/email"
)

// recipient is who gets a mail about an account. UserID is 0, and Name empty,
// for somebody without one.
type recipient struct {
	UserID              int64
	Email, Name, Locale string
}

// letter writes a mail about an account in the recipient's language and sends it
// once: its key is the kind and the id of its cause. fill adds what the kind
// says.
func (m Mails) letter(ctx context.Context, to recipient, kind string, cause int64, fill func(ctx context.Context, l *email.Letter)) error {
	current, err := m.Settings.Get(ctx)
	if err != nil {
		return err
	}
	shop := current.Shop
	ctx = i18n.With(ctx, to.Locale)
	l := email.Letter{
		Shop: shop.TradeName, ShopURL: m.Orders.BaseURL, Seller: seller(current), Name: to.Name,
		Why: i18n.T(ctx, "email.account.why", "Shop", shop.TradeName),
	}
	fill(ctx, &l)
	subject, html, text, err := email.Account(ctx, l)
	if err != nil {
		return err
	}
	return m.Mail.Send(ctx, mail.Message{
		Key: kind + ":" + strconv.FormatInt(cause, 10), Kind: kind, To: to.Email, ToName: to.Name, FromName: shop.SenderName(),
		Subject: subject, HTML: html, Text: text, Locale: to.Locale, UserID: to.UserID, Last: m.last,
	})
}

// url is an absolute address of the store.
func (m Mails) url(path string) string { return m.Orders.BaseURL + path }

// says fills a letter with the texts of one kind: email.account.<kind>.subject,
// .heading, .text, .button and .after.
func says(kind, buttonURL string, args ...any) func(context.Context, *email.Letter) {
	return func(ctx context.Context, l *email.Letter) {
		t := func(part string) string {
			return i18n.T(ctx, "email.account."+kind+"."+part, append([]any{"Shop", l.Shop}, args...)...)
		}
		l.Subject, l.Heading, l.Paragraphs = t("subject"), t("heading"), []string{t("text")}
		l.Button, l.ButtonURL, l.After = t("button"), buttonURL, []string{t("after")}
	}
}

// Account sends the mail that carries a token, to the address that it was made
// for. Who has that address decides what the mail says; whoever asked for it
// never learns.
func (m Mails) Account(ctx context.Context, tokenID int64, locale string) error {
	token, err := m.Accounts.TokenByID(ctx, tokenID)
	if err != nil {
		return err
	}
	text, err := m.Accounts.TokenText(ctx, tokenID)
	if err != nil {
		return err
	}
	holder, err := m.Accounts.HolderOf(ctx, token.Subject)
	if err != nil {
		return err
	}
	to := recipient{UserID: holder.ID, Email: token.Subject, Name: holder.Name, Locale: locale}
	if holder.ID != 0 {
		to.Locale = holder.Locale
	}
	switch token.Kind {
	case accounts.TokenVerify:
		return m.verify(ctx, token, text, holder, to)
	case accounts.TokenChangeEmail:
		return m.changeEmail(ctx, token, text, holder, to)
	}
	// Nobody asked for these but the person: an address without an account, or
	// with a closed one, gets nothing.
	if !holder.Open || holder.ID != token.UserID {
		return nil
	}
	minutes := int(token.ExpiresAt.Sub(token.CreatedAt).Minutes())
	switch token.Kind {
	case accounts.TokenRecover:
		return m.letter(ctx, to, "account_recover", token.ID, says("recover", m.url("/account/recover/"+text), "Minutes", minutes))
	case accounts.TokenLoginLink:
		return m.letter(ctx, to, "account_link", token.ID, says("link", m.url("/account/link/"+text), "Minutes", minutes))
	}
	return nil
}

// verify writes to an address that somebody registered with: the link, or, to
// whoever has an account, that they have one.
func (m Mails) verify(ctx context.Context, token accounts.Token, text string, holder accounts.Holder, to recipient) error {
	if holder.ID != 0 && !holder.Open {
		return nil
	}
	if holder.Verified {
		return m.letter(ctx, to, "account_known", token.ID, says("known", m.url("/account/forgot")))
	}
	hours := int(token.ExpiresAt.Sub(token.CreatedAt).Hours())
	return m.letter(ctx, to, "account_verify", token.ID, says("verify", m.url("/account/verify/"+text), "Hours", hours))
}

// changeEmail writes to the address that a user wants to have. If it is
// somebody's already, that person hears of it and the user does not.
func (m Mails) changeEmail(ctx context.Context, token accounts.Token, text string, holder accounts.Holder, to recipient) error {
	if holder.ID != 0 && holder.ID != token.UserID {
		if !holder.Open {
			return nil
		}
		return m.letter(ctx, to, "account_known", token.ID, says("known", m.url("/account/forgot")))
	}
	to.UserID = token.UserID
	hours := int(token.ExpiresAt.Sub(token.CreatedAt).Hours())
	return m.letter(ctx, to, "account_email", token.ID, says("email", m.url("/account/email/"+text), "Hours", hours))
}
