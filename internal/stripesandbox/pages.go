package stripesandbox

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"
)

//go:embed pages/*.html pages/sandbox.css
var pageFiles embed.FS

var pageTemplates = template.Must(template.New("").Funcs(template.FuncMap{
	"money": reais,
	"when": func(unix int64) string {
		return time.Unix(unix, 0).In(brasilia).Format("02/01/2006 15:04:05")
	},
}).ParseFS(pageFiles, "pages/*.html"))

// reais writes an amount as the buyer reads it.
func reais(amount int64, currency string) string {
	if currency != "brl" {
		return money(amount, currency)
	}
	sign := ""
	if amount < 0 {
		sign, amount = "-", -amount
	}
	whole := fmt.Sprint(amount / 100)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	return fmt.Sprintf("%sR$ %s,%02d", sign, whole, amount%100)
}

func (s *Server) pageRoutes(mux *http.ServeMux) {
	// Another site must not be able to press the buttons of these pages.
	guard := http.NewCrossOriginProtection()
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /pay/{id}":              s.showPay,
		"POST /pay/{id}":             s.submitPay,
		"GET /pay/{id}/3ds":          s.showChallenge,
		"POST /pay/{id}/3ds":         s.submitChallenge,
		"GET /pix/{id}":              s.showPix,
		"POST /pix/{id}/{action}":    s.submitCode,
		"GET /pix/{id}/qr.png":       s.pixImage,
		"GET /pix/{id}/qr.svg":       s.pixImage,
		"GET /boleto/{id}":           s.showBoleto,
		"POST /boleto/{id}/{action}": s.submitCode,
		"GET /boleto/{id}/pdf":       s.boletoPDF,
		"GET /receipt/{id}":          s.showReceipt,
		"GET /sandbox.css":           s.showCSS,
	} {
		mux.Handle(pattern, guard.Handler(h))
	}
}

// frame is what every page needs.
type frame struct {
	Title string
	// Targets are the origins that a form of the page may end up at: browsers
	// apply form-action to the redirect after a POST.
	Targets []string
	Status  int
}

// page renders a template into a buffer first, so that a failure is a whole
// error page and not half of a good one.
func (s *Server) page(w http.ResponseWriter, name string, f frame, data any) {
	var buf bytes.Buffer
	if err := pageTemplates.ExecuteTemplate(&buf, name, map[string]any{"Frame": f, "Page": data}); err != nil {
		s.log.Error("stripe sandbox: render", "page", name, "error", err)
		http.Error(w, "sandbox: page cannot be rendered", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"+origins(f.Targets))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if f.Status != 0 {
		w.WriteHeader(f.Status)
	}
	_, _ = buf.WriteTo(w)
}

// origins writes the scheme and host of each address for a policy.
func origins(addresses []string) string {
	out := ""
	for _, a := range addresses {
		if u, err := url.Parse(a); err == nil && u.Host != "" {
			out += " " + u.Scheme + "://" + u.Host
		}
	}
	return out
}

func (s *Server) showCSS(w http.ResponseWriter, _ *http.Request) {
	css, err := pageFiles.ReadFile("pages/sandbox.css")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=60")
	_, _ = w.Write(css)
}

func (s *Server) notFound(w http.ResponseWriter) {
	s.page(w, "message.html", frame{Title: "Página não encontrada", Status: http.StatusNotFound}, message{
		Text: "Este endereço de pagamento não existe neste ambiente de testes.",
	})
}

type message struct {
	Text string
	Link string
	Back string // what the link says
}

// successURL is where the buyer returns after paying.
func successURL(row *sessionRow) string {
	return strings.ReplaceAll(string(row.SuccessURL), sessionTemplate, row.ID)
}

// seen returns a session, or the one of an intent, as the clock has left it.
func (s *Server) seen(sessionID, intentID string) (*sessionRow, *intentRow) {
	var row *sessionRow
	var p *intentRow
	// Expiry alone can fail here, and it is tried again by the next call.
	_ = s.change(func(x *tx) error {
		if intentID != "" {
			if p = get(x, x.st.intents, intentID); p != nil {
				sessionID = p.SessionID
			}
		}
		if row = get(x, x.st.sessions, sessionID); row != nil && p == nil {
			p = get(x, x.st.intents, string(row.PaymentIntent))
		}
		return nil
	})
	return row, p
}
