package app_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/storetest"
)

// desk is the order's page of a logged-in owner.
func desk(t *testing.T, s *storetest.Store, staff *storetest.Client) *storetest.Page {
	t.Helper()
	return staff.Get("/admin/orders/" + strconv.FormatInt(theOrder(t, s).Number, 10)).Want(http.StatusOK)
}

// Staff refund a line by the page's form, without JavaScript; a double click and
// an old tab are refused, and the customer sees it.
func TestStaffRefundByForm(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	staff := s.Staff(t)
	page := desk(t, s, staff)
	units := "units_" + strconv.FormatInt(order.Lines[1].ID, 10)
	empty := page.Submit("/refund", "reason", "defect")
	if empty.Want(http.StatusUnprocessableEntity); !empty.Has("Diga quantas unidades") {
		t.Errorf("an empty refund says:\n%s", empty.Text())
	}
	odd := page.Submit("/refund", "reason", "defect", units, "<b>", "amount", "dez reais").Want(http.StatusUnprocessableEntity)
	if !odd.Has("Digite um valor em reais") || !strings.Contains(odd.Body, `value="dez reais"`) {
		t.Errorf("an odd refund says:\n%s", odd.Text())
	}
	if much := page.Submit("/refund", "reason", "goodwill", "amount", "99.999,00").Want(http.StatusConflict); !much.Has("O valor é maior") {
		t.Errorf("too much says:\n%s", much.Text())
	}
	after := page.Submit("/refund", "reason", "defect", units, "2").Want(http.StatusOK)
	if !after.Has("Reembolso pedido") || !after.Has("2 canceladas, 2 reembolsadas") {
		t.Errorf("after the refund:\n%s", after.Text())
	}
	if stale := page.Submit("/refund", "reason", "defect", units, "1").Want(http.StatusConflict); !stale.Has("Alguém mudou") {
		t.Errorf("a double click says:\n%s", stale.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE state = 'succeeded'`)
	guest := s.Client(t).Get("/orders/" + order.Token).Want(http.StatusOK)
	if !guest.Has("2 unidades reembolsadas") || !guest.Has("devolvido ao cartão") {
		t.Errorf("the customer reads:\n%s", guest.Text())
	}
	cancelled := desk(t, s, staff).Submit("/cancel").Want(http.StatusOK)
	if !cancelled.Has("Pedido cancelado") {
		t.Errorf("after cancelling:\n%s", cancelled.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'refunded' AND state = 'cancelled' AND refunded_cents = total_cents`)
	s.WantCount(t, 2, `SELECT count(*) FROM mail_log WHERE kind = 'order_refunded' AND state = 'sent'`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_cancelled' AND state = 'sent'`)
	if n := len(mails(s, "reembolso do pedido")); n != 2 {
		t.Errorf("%d refund mails, want 2", n)
	}
	if n := len(mails(s, "cancelado")); n != 1 {
		t.Errorf("%d cancellation mails, want 1", n)
	}
}

func TestDeskByForm(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	bought(t, s, "boleto")
	staff := s.Staff(t)
	desk(t, s, staff).Submit("/cancel").Want(http.StatusOK)
	list := staff.Get("/admin/refunds").Want(http.StatusOK)
	path := "/admin/refunds/" + strconv.Itoa(s.Count(t, `SELECT max(id) FROM refunds`))
	if empty := list.Submit(path, "payee", "", "proof", "E2E1").Want(http.StatusUnprocessableEntity); !strings.Contains(empty.Body, `value="E2E1"`) {
		t.Error("what was typed is gone")
	}
	done := list.Submit(path, "payee", "ana@example.com", "proof", "E2E1").Want(http.StatusOK)
	if !done.Has("Devolução registrada") || !done.Has("Nada a devolver") {
		t.Errorf("the desk says:\n%s", done.Text())
	}
	list.Submit(path, "payee", "b", "proof", "c").Want(http.StatusConflict)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'refunded'`)
	staff.Get("/admin/refunds/999999").Want(http.StatusMethodNotAllowed)
}

// A corrected e-mail kills the old link and gets the new one; the audit holds no
// personal value.
func TestStaffCorrectsAnOrder(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	staff := s.Staff(t)
	page := desk(t, s, staff)
	wrong := page.Submit("/correct", "email", "ana@", "postal_code", "1", "state", "XX").Want(http.StatusUnprocessableEntity)
	if !strings.Contains(wrong.Body, `value="ana@"`) || strings.Count(wrong.Body, `aria-invalid="true"`) != 3 {
		t.Errorf("a wrong correction says:\n%s", wrong.Text())
	}
	s.WantCount(t, 0, `SELECT count(*) FROM audit_log WHERE action = 'order.correct'`)
	same := page.Submit("/correct").Want(http.StatusOK)
	s.WantCount(t, 0, `SELECT count(*) FROM audit_log WHERE action = 'order.correct'`)
	moved := same.Submit("/correct", "street", "Rua <Nova> 🚚", "recipient", "Zoë").Want(http.StatusOK)
	if !moved.Has("Rua <Nova> 🚚") || !moved.Has("quem recebe, endereço") {
		t.Errorf("after the correction:\n%s", moved.Text())
	}
	page.Submit("/correct", "street", "Outra").Want(http.StatusConflict)
	s.Client(t).Get("/orders/" + order.Token).Want(http.StatusOK)
	moved.Submit("/correct", "email", "nova.ana@example.com").Want(http.StatusOK)
	s.Client(t).Get("/orders/" + order.Token).Want(http.StatusNotFound)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_link' AND state = 'sent'`)
	fresh := theOrder(t, s)
	s.Client(t).Get("/orders/" + fresh.Token).Want(http.StatusOK)
	for _, m := range s.Mail.Messages() {
		if strings.Contains(m.Subject, "novo link") && !strings.Contains(m.To, "nova.ana@example.com") {
			t.Errorf("the new link went to %s", m.To)
		}
	}
	s.WantCount(t, 2, `SELECT count(*) FROM audit_log WHERE action = 'order.correct'`)
	s.WantCount(t, 0, `SELECT count(*) FROM audit_log WHERE after::text ILIKE '%ana%' OR after::text LIKE '%Nova%'`)
	s.WantCount(t, 0, `SELECT count(*) FROM order_events WHERE data::text ILIKE '%ana@%' OR data::text LIKE '%Nova%'`)
	desk(t, s, staff).Submit("/ship", "tracking_code", "AA1").Want(http.StatusOK)
	now := theOrder(t, s)
	late := desk(t, s, staff)
	if strings.Contains(late.Body, `/correct"`) {
		t.Error("a shipped order can be corrected")
	}
	gone := staff.Post("/admin/orders/"+strconv.FormatInt(now.Number, 10)+"/correct", map[string][]string{"version": {strconv.Itoa(now.Version)}, "street": {"x"}})
	gone.Want(http.StatusConflict)
}

func TestNotesAndMailsAgain(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
	staff := s.Staff(t)
	page := desk(t, s, staff)
	page.Submit("/note", "note", "  ").Want(http.StatusUnprocessableEntity)
	page = page.Submit("/note", "note", "Cliente pediu <pressa>").Want(http.StatusOK)
	page = page.Submit("/note", "note", "Sai amanhã 🚚", "visible", "1").Want(http.StatusOK)
	if !page.Has("Cliente pediu <pressa>") || !page.Has("Sai amanhã 🚚") {
		t.Errorf("the notes are:\n%s", page.Text())
	}
	guest := s.Client(t).Get("/orders/" + order.Token).Want(http.StatusOK)
	if guest.Has("pressa") || !guest.Has("Sai amanhã 🚚") {
		t.Errorf("the customer reads:\n%s", guest.Text())
	}
	page = page.Submit("/mail").Want(http.StatusOK)
	s.WantCount(t, 2, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
	if n := len(mails(s, "confirmado")); n != 2 {
		t.Errorf("%d confirmation mails, want 2", n)
	}
	page.Submit("/mail", "mail", "999999").Want(http.StatusNotFound)
	s.WantCount(t, 2, `SELECT count(*) FROM audit_log WHERE action = 'order.note'`)
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'order.mail_again'`)
	s.WantCount(t, 1, `SELECT count(*) FROM order_events WHERE kind = 'mail_again'`)
}

// Who packs orders may mend them, but sends no money back.
func TestWarehouseSendsNoMoneyBack(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	user, err := s.App.Accounts.Create(t.Context(), actor.Store("test"), accounts.CreateInput{
		Email: "rui@example.com", Name: "Rui", Password: storetest.StaffPassword, Role: "warehouse",
	})
	if err != nil {
		t.Fatal(err)
	}
	s.SecondFactor(t, user)
	packer := s.Client(t)
	packer.LogIn(s, user.Email, storetest.StaffPassword, "/admin/orders")
	page := desk(t, s, packer)
	if strings.Contains(page.Body, `/refund"`) || strings.Contains(page.Body, `/cancel"`) || page.Link("/admin/refunds") != "" {
		t.Error("the warehouse is offered to send money back")
	}
	path := "/admin/orders/" + strconv.FormatInt(order.Number, 10)
	values := map[string][]string{"version": {strconv.Itoa(order.Version)}, "amount": {"1"}, "reason": {"goodwill"}}
	for _, action := range []string{"/refund", "/cancel"} {
		packer.Post(path+action, values).Want(http.StatusForbidden)
	}
	packer.Get("/admin/refunds").Want(http.StatusForbidden)
	page.Submit("/note", "note", "Caixa amassada").Want(http.StatusOK)
	s.WantCount(t, 0, `SELECT count(*) FROM refunds`)
}
