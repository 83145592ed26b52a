package app_test

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tenaz/cmd/dev/mailsink"
	"tenaz/internal/storetest"
)

var box = regexp.MustCompile(`<input type="checkbox" id="marketing" name="marketing" value="([0-9a-f]{16})"([^>]*)>`)

// ticked buys with the box for news ticked.
func ticked(t *testing.T, s *storetest.Store) *storetest.Page {
	t.Helper()
	c := s.Client(t)
	c.Add(s.Product(t, "Fone", 19900, 5), 1)
	review := c.Review("card")
	found := box.FindStringSubmatch(review.Body)
	if found == nil {
		t.Fatal("the review has no box for news")
	}
	return review.Submit("/checkout/place", "marketing", found[1]).Want(http.StatusOK)
}

func news(s *storetest.Store) (found []mailsink.Message) {
	for _, m := range s.Mail.Messages() {
		if strings.Contains(m.Subject, "Fones novos") {
			found = append(found, m)
		}
	}
	return found
}

func writeNews(t *testing.T, staff *storetest.Client) *storetest.Page {
	t.Helper()
	return staff.Get("/admin/newsletters/new").Want(http.StatusOK).
		Submit("/admin/newsletters", "subject", "Fones novos", "body", "# Chegaram\n\nVeja [os fones](/categories/fones) <script>").Want(http.StatusOK)
}

