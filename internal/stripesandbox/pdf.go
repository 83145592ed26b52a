package stripesandbox

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"
)

func (s *Server) boletoPDF(w http.ResponseWriter, r *http.Request) {
	_, p := s.seen("", r.PathValue("id"))
	if p == nil || p.NextAction == nil || p.NextAction.Boleto == nil {
		http.NotFound(w, r)
		return
	}
	b := p.NextAction.Boleto
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Disposition", `inline; filename="boleto.pdf"`)
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(textPDF([]string{
		"BOLETO DE TESTE - SEM VALOR",
		b.Number,
		"Valor: " + reais(p.Amount, p.Currency),
		"Vencimento: " + time.Unix(b.ExpiresAt, 0).In(brasilia).Format("02/01/2006"),
	}))
}

// textPDF is one A5 page with the lines in Helvetica: no more than a link to
// a PDF needs to be a PDF.
func textPDF(lines []string) []byte {
	var text bytes.Buffer
	text.WriteString("BT /F1 12 Tf 20 TL 40 380 Td\n")
	escape := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`)
	for _, l := range lines {
		fmt.Fprintf(&text, "(%s) Tj T*\n", escape.Replace(l))
	}
	text.WriteString("ET")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 420] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", text.Len(), text.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}
