package storetest

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"tenaz/cmd/dev/mailsink"
)

var links = regexp.MustCompile(`https?://[^\s]+`)

// MailTo waits for a mail to an address whose text contains part and returns the
// newest such.
func (s *Store) MailTo(t testing.TB, to, part string) mailsink.Message {
	t.Helper()
	var found mailsink.Message
	Eventually(t, func() error {
		for _, m := range s.Mail.Messages() {
			if strings.Contains(m.To, to) && strings.Contains(m.Text, part) {
				found = m
				return nil
			}
		}
		return fmt.Errorf("no mail to %s with %q", to, part)
	})
	return found
}

// MailedLink waits for a mail to an address with a link to a path of the store,
// such as "/account/recover/", and returns the newest one's.
func (s *Store) MailedLink(t testing.TB, to, path string) string {
	t.Helper()
	for _, link := range links.FindAllString(s.MailTo(t, to, path).Text, -1) {
		if strings.Contains(link, path) {
			return link
		}
	}
	t.Fatalf("the mail to %s has no link to %s", to, path)
	return ""
}
