package cart_test

import (
	"testing"

	"tenaz/internal/cart"
)

func TestNearMissesOfMailDomains(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"ana@gmial.com": "ana@gmail.com", "ana@gmail.con": "ana@gmail.com", "ana@gmal.com": "ana@gmail.com", "ana@gmail.co": "ana@gmail.com",
		"ana@gmaill.com": "ana@gmail.com", "Ana.Lia@GMIAL.COM": "Ana.Lia@gmail.com", "ana@hotmial.com": "ana@hotmail.com",
		"ana@hotmail.con": "ana@hotmail.com", "ana@outlok.com": "ana@outlook.com", "ana@yaho.com.br": "ana@yahoo.com.br",
		"ana@uol.com.b": "", "ana@gmail.com": "", " ana@gmail.com ": "", "ana@outlook.com.br": "", "ana@empresa.com.br": "", "ana@mail.com": "", "ana@ymail.com": "",
		"ana@live.com": "", "ana@me.com": "", "ana@mi.com": "", "ana": "", "@gmial.com": "", "ana@": "", "": "", "ana@gmial.com@gmail.com": "",
	} {
		if got := cart.SuggestEmail(typed); got != want {
			t.Errorf("SuggestEmail(%q) = %q, want %q", typed, got, want)
		}
	}
}
