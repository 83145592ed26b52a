package stripesandbox

import (
	"net/http"
	"strings"
)

type codePage struct {
	Session *Session
	Intent  *PaymentIntent
	Return  string
	Cancel  string
}

func (s *Server) showPix(w http.ResponseWriter, r *http.Request)    { s.showCode(w, r, Pix) }
func (s *Server) showBoleto(w http.ResponseWriter, r *http.Request) { s.showCode(w, r, Boleto) }

// showCode shows a Pix code or a boleto, or what has become of it.
func (s *Server) showCode(w http.ResponseWriter, r *http.Request, method string) {
	row, p := s.seen("", r.PathValue("id"))
	if p == nil {
		s.notFound(w)
		return
	}
	page := codePage{Session: &row.Session, Intent: &p.PaymentIntent, Return: successURL(row), Cancel: string(row.CancelURL)}
	f := frame{Title: "Pagar com Pix", Targets: []string{string(row.SuccessURL)}}
	if method == Boleto {
		f.Title = "Boleto"
	}
	s.page(w, method+".html", f, page)
}

// submitCode takes the buttons of both pages: pay and expire.
func (s *Server) submitCode(w http.ResponseWriter, r *http.Request) {
	method, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	id, action := r.PathValue("id"), r.PathValue("action")
	row, p := s.seen("", id)
	if p == nil || (action != "pay" && action != "expire") {
		s.notFound(w)
		return
	}
	here := "/" + method + "/" + id
	err := s.change(func(x *tx) error {
		switch {
		case action == "expire":
			p, err := x.pending(id, method)
			if err != nil {
				return err
			}
			x.expireCode(p)
			return nil
		case method == Pix:
			return x.payPix(id)
		default:
			return x.payBoleto(id)
		}
	})
	switch {
	case err != nil:
		// Paid or expired meanwhile: the page says which.
		http.Redirect(w, r, here, http.StatusSeeOther)
	case action == "pay" && method == Pix:
		http.Redirect(w, r, successURL(row), http.StatusSeeOther)
	case method == Pix && row.Status == "open":
		http.Redirect(w, r, "/pay/"+row.ID, http.StatusSeeOther)
	default:
		http.Redirect(w, r, here, http.StatusSeeOther)
	}
}

func (s *Server) pixImage(w http.ResponseWriter, r *http.Request) {
	_, p := s.seen("", r.PathValue("id"))
	if p == nil || p.NextAction == nil || p.NextAction.Pix == nil {
		http.NotFound(w, r)
		return
	}
	code, err := encodeQR(p.NextAction.Pix.Data)
	if err != nil {
		s.log.Error("stripe sandbox: qr", "error", err)
		http.Error(w, "no image", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if strings.HasSuffix(r.URL.Path, ".svg") {
		w.Header().Set("Content-Type", "image/svg+xml")
		w.Header().Set("Content-Security-Policy", "default-src 'none'")
		_, _ = w.Write(code.svg())
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(code.png())
}

func (s *Server) showReceipt(w http.ResponseWriter, r *http.Request) {
	var c *chargeRow
	_ = s.change(func(x *tx) error {
		c = get(x, x.st.charges, r.PathValue("id"))
		return nil
	})
	if c == nil || !c.Paid {
		s.notFound(w)
		return
	}
	s.page(w, "receipt.html", frame{Title: "Recibo"}, c.Charge)
}
