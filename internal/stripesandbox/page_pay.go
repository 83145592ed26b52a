package stripesandbox

import (
	"errors"
	"net/http"
	"slices"
	"strings"
)

type payPage struct {
	Session  *Session
	Lines    []LineItem
	Methods  []string
	Problem  string
	Cancel   string
	PixOpen  string // address of a Pix code that waits to be paid
	TestData bool
}

func (s *Server) showPay(w http.ResponseWriter, r *http.Request) {
	row, p := s.seen(r.PathValue("id"), "")
	switch {
	case row == nil:
		s.notFound(w)
	case row.Status != "open":
		s.showClosed(w, row, http.StatusOK)
	case p != nil && p.NextAction != nil && p.NextAction.Pix != nil && len(row.PaymentMethodTypes) == 1:
		http.Redirect(w, r, "/pix/"+p.ID, http.StatusSeeOther)
	default:
		problem := ""
		if p != nil && p.LastPaymentError != nil {
			problem = explain(p.LastPaymentError.Code, p.LastPaymentError.DeclineCode)
		}
		s.renderPay(w, row, p, problem, http.StatusOK)
	}
}

func (s *Server) renderPay(w http.ResponseWriter, row *sessionRow, p *intentRow, problem string, status int) {
	page := payPage{
		Session: &row.Session, Lines: row.Lines, Methods: row.PaymentMethodTypes, Problem: problem,
		Cancel: string(row.CancelURL),
	}
	if p != nil && p.NextAction != nil && p.NextAction.Pix != nil {
		page.PixOpen = "/pix/" + p.ID
	}
	s.page(w, "pay.html", frame{Title: "Pagamento", Targets: []string{string(row.SuccessURL)}, Status: status}, page)
}

func (s *Server) showClosed(w http.ResponseWriter, row *sessionRow, status int) {
	m := message{Text: "Este pagamento já foi concluído. Nada mais será cobrado.", Link: successURL(row), Back: "Voltar à loja"}
	title := "Pagamento concluído"
	switch {
	case row.Status == "expired":
		title, m.Text, m.Link = "Sessão expirada", "O prazo deste pagamento terminou e ele não pode mais ser feito.", string(row.CancelURL)
	case row.PaymentStatus == "unpaid":
		title, m.Text = "Boleto emitido", "O boleto deste pedido já foi emitido. O pagamento é confirmado depois que o banco o processar."
	}
	s.page(w, "message.html", frame{Title: title, Status: status}, m)
}

// submitPay takes the form: `method`, and for a card `number`. Only a method
// that the session offers is accepted.
func (s *Server) submitPay(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	id, method := r.PathValue("id"), r.PostFormValue("method")
	row, p := s.seen(id, "")
	switch {
	case row == nil:
		s.notFound(w)
		return
	case row.Status != "open":
		s.showClosed(w, row, http.StatusConflict)
		return
	case !slices.Contains(row.PaymentMethodTypes, method):
		s.renderPay(w, row, p, "Escolha uma das formas de pagamento oferecidas.", http.StatusUnprocessableEntity)
		return
	}
	var err error
	next := successURL(row)
	switch method {
	case Card:
		if strings.TrimSpace(r.PostFormValue("number")) == "" {
			s.renderPay(w, row, p, "Informe o número do cartão.", http.StatusUnprocessableEntity)
			return
		}
		if err = s.Pay(id, r.PostFormValue("number")); errors.Is(err, ErrChallenge) {
			err, next = nil, "/pay/"+id+"/3ds"
		}
	case Pix:
		if err = s.IssuePix(id); err == nil {
			_, p = s.seen(id, "")
			next = "/pix/" + p.ID
		}
	case Boleto:
		err = s.IssueBoleto(id)
	}
	s.afterPayment(w, r, id, next, err)
}

// afterPayment sends the buyer on, or shows why the payment did not happen.
func (s *Server) afterPayment(w http.ResponseWriter, r *http.Request, id, next string, err error) {
	if err == nil {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	row, p := s.seen(id, "")
	var refusal *DeclineError
	switch {
	case errors.As(err, &refusal):
		s.renderPay(w, row, p, explain(refusal.Code, refusal.DeclineCode), http.StatusPaymentRequired)
	case errors.Is(err, ErrNotOpen):
		s.showClosed(w, row, http.StatusConflict) // another tab was faster
	case errors.Is(err, ErrNoPending):
		http.Redirect(w, r, "/pay/"+id, http.StatusSeeOther)
	default:
		s.log.Error("stripe sandbox: pay", "session", id, "error", err)
		s.page(w, "message.html", frame{Title: "Erro", Status: http.StatusInternalServerError}, message{
			Text: "O ambiente de testes não conseguiu registrar o pagamento.", Link: "/pay/" + id, Back: "Tentar de novo",
		})
	}
}

func (s *Server) showChallenge(w http.ResponseWriter, r *http.Request) {
	row, p := s.seen(r.PathValue("id"), "")
	switch {
	case row == nil:
		s.notFound(w)
	case row.Status != "open" || p == nil || p.Challenge == "":
		http.Redirect(w, r, "/pay/"+row.ID, http.StatusSeeOther)
	default:
		s.page(w, "challenge.html", frame{Title: "Autenticação 3-D Secure", Targets: []string{string(row.SuccessURL)}}, row.Session)
	}
}

// submitChallenge takes `result`: approve or fail.
func (s *Server) submitChallenge(w http.ResponseWriter, r *http.Request) {
	id, result := r.PathValue("id"), r.PostFormValue("result")
	row, _ := s.seen(id, "")
	if row == nil {
		s.notFound(w)
		return
	}
	if result != "approve" && result != "fail" {
		http.Redirect(w, r, "/pay/"+id+"/3ds", http.StatusSeeOther)
		return
	}
	s.afterPayment(w, r, id, successURL(row), s.Challenge(id, result == "approve"))
}

// explain says a refusal in the buyer's words.
func explain(code, decline string) string {
	switch {
	case code == "incorrect_number":
		return "O número do cartão está incorreto."
	case decline == "test_mode_live_card":
		return "Este é um ambiente de testes: use um dos cartões de teste."
	case decline == "insufficient_funds":
		return "O cartão não tem saldo suficiente. Use outro cartão."
	case decline == "card_velocity_exceeded":
		return "O cartão passou do limite de tentativas ou de valor. Use outro cartão."
	case code == "expired_card":
		return "O cartão está vencido. Use outro cartão."
	case code == "incorrect_cvc":
		return "O código de segurança do cartão está incorreto."
	case code == "processing_error":
		return "Houve um erro ao processar o cartão. Tente de novo em instantes."
	case code == "payment_intent_authentication_failure":
		return "A autenticação com o banco não foi concluída. Tente de novo ou use outro cartão."
	case code == "payment_intent_payment_attempt_expired":
		return "O código anterior venceu antes de ser pago. Gere um novo."
	default:
		return "O cartão foi recusado. Use outro cartão ou fale com o seu banco."
	}
}