// The box stands unticked in the checkout; whoever leaves it so gets nothing.
func TestWithoutConsentThereIsNoNews(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c := s.Client(t)
	c.Add(s.Product(t, "Fone", 19900, 5), 1)
	review := c.Review("card")
	found := box.FindStringSubmatch(review.Body)
	if found == nil || strings.Contains(found[2], "checked") || strings.Contains(found[2], "required") {
		t.Errorf("the box is %q", found)
	}
	review.Submit("/checkout/place").Want(http.StatusOK).PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 0, `SELECT count(*) FROM consents`)
	staff := s.Staff(t)
	draft := writeNews(t, staff)
	draft.Submit("/send").Want(http.StatusUnprocessableEntity)
	if refused := draft.Submit("/send", "confirm", "1").Want(http.StatusConflict); !refused.Has("Ninguém aceitou") {
		t.Errorf("sending to nobody says:\n%s", refused.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM newsletters WHERE state = 'draft'`)
}

// From the box to the mail, its one click and what comes after it.
func TestNewsAndItsOneClickUnsubscribe(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	ticked(t, s).PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM consents c JOIN consent_texts t ON t.id = c.text_id JOIN consent_subjects s ON s.id = c.subject_id
		WHERE c.given AND c.source = 'checkout' AND s.email = 'ana@example.com' AND t.body LIKE 'Quero receber novidades%'`)
	staff := s.Staff(t)
	draft := writeNews(t, staff)
	if strings.Contains(draft.Body, "<script>") {
		t.Error("typed HTML came through the preview")
	}
	draft.Submit("/test").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'newsletter_test' AND state = 'sent'`)
	if test := news(s)[0]; !strings.Contains(test.To, "dona") || strings.Contains(test.Header, "List-Unsubscribe") {
		t.Errorf("the test went to %s with\n%s", test.To, test.Header)
	}
	draft.Submit("/send", "confirm", "1").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM newsletters WHERE state = 'sent' AND ended_at IS NOT NULL`)
	all := news(s)
	if len(all) != 2 {
		t.Fatalf("%d mails, want the test and one", len(all))
	}
	mail := all[0] // the newest first
	link := regexp.MustCompile(`List-Unsubscribe:\s+<(http[^>]+)>`).FindStringSubmatch(mail.Header)
	if link == nil || !strings.Contains(mail.Header, "List-Unsubscribe-Post: List-Unsubscribe=One-Click") {
		t.Fatalf("the header is\n%s", mail.Header)
	}
	if !strings.Contains(mail.HTML, link[1]) || !strings.Contains(mail.Text, link[1]) || !strings.Contains(mail.HTML, s.URL+"/categories/fones") ||
		strings.Contains(mail.HTML, "<script>") || !strings.Contains(mail.To, "ana@example.com") {
		t.Errorf("the mail to %s says\n%s\n%s", mail.To, mail.HTML, mail.Text)
	}
	// Opening the link changes nothing: mail programs open links by themselves.
	reader := s.Client(t)
	if page := reader.Get(link[1]).Want(http.StatusOK); !page.Has("a***@example.com recebe novidades") || page.Has("ana@example.com") {
		t.Errorf("the page says:\n%s", page.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM consents`)
	oneClick(t, link[1], http.StatusOK)
	oneClick(t, link[1], http.StatusOK)
	oneClick(t, link[1][:len(link[1])-1]+"_", http.StatusNotFound)
	s.WantCount(t, 2, `SELECT count(*) FROM consents`)
	s.WantCount(t, 1, `SELECT count(*) FROM suppressions WHERE reason = 'unsubscribed'`)
	again := writeNews(t, staff)
	again.Submit("/send", "confirm", "1").Want(http.StatusConflict)
	// Mails about orders still come, and cannot be unsubscribed.
	c := s.Client(t)
	c.Add(s.Product(t, "Cabo", 2990, 5), 1)
	c.Place("card").PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 2, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
	for _, m := range s.Mail.Messages() {
		if strings.Contains(m.Subject, "confirmado") && strings.Contains(m.Header, "List-Unsubscribe") {
			t.Errorf("the mail %q can be unsubscribed", m.Subject)
		}
	}
	back := reader.Get(link[1]).Want(http.StatusOK).Submit("/unsubscribe/" + link[1][strings.LastIndex(link[1], "/")+1:]).Want(http.StatusOK)
	if !back.Has("a***@example.com recebe novidades") || !back.Has("pelo link de um e-mail") {
		t.Errorf("after starting again:\n%s", back.Text())
	}
	s.WantCount(t, 3, `SELECT count(*) FROM consents`)
}

// oneClick does what a mail program does: no cookies, another origin, no
// redirect (RFC 8058).
func oneClick(t *testing.T, link string, want int) {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, link, strings.NewReader(url.Values{"List-Unsubscribe": {"One-Click"}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", "https://mail.example.net")
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != want || response.Header.Get("Set-Cookie") != "" {
		t.Errorf("one click: %d, cookie %q, %s; want %d and no cookie", response.StatusCode, response.Header.Get("Set-Cookie"), body, want)
	}
}

// The order's page and the account lead to the same preferences.
func TestPreferencesOfAnOrderAndAnAccount(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	paid := ticked(t, s).PayByCard(goodCard).Want(http.StatusOK)
	page := paid.Client().Get(paid.Link("/preferences")).Want(http.StatusOK)
	off := page.Submit("/preferences").Want(http.StatusOK)
	if !off.Has("não recebe novidades") || !off.Has("na página do pedido") {
		t.Errorf("after stopping:\n%s", off.Text())
	}
	off.Submit("/preferences").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM consents WHERE given AND source = 'order'`)
	staff := s.Staff(t)
	staff.Get("/account/privacy").Want(http.StatusOK).Submit("/account/privacy").Want(http.StatusOK).Submit("/account/privacy").Want(http.StatusOK)
	s.WantCount(t, 2, `SELECT count(*) FROM consents c JOIN consent_subjects s ON s.id = c.subject_id WHERE c.source = 'account' AND s.user_id IS NOT NULL`)
	s.Client(t).Get("/account/privacy").Want(http.StatusOK) // the log-in
	s.Client(t).Post("/account/privacy", url.Values{"choice": {"start"}})
	s.WantCount(t, 2, `SELECT count(*) FROM consents WHERE source = 'account'`)
	s.Client(t).Get("/orders/" + strconv.Itoa(1) + "/preferences").Want(http.StatusNotFound)
}
