package orders_test

import (
	"testing"

	"tenaz/internal/orders"
)

func TestMasksTellEnoughToRecognise(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"Rua das Flores": "Rua das F***", "Praça da Sé": "Praça da S***", "Avenida Paulista": "Avenida P***", "Broadway": "B***", "": "",
		"Rua Doutor Antônio Álvaro de Ó": "Rua Doutor A*** Á*** de Ó***", "  Rua  9 ": "Rua 9***", "👩 Ana": "👩 A***",
	} {
		if got := orders.MaskStreet(typed); got != want {
			t.Errorf("MaskStreet(%q) = %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{"11987654321": "(11) *****-4321", "1132221234": "(11) ****-1234", "": "", "123": ""} {
		if got := orders.MaskPhone(typed); got != want {
			t.Errorf("MaskPhone(%q) = %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{"01310100": "01310-***", "": "", "1": ""} {
		if got := orders.MaskCEP(typed); got != want {
			t.Errorf("MaskCEP(%q) = %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{"ana@example.com": "a***@example.com", "é@x.br": "é***@x.br", "x": "", "@x": ""} {
		if got := orders.MaskEmail(typed); got != want {
			t.Errorf("MaskEmail(%q) = %q, want %q", typed, got, want)
		}
	}
}
