package stripesandbox_test

import (
	"html"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stripe/stripe-go/v76"

	"tenaz/internal/stripesandbox"
)

// visit returns status, body and where it redirects to.
func (b *bench) visit(method, address string, form url.Values) (int, string, string) {
	b.t.Helper()
	if !strings.HasPrefix(address, "http") {
		address = b.url + address
	}
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	req, err := http.NewRequest(method, address, body)
	b.ok(err)
	req.Header.Set("Accept", "text/html")
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := browser().Do(req)
	b.ok(err)
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	b.ok(err)
	if resp.StatusCode == http.StatusOK && strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
		csp := resp.Header.Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'") {
			b.t.Errorf("%s: policy %q", address, csp)
		}
		for _, bad := range []string{"<script", "style=", "onclick", "<style"} {
			if strings.Contains(string(page), bad) {
				b.t.Errorf("%s: the page contains %s", address, bad)
			}
		}
	}
	return resp.StatusCode, html.UnescapeString(string(page)), resp.Header.Get("Location")
}

func (b *bench) submit(address string, pairs ...string) (int, string, string) {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return b.visit(http.MethodPost, address, form)
}

func (b *bench) shows(page string, texts ...string) {
	b.t.Helper()
	for _, want := range texts {
		if !strings.Contains(page, want) {
			b.t.Errorf("the page does not show %q:\n%s", want, page)
		}
	}
}

func TestPagePaysByCard(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	status, page, _ := b.visit(http.MethodGet, s.URL, nil)
	if status != 200 {
		t.Fatalf("status %d", status)
	}
	b.shows(page, "Teclado", "Fone", "R$ 100,00", "maria@tenaz.test", `name="number"`, `value="card"`, "https://loja.test/checkout/review")

	status, page, _ = b.submit(s.URL, "method", "card", "number", "4000 0000 0000 9995")
	if status != http.StatusPaymentRequired {
		t.Errorf("a decline answers %d", status)
	}
	b.shows(page, "não tem saldo suficiente", `name="number"`)
	status, page, _ = b.submit(s.URL, "method", "card", "number", "4242424242424241")
	if status != http.StatusPaymentRequired {
		t.Errorf("a wrong number answers %d", status)
	}
	b.shows(page, "O número do cartão está incorreto.")
	status, page, _ = b.submit(s.URL, "method", "card", "number", " ")
	if status != http.StatusUnprocessableEntity {
		t.Errorf("no number answers %d", status)
	}
	b.shows(page, "Informe o número do cartão.")

	status, _, to := b.submit(s.URL, "method", "card", "number", "4242 4242 4242 4242")
	if want := "https://loja.test/orders/abc?session=" + s.ID; status != http.StatusSeeOther || to != want {
		t.Errorf("paid: %d to %q, want %q", status, to, want)
	}
	status, page, _ = b.visit(http.MethodGet, s.URL, nil)
	if status != 200 || strings.Contains(page, `name="number"`) {
		t.Errorf("status %d, or the page of a paid session takes a card", status)
	}
	b.shows(page, "já foi concluído", "https://loja.test/orders/abc?session="+s.ID)
	if status, _, _ = b.submit(s.URL, "method", "card", "number", "4242424242424242"); status != http.StatusConflict {
		t.Errorf("paying twice answers %d", status)
	}
	paid := 0
	for _, c := range b.box.Charges() {
		if c.Paid {
			paid++
		}
	}
	if paid != 1 {
		t.Errorf("%d paid charges", paid)
	}
}

