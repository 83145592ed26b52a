package admin_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"
)

func TestPagesAreEditedVersionByVersion(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.enter("owner")
	_, page := o.get("/admin/pages")
	o.has(page, `href="/admin/pages/termos"`, "Texto de fábrica", "/p/acessibilidade")
	_, page = o.get("/admin/pages/termos")
	o.has(page, `value="Termos de venda"`, "{{legal_name}}", `href="/p/termos?version=1"`)
	version := o.version(page)
	r, page := o.post("/admin/pages/termos", "version", version, "title", "", "body", "{{dono}} <script>")
	if r.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a text that cannot be: %d, want 422", r.StatusCode)
	}
	o.has(page, `href="#title"`, "Não existe o dado dono", "{{dono}} &lt;script&gt;")
	if r, _ := o.post("/admin/pages/termos", "version", version, "title", "Termos", "body", "# Um"); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("publish: %d", r.StatusCode)
	}
	r, page = o.post("/admin/pages/termos", "version", version, "title", "Termos", "body", "# Dois")
	if r.StatusCode != http.StatusConflict {
		t.Errorf("a stale text: %d, want 409", r.StatusCode)
	}
	o.has(page, "Outra pessoa publicou", "# Um", "# Dois")
	if r, _ := o.post("/admin/pages/termos", "version", o.version(page), "title", "Termos", "body", "# Dois"); r.StatusCode != http.StatusSeeOther {
		t.Errorf("published on purpose: %d", r.StatusCode)
	}
	if n := o.number(`SELECT count(*) FROM page_versions WHERE page_id = (SELECT id FROM pages WHERE slug = 'termos')`); n != 3 {
		t.Errorf("%d versions of the terms, want 3", n)
	}
	for _, path := range []string{"/admin/pages/sorteios", "/admin/messages/1", "/admin/messages/x", "/admin/messages?page=2"} {
		if r, _ := o.get(path); r.StatusCode != http.StatusNotFound {
			t.Errorf("GET %s: %d, want 404", path, r.StatusCode)
		}
	}
}

func TestMessagesAreAnsweredFromTheQueue(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.enter("owner")
	_, page := o.get("/admin/messages")
	o.has(page, "Nenhuma mensagem aqui")
	now := o.clock.Now()
	id := o.number(`INSERT INTO contact_messages (protocol, content_hash, name, email, subject, message, order_number, locale, created_at, due_at)
		VALUES ('20261117-ABCDEFGH', 'x', 'Ana <b>', 'ana@example.com', 'Dúvida & cia', 'Onde <i>está</i>?', 1042, 'pt-BR', $1, $2) RETURNING id`,
		now.Add(-6*24*time.Hour), now.Add(-24*time.Hour))
	_, page = o.get("/admin/messages")
	o.has(page, "20261117-ABCDEFGH", "Atrasada", "Ana &lt;b&gt;")
	path := "/admin/messages/" + strconv.Itoa(id)
	_, page = o.get(path)
	o.has(page, "Onde &lt;i&gt;está&lt;/i&gt;?", `href="/admin/orders/1042"`, "mailto:ana@example.com?subject=Re:%20D%C3%BAvida%20&amp;%20cia")
	if r, _ := o.post(path, "answered", "1"); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("mark: %d", r.StatusCode)
	}
	_, page = o.get("/admin/messages?answered=1")
	o.has(page, "Mensagem marcada como respondida.", "Respondida")
	if r, _ := o.post(path, "answered", "0"); r.StatusCode != http.StatusSeeOther || o.number(`SELECT count(*) FROM contact_messages WHERE answered_at IS NULL`) != 1 {
		t.Errorf("back to the queue: %d", r.StatusCode)
	}
	o.enter("warehouse")
	for _, path := range []string{path, "/admin/messages", "/admin/pages"} {
		if r, _ := o.get(path); r.StatusCode != http.StatusForbidden {
			t.Errorf("the warehouse at %s: %d, want 403", path, r.StatusCode)
		}
	}
}
