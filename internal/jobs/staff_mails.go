package jobs

import (
	"context"

	"tenaz/internal/accounts"
	"tenaz/internal/i18n"
	"tenaz/views/email"
)

// Invite sends the link that leads into the staff, in the language of whoever
// invites.
func (m Mails) Invite(ctx context.Context, args accounts.InviteArgs) error {
	invitation, text, err := m.Accounts.InvitationMail(ctx, args)
	if err != nil {
		return err
	}
	to := recipient{Email: invitation.Email, Locale: invitation.Locale}
	return m.letter(ctx, to, "staff_invite", args.Token, func(ctx context.Context, l *email.Letter) {
		role := invitation.Role.Name
		if invitation.Role.Builtin {
			role = i18n.T(ctx, "staff.role."+invitation.Role.Slug)
		}
		days := int(invitation.ExpiresAt.Sub(invitation.SentAt).Hours()) / 24
		says("invite", m.url("/account/invite/"+text), "Role", role, "Days", days)(ctx, l)
		l.Why = i18n.T(ctx, "email.account.invite.why", "Shop", l.Shop)
	})
}