func TestPageChallenge(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	pay := func() string {
		status, _, to := b.submit(s.URL, "method", "card", "number", "4000002500003155")
		if status != http.StatusSeeOther || !strings.HasSuffix(to, "/3ds") {
			t.Fatalf("%d to %q", status, to)
		}
		_, page, _ := b.visit(http.MethodGet, to, nil)
		b.shows(page, "Autenticar", "Falhar autenticação", "R$ 100,00")
		return to
	}
	status, page, _ := b.submit(pay(), "result", "fail")
	if status != http.StatusPaymentRequired {
		t.Errorf("status %d", status)
	}
	b.shows(page, "A autenticação com o banco não foi concluída")
	challenge := pay()
	if _, _, to := b.submit(challenge, "result", "approve"); to != "https://loja.test/orders/abc?session="+s.ID {
		t.Errorf("approved: to %q", to)
	}
	if status, _, to := b.submit(challenge, "result", "approve"); status != http.StatusConflict && to == "" {
		t.Errorf("approved twice: %d to %q", status, to)
	}
}

func TestPagePix(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("pix")
	_, page, _ := b.visit(http.MethodGet, s.URL, nil)
	b.shows(page, "Gerar código Pix")
	_, _, pix := b.submit(s.URL, "method", "pix")
	_, page, _ = b.visit(http.MethodGet, pix, nil)
	p := b.reload(s.ID).PaymentIntent
	code := p.NextAction.PixDisplayQRCode
	b.shows(page, code.Data, "Pagar agora", "Expirar código", "qr.svg")
	if p.NextAction.PixDisplayQRCode.HostedInstructionsURL != b.url+pix {
		t.Errorf("instructions at %s, page at %s", code.HostedInstructionsURL, pix)
	}
	if _, _, to := b.visit(http.MethodGet, s.URL, nil); to != pix {
		t.Errorf("coming back to the session leads to %q", to)
	}
	for address, want := range map[string]string{code.ImageURLPNG: "\x89PNG", code.ImageURLSVG: "<svg"} {
		if _, body, _ := b.visit(http.MethodGet, address, nil); !strings.HasPrefix(body, want) {
			t.Errorf("%s is no image", address)
		}
	}
	if _, _, to := b.submit(pix + "/expire"); to != "/pay/"+s.ID {
		t.Errorf("expired: to %q", to)
	}
	_, page, _ = b.visit(http.MethodGet, s.URL, nil)
	b.shows(page, "Gere um novo")
	_, _, pix = b.submit(s.URL, "method", "pix")
	if _, _, to := b.submit(pix + "/pay"); to != "https://loja.test/orders/abc?session="+s.ID {
		t.Errorf("paid: to %q", to)
	}
	_, page, _ = b.visit(http.MethodGet, pix, nil)
	b.shows(page, "recebido")
	if _, _, to := b.submit(pix + "/pay"); to != pix || len(b.box.Charges()) != 1 {
		t.Errorf("paid twice: to %q, %d charges", to, len(b.box.Charges()))
	}
}

func TestPageBoleto(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, action := range []string{"pay", "expire"} {
		s := b.session("boleto")
		status, _, to := b.submit(s.URL, "method", "boleto")
		if status != http.StatusSeeOther || to != "https://loja.test/orders/abc?session="+s.ID {
			t.Errorf("issued: %d to %q", status, to)
		}
		v := b.reload(s.ID).PaymentIntent.NextAction.BoletoDisplayDetails
		_, page, _ := b.visit(http.MethodGet, v.HostedVoucherURL, nil)
		b.shows(page, v.Number, "Pagar boleto", "Deixar vencer")
		if _, body, _ := b.visit(http.MethodGet, v.PDF, nil); !strings.HasPrefix(body, "%PDF-") || !strings.Contains(body, v.Number) {
			t.Error("the PDF does not show the number")
		}
		_, page, _ = b.visit(http.MethodGet, b.url+"/pay/"+s.ID, nil)
		b.shows(page, "O boleto deste pedido já foi emitido")
		b.submit(v.HostedVoucherURL + "/" + action)
		_, page, _ = b.visit(http.MethodGet, v.HostedVoucherURL, nil)
		want, payment := "pago", stripe.CheckoutSessionPaymentStatusPaid
		if action == "expire" {
			want, payment = "venceu", stripe.CheckoutSessionPaymentStatusUnpaid
		}
		b.shows(page, want)
		if got := b.reload(s.ID).PaymentStatus; got != payment {
			t.Errorf("%s: payment %s", action, got)
		}
	}
}

func TestPageRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	for name, c := range map[string]struct {
		address string
		form    []string
		status  int
	}{
		"a method that is not offered": {s.URL, []string{"method", "pix"}, 422},
		"no method":                    {s.URL, []string{"number", "4242424242424242"}, 422},
		"unknown session":              {"/pay/cs_test_none", []string{"method", "card"}, 404},
		"unknown Pix code":             {"/pix/pi_none/pay", nil, 404},
		"unknown boleto":               {"/boleto/pi_none/pay", nil, 404},
		"challenge without a card":     {"/pay/" + s.ID + "/3ds", []string{"result", "approve"}, 303},
	} {
		if status, _, _ := b.submit(c.address, c.form...); status != c.status {
			t.Errorf("%s: %d, want %d", name, status, c.status)
		}
	}
	if len(b.box.Charges()) != 0 {
		t.Error("a refused form charged something")
	}
	b.ok(b.box.ExpireSession(s.ID))
	status, page, _ := b.visit(http.MethodGet, "/pay/"+s.ID, nil)
	if status != 200 {
		t.Errorf("expired page: %d", status)
	}
	b.shows(page, "O prazo deste pagamento terminou")
	if status, _, _ = b.submit("/pay/"+s.ID, "method", "card", "number", "4242424242424242"); status != 409 {
		t.Errorf("paying an expired session answers %d", status)
	}
}

// Another site cannot press the buttons.
func TestPageRefusesOtherOrigins(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	req, err := http.NewRequest(http.MethodPost, s.URL, strings.NewReader("method=card&number=4242424242424242"))
	b.ok(err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	resp, err := browser().Do(req)
	b.ok(err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden || b.reload(s.ID).Status != "open" {
		t.Errorf("status %d", resp.StatusCode)
	}
}

func TestPageEscapes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.params("card")
	p.LineItems[0].PriceData.ProductData.Name = stripe.String(`<script>alert("x")</script> D'Ávila & 🎧`)
	s, err := b.api.CheckoutSessions.New(p)
	b.ok(err)
	resp, err := http.Get(s.URL)
	b.ok(err)
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	b.ok(err)
	if strings.Contains(string(page), "<script") || !strings.Contains(html.UnescapeString(string(page)), `<script>alert("x")</script> D'Ávila & 🎧`) {
		t.Errorf("%s", page)
	}
	if got := resp.Header.Get("Content-Security-Policy"); !strings.HasSuffix(got, "form-action 'self' https://loja.test") {
		t.Errorf("policy %q", got)
	}
}

func TestReceipt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, c := b.paid("5555555555554444")
	status, page, _ := b.visit(http.MethodGet, string(c.ReceiptURL), nil)
	if status != 200 {
		t.Fatalf("status %d", status)
	}
	b.shows(page, "R$ 100,00", "final 4444", "Pedido 1042", c.ID)
}

func TestControlPage(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *stripesandbox.Config) { c.BaseURL = "http://sandbox.test/" })
	paid, charge := b.paid("4242424242424242")
	for _, method := range []string{"card", "pix", "boleto"} {
		b.session(method)
	}
	pix := b.session("pix")
	if pix.URL != "http://sandbox.test/pay/"+pix.ID {
		t.Errorf("url %q", pix.URL)
	}
	b.ok(b.box.IssuePix(pix.ID))
	status, page, _ := b.visit(http.MethodGet, "/", nil)
	if status != 200 {
		t.Fatalf("status %d: %s", status, page)
	}
	b.shows(page, paid.ID[:20], charge.ID, "checkout.session.completed", "POST /v1/checkout/sessions", "card, pix, boleto", "Contestar")
	if status, css, _ := b.visit(http.MethodGet, "/sandbox.css", nil); status != 200 || !strings.Contains(css, "main") {
		t.Errorf("style sheet: %d", status)
	}
}
