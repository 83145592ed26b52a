package admin

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/support"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// MessagesPage is the queue of what people wrote.
type MessagesPage struct {
	Page     layout.AdminPage
	Queue    support.Queue
	Answered bool
	Now      time.Time
	Pages    ui.PaginationProps
}

// MessagePage is one message.
type MessagePage struct {
	Page    layout.AdminPage
	Message support.Message
	Now     time.Time
}

func (m MessagesPage) chips(ctx context.Context) []ui.Chip {
	return []ui.Chip{
		{Label: i18n.T(ctx, "admin.messages.open"), Href: "/admin/messages", Count: strconv.Itoa(m.Queue.Open), On: !m.Answered},
		{Label: i18n.T(ctx, "admin.messages.answered"), Href: "/admin/messages?answered=1", Count: strconv.Itoa(m.Queue.Answered), On: m.Answered},
	}
}

func messageBadge(ctx context.Context, m support.Message, now time.Time) ui.BadgeProps {
	switch {
	case m.AnsweredAt != nil:
		return ui.BadgeProps{Label: i18n.T(ctx, "admin.messages.state.answered"), Tone: ui.Success}
	case m.Late(now):
		return ui.BadgeProps{Label: i18n.T(ctx, "admin.messages.state.late"), Tone: ui.Error}
	}
	return ui.BadgeProps{Label: i18n.T(ctx, "admin.messages.state.open"), Tone: ui.Warning}
}

// reply is the address that opens the staff's mail program with the answer
// begun.
func (m MessagePage) reply(ctx context.Context) string {
	subject := i18n.T(ctx, "admin.messages.reply.subject", "Subject", m.Message.Subject, "Protocol", m.Message.Protocol)
	return "mailto:" + url.PathEscape(m.Message.Email) + "?subject=" + url.PathEscape(subject)
}
