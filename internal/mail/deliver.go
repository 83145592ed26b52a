package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// timeout bounds each exchange with the SMTP server; sendLimit the whole.
const (
	timeout   = 15 * time.Second
	sendLimit = 60 * time.Second
)

// deliveryError is why a mail did not go out. Its code is what the log keeps:
// a class of failure or an SMTP status, never an address.
type deliveryError struct {
	code      string
	permanent bool
	// mailbox: the server does not take mail for this recipient at all.
	mailbox bool
	err     error
}

// Error implements error; the server's own words, for the log of the process.
func (e *deliveryError) Error() string { return "mail: " + e.code }

// Unwrap returns the cause.
func (e *deliveryError) Unwrap() error { return e.err }

// deliver hands the message to the SMTP server and returns nil once the server
// has taken it, whatever happens to the connection afterwards.
func (s *Service) deliver(ctx context.Context, m Message, at time.Time) *deliveryError {
	msg, err := s.Config.compose(m, at)
	if err != nil {
		return &deliveryError{code: "address", permanent: true, err: err}
	}
	client, err := s.Config.client()
	if err != nil {
		return &deliveryError{code: "config", err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, sendLimit)
	defer cancel()
	err = client.DialAndSendWithContext(ctx, msg)
	if err == nil || msg.IsDelivered() {
		return nil
	}
	return classify(err)
}

func (c Config) client() (*gomail.Client, error) {
	options := []gomail.Option{gomail.WithPort(c.port), gomail.WithTimeout(timeout), gomail.WithHELO(c.domain())}
	switch {
	case c.implicit:
		options = append(options, gomail.WithSSL())
	case c.loopback():
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	case c.user != "":
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	}
	if c.user != "" {
		auth := gomail.SMTPAuthAutoDiscover
		if c.loopback() && !c.implicit {
			auth = gomail.SMTPAuthPlainNoEnc
		}
		options = append(options, gomail.WithSMTPAuth(auth), gomail.WithUsername(c.user), gomail.WithPassword(c.password))
	}
	return gomail.NewClient(c.host, options...)
}

// classify tells failures that pass from those that stay. Only a 5xx about
// this message or its recipient is for good: a refused log-in or sender or a
// broken connection is ours to repair, and the mail waits.
func classify(err error) *deliveryError {
	var refused *gomail.SendError
	if errors.As(err, &refused) {
		code := refused.ErrorCode()
		about := refused.Reason == gomail.ErrSMTPRcptTo || refused.Reason == gomail.ErrSMTPData ||
			refused.Reason == gomail.ErrSMTPDataClose
		// A full mailbox (552) is still somebody's.
		mailbox := refused.Reason == gomail.ErrSMTPRcptTo && code >= 500 && code != 552
		return &deliveryError{code: fmt.Sprintf("smtp %d", code), permanent: code >= 500 && about, mailbox: mailbox, err: err}
	}
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return &deliveryError{code: fmt.Sprintf("smtp %d", reply.Code), err: err}
	}
	var network net.Error
	if errors.As(err, &network) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return &deliveryError{code: "connection", err: err}
	}
	return &deliveryError{code: "smtp", err: err}
}
