package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tenaz/internal/storetest"
	"tenaz/internal/stripesandbox"
)

// panel is what the dashboard says under Atenção.
func panel(t *testing.T, staff *storetest.Client) string {
	t.Helper()
	page := staff.Get("/admin").Want(http.StatusOK)
	_, text, found := strings.Cut(page.Text(), "Atenção\n")
	if !found {
		t.Fatalf("there is no panel:\n%s", page.Text())
	}
	text, _, _ = strings.Cut(text, "Vendas\n")
	return text
}

func says(t *testing.T, staff *storetest.Client, want ...string) {
	t.Helper()
	text := panel(t, staff)
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the panel does not say %q:\n%s", w, text)
		}
	}
}

// Nothing waits in a new shop; a paid order waits too long after two working days,
// or as many as the settings say.
func TestPanelSaysWhatWasNotShipped(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{River: byHand})
	says(t, s.Staff(t), "Nada precisa de você agora", "Nenhum aviso da Stripe")
	bought(t, s, "card")
	says(t, s.Staff(t), "Nada precisa de você agora", "Último aviso da Stripe")
	s.Clock.Advance(7 * 24 * time.Hour)
	staff := s.Staff(t)
	says(t, staff, "1 pedido pago espera o envio há tempo demais")
	settings := staff.Get("/admin/settings").Want(http.StatusOK)
	settings.Submit("/admin/settings", "unshipped_days", "31").Want(http.StatusUnprocessableEntity)
	settings.Submit("/admin/settings", "unshipped_days", "6").Want(http.StatusOK)
	says(t, staff, "Nada precisa de você agora")
}

// Payments end and Stripe reports none: its endpoint is wrong. An attempt without
// an answer is settled by one click, once Stripe can be asked.
func TestPanelSaysWhatStripeDidNotReport(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true, River: byHand})
	client, _, session := buy(t, s, "card")
	pay(t, s, session)
	s.Clock.Advance(2 * time.Hour)
	staff := s.Staff(t)
	says(t, staff, "1 pagamento devia ter terminado e não tem resposta")
	page := staff.Get("/admin/payments").Want(http.StatusOK)
	attempt := fmt.Sprintf("/admin/payments/%d", s.Count(t, `SELECT id FROM payment_attempts`))
	s.Sandbox.Inject(stripesandbox.Fault{Path: "/v1/checkout/sessions", Status: 503, Times: 3})
	page.Submit(attempt).Want(http.StatusServiceUnavailable)
	s.Sandbox.ResetFaults()
	if done := page.Submit(attempt).Want(http.StatusOK); !done.Has("o pedido está em dia") || !done.Has("Todos os pagamentos têm resposta") {
		t.Errorf("asking Stripe says:\n%s", done.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
	client.Get("/").Want(http.StatusOK)
	s.Clock.Advance(time.Hour)
	says(t, staff, "nenhum aviso da Stripe chegou")
}

// Work that gave up is on the panel and its page; one click tries it again.
func TestPanelSaysWhatFailed(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{River: byHand})
	var id int64
	err := s.DB.QueryRow(t.Context(), `INSERT INTO river_job (state, attempt, max_attempts, attempted_at, finalized_at, args, kind)
		VALUES ('discarded', 5, 5, now(), now(), '{}', 'purge') RETURNING id`).Scan(&id)
	if err != nil {
		t.Fatal(err)
	}
	bought(t, s, "card")
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
	if _, err := s.Owner.Exec(t.Context(), `UPDATE mail_log SET state = 'failed'`); err != nil {
		t.Fatal(err)
	}
	staff := s.Staff(t)
	says(t, staff, "1 tarefa falhou", "1 e-mail não foi entregue")
	page := staff.Get("/admin/jobs").Want(http.StatusOK)
	if !page.Has("Limpeza de dados antigos") || !page.Has("Desistiu") {
		t.Errorf("the page says:\n%s", page.Text())
	}
	page.Submit(fmt.Sprintf("/admin/jobs/%d", id)).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM river_job WHERE id = $1 AND state = 'completed'`, id)
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'job.retry' AND subject_id = $1`, id)
	if again := page.Submit(fmt.Sprintf("/admin/jobs/%d", id)).Want(http.StatusConflict); !again.Has("Nenhuma tarefa falhou") {
		t.Errorf("tried again, the page says:\n%s", again.Text())
	}
	staff.Post("/admin/jobs/999999", nil).Want(http.StatusNotFound)
	if _, err := s.Owner.Exec(t.Context(), `UPDATE mail_log SET state = 'sent'`); err != nil {
		t.Fatal(err)
	}
	says(t, staff, "Nada precisa de você agora")
}

// Work on a schedule that failed once and succeeded since is no trouble.
func TestPanelForgetsWhatSucceededSince(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{River: byHand})
	insert := func(state string) {
		t.Helper()
		_, err := s.DB.Exec(t.Context(), `INSERT INTO river_job (state, attempt, max_attempts, attempted_at, finalized_at, args, kind)
			VALUES ($1, 1, 1, now(), now(), '{}', 'sweep_orders')`, state)
		if err != nil {
			t.Fatal(err)
		}
	}
	insert("discarded")
	insert("discarded")
	staff := s.Staff(t)
	says(t, staff, "1 tarefa falhou")
	insert("completed")
	says(t, staff, "Nada precisa de você agora")
}

// Who cannot mend something is not told of it, and cannot reach where it is.
func TestPanelKnowsPermissions(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	manager, _ := s.StaffAs(t, "manager")
	if text := panel(t, manager); strings.Contains(text, "Stripe") {
		t.Errorf("a manager reads:\n%s", text)
	}
	manager.Get("/admin/shortages").Want(http.StatusOK)
	manager.Get("/admin/jobs").Want(http.StatusForbidden)
	manager.Post("/admin/jobs/1", nil).Want(http.StatusForbidden)
}
