package shop_test

import (
	"net/http"
	"strings"
	"testing"

	"tenaz/internal/pages"
)

func TestTheTextsOfTheShop(t *testing.T) {
	t.Parallel()
	s := newWindow(t)
	for _, slug := range pages.Slugs {
		body := s.contains("/p/"+slug, "<h1>", "Versão ", `<link rel="canonical" href="https://loja.example.com/p/`+slug+`"`)
		if strings.Contains(body, "{{") || strings.Contains(body, "noindex") {
			t.Errorf("%s: an empty place, or hidden from search", slug)
		}
		s.contains("/sitemap/0.xml", "<loc>https://loja.example.com/p/"+slug+"</loc>")
	}
	s.contains("/p/privacidade", "Versão 2, de", "Stripe", "art. 41", "/privacy/request", "não há aviso a aceitar", "seis meses")
	s.contains("/p/acessibilidade", "Lei 13.146/2015", "2.2, nível AA")
	s.contains("/p/termos?version=1", "Termos de venda")
	for _, path := range []string{"/p/nenhuma", "/p/termos?version=0", "/p/termos?version=2", "/p/termos?version=x"} {
		if w := s.get(path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, w.Code)
		}
	}
}
