package mail_test

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"tenaz/cmd/dev/mailsink"
	"tenaz/internal/testdb"
)

// refusing returns the address of a mail server that answers the recipient, or
// with fromCode the sender, with a code of its own.
func refusing(rcptCode int, fromCode string) func(t *testing.T) string {
	return func(t *testing.T) string {
		t.Helper()
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
			return refusal{rcptCode, fromCode}, nil
		}))
		go server.Serve(listener) //nolint:errcheck // it ends with Close
		t.Cleanup(func() {
			if err := server.Close(); err != nil {
				t.Error(err)
			}
		})
		return "smtp://" + listener.Addr().String()
	}
}

type refusal struct {
	rcpt int
	from string
}

func (r refusal) Mail(string, *smtp.MailOptions) error {
	if r.from != "" {
		return &smtp.SMTPError{Code: 553, Message: "sender maria@example.com not allowed"}
	}
	return nil
}

func (r refusal) Rcpt(string, *smtp.RcptOptions) error {
	return &smtp.SMTPError{Code: r.rcpt, Message: "no maria@example.com here"}
}
func (refusal) Data(io.Reader) error { return nil }
func (refusal) Reset()               {}
func (refusal) Logout() error        { return nil }

// header returns a header field of a received mail.
func header(m mailsink.Message, name string) string {
	for line := range strings.SplitSeq(m.Header, "\n") {
		if value, found := strings.CutPrefix(line, name+": "); found {
			return value
		}
	}
	return ""
}

// Only an address that its server does not know has bounced.
func TestBounceIsAboutTheMailbox(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rcpt int
		from string
		want bool
	}{{550, "", true}, {551, "", true}, {552, "", false}, {451, "", false}, {550, "refused", false}} {
		service, _ := newService(t, testdb.Tx(t), refusing(c.rcpt, c.from)(t))
		var bounced []string
		service.Bounced = func(_ context.Context, address string) error {
			bounced = append(bounced, address)
			return nil
		}
		if err := service.Send(t.Context(), message()); err == nil {
			t.Errorf("%d: sent", c.rcpt)
		}
		if got := len(bounced) == 1 && bounced[0] == "maria@example.com"; got != c.want {
			t.Errorf("%d %q: bounced %v, want %v", c.rcpt, c.from, bounced, c.want)
		}
	}
}
