package app_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"tenaz/internal/storetest"
)

// Staff change what freight costs; whoever is in the checkout is told.
func TestStaffEditFreight(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c := s.Client(t)
	c.Add(s.Product(t, "Fone", 9990, 5), 1)
	review := c.Review("card")
	staff := s.Staff(t)
	list := staff.Get("/admin/shipping").Want(http.StatusOK)
	if !list.Has("Econômica") || !list.Has("01000-000 a 05999-999") || !list.Has("São Paulo, capital") {
		t.Fatalf("the list says:\n%s", list.Text())
	}
	offer := staff.Get(list.Link("/admin/shipping/services/1")).Want(http.StatusOK)
	table := staff.Get(offer.Link("/zones/1")).Want(http.StatusOK)
	if !strings.Contains(table.Body, `value="16,90"`) {
		t.Errorf("the table says:\n%s", table.Text())
	}
	wrong := table.Submit("/zones/1", "price_2", "dez", "max_grams_7", "12").Want(http.StatusUnprocessableEntity)
	if !wrong.Has("Digite um valor em reais") || !strings.Contains(wrong.Body, `value="dez"`) || !strings.Contains(wrong.Body, `href="#price_2"`) {
		t.Errorf("a wrong table says:\n%s", wrong.Text())
	}
	saved := table.Submit("/zones/1", "price_2", "19,50", "max_grams_0", "", "price_0", "", "days_min_0", "", "days_max_0", "").Want(http.StatusOK)
	if !saved.Has("Frete salvo") {
		t.Errorf("after saving:\n%s", saved.Text())
	}
	s.WantCount(t, 6, `SELECT count(*) FROM shipping_rates WHERE service_id = 1 AND zone_id = 1`)
	stale := table.Submit("/zones/1", "price_2", "1,00").Want(http.StatusConflict)
	if !stale.Has("Alguém mudou") || !stale.Has("R$ 19,50") || !strings.Contains(stale.Body, `value="1,00"`) {
		t.Errorf("a stale table says:\n%s", stale.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'shipping.rates_saved' AND actor_kind = 'staff'`)

	if old := review.Submit("/checkout/place").Want(http.StatusOK); !strings.HasPrefix(old.URL.Path, "/checkout/") || !old.Has("frete") {
		t.Errorf("the old price ended at %s:\n%s", old.URL, old.Text())
	}
	if now := c.Get("/checkout/shipping").Want(http.StatusOK); !now.Has("R$ 19,50") || !now.Has("O frete mudou") {
		t.Errorf("the shopper reads:\n%s", now.Text())
	}

	// Switched off, a service is offered no more.
	off := staff.Get("/admin/shipping/services/1").Want(http.StatusOK)
	values := url.Values{"version": {"2"}, "name": {"Econômica"}, "carrier": {"Correios"}, "position": {"1"}, "cubic_divisor": {"6000"}, "tracking_url": {""}}
	if done := staff.Post(off.URL.String(), values).Want(http.StatusOK); !done.Has("Desligado") {
		t.Errorf("after switching off:\n%s", done.Text())
	}
	if now := c.Get("/checkout/shipping").Want(http.StatusOK); now.Has("R$ 19,50") || !now.Has("Expressa") {
		t.Errorf("the shopper reads:\n%s", now.Text())
	}
	if again := staff.Post(off.URL.String(), values).Want(http.StatusConflict); !again.Has("Como está salvo agora") {
		t.Errorf("a double click says:\n%s", again.Text())
	}
}

func TestStaffMakeZones(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	staff := s.Staff(t)
	form := staff.Get(staff.Get("/admin/shipping").Want(http.StatusOK).Link("/zones/new")).Want(http.StatusOK)
	taken := form.Submit("/zones/new", "name", "Ilhas", "ranges", "01000-000 a 01999-999").Want(http.StatusUnprocessableEntity)
	if !taken.Has("já é da zona São Paulo, capital") || !strings.Contains(taken.Body, "01000-000 a 01999-999") {
		t.Errorf("a taken range says:\n%s", taken.Text())
	}
	list := form.Submit("/zones/new", "name", "Rondônia nova", "ranges", "78900-000 a 78999-999").Want(http.StatusOK)
	if !list.Has("Rondônia nova") || !list.Has("78900-000 a 78999-999") {
		t.Errorf("the list says:\n%s", list.Text())
	}
	zone := staff.Get(list.Link("/zones/7")).Want(http.StatusOK)
	zone.Submit("/zones/7", "ranges", "78900-000 a 78950-000").Want(http.StatusOK)
	if stale := zone.Submit("/zones/7", "ranges", "78900-000").Want(http.StatusConflict); !stale.Has("78900-000 a 78950-000") {
		t.Errorf("a stale zone says:\n%s", stale.Text())
	}
	s.WantCount(t, 2, `SELECT count(*) FROM audit_log WHERE action = 'shipping.zone_saved'`)
	staff.Get("/admin/shipping/zones/999").Want(http.StatusNotFound)
	staff.Get("/admin/shipping/services/1/zones/999").Want(http.StatusNotFound)
	staff.Get("/admin/shipping/services/999").Want(http.StatusNotFound)
}

// The table goes out as a file and comes back changed, whole or not at all.
func TestFreightByFile(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	staff := s.Staff(t)
	file := staff.Get("/admin/shipping.csv").Want(http.StatusOK)
	if !strings.HasPrefix(file.Body, "service;zone;max_grams;price;days_min;days_max\neconomica;São Paulo, capital;300;12,90;2;4\n") || strings.Count(file.Body, "\n") != 85 {
		t.Fatalf("the file is:\n%.300s", file.Body)
	}
	version := url.Values{"version": {"2"}}
	bad := staff.Upload("/admin/shipping/upload", version, "table", "frete.csv", []byte(file.Body+"foguete;Norte;1;1;1;1\n")).Want(http.StatusUnprocessableEntity)
	if !bad.Has("nada foi mudado") || !bad.Has("Linha 86:") || !bad.Has("não há serviço com o código foguete") {
		t.Errorf("a bad file says:\n%s", bad.Text())
	}
	staff.Upload("/admin/shipping/upload", version, "other", "frete.csv", nil).Want(http.StatusUnprocessableEntity)
	taken := staff.Upload("/admin/shipping/upload", version, "table", "frete.csv", []byte(strings.Replace(file.Body, "12,90", "7,77", 1))).Want(http.StatusOK)
	if !taken.Has("Tabela recebida: 84 linhas") {
		t.Errorf("a good file says:\n%s", taken.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM shipping_rates WHERE price_cents = 777`)
	s.WantCount(t, 84, `SELECT count(*) FROM shipping_rates`)
	staff.Upload("/admin/shipping/upload", version, "table", "frete.csv", []byte(file.Body)).Want(http.StatusConflict)
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'shipping.table_uploaded'`)
	s.Client(t).Get("/admin/shipping.csv").Want(http.StatusOK) // led to the log-in

	// A name that a spreadsheet would run goes out as text, and comes back.
	if _, err := s.Owner.Exec(t.Context(), `UPDATE shipping_zones SET name = '=1+1' WHERE name = 'São Paulo, capital'`); err != nil {
		t.Fatal(err)
	}
	file = staff.Get("/admin/shipping.csv").Want(http.StatusOK)
	if !strings.Contains(file.Body, "\neconomica;'=1+1;300;7,77;2;4\n") || strings.Contains(file.Body, ";=") {
		t.Errorf("the file holds a formula:\n%.300s", file.Body)
	}
	staff.Upload("/admin/shipping/upload", url.Values{"version": {strconv.Itoa(s.Count(t, `SELECT sum(version) FROM shipping_services`))}},
		"table", "frete.csv", []byte(file.Body)).Want(http.StatusOK)
}
