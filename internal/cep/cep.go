// Package cep finds the address of a Brazilian postal code (CEP) with public
// services. It is a comfort: whatever happens to them, the caller goes on and the
// shopper types.
package cep

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Address is what is known of a code. A code of a whole city has neither street
// nor district. IBGE is the city's number, empty if the service does not tell.
type Address struct {
	Street, District, City, State, IBGE string
}

// CityWide reports whether the code is that of a whole city.
func (a Address) CityWide() bool { return a.Street == "" }

// ErrUnknown means that the services know of no such code; ErrUnavailable that
// none of them could say.
var (
	ErrUnknown     = errors.New("cep: no such code")
	ErrUnavailable = errors.New("cep: no service answered")
)

// maxText is how long a part of an address may be; more is no address.
const maxText = 200

// answer is what the services say, in the shape of ViaCEP (Portuguese names) or
// of BrasilAPI (English ones).
type answer struct {
	CEP          string `json:"cep"`
	Logradouro   string `json:"logradouro"`
	Bairro       string `json:"bairro"`
	Localidade   string `json:"localidade"`
	UF           string `json:"uf"`
	IBGE         string `json:"ibge"`
	Erro         any    `json:"erro"`
	Street       string `json:"street"`
	Neighborhood string `json:"neighborhood"`
	City         string `json:"city"`
	State        string `json:"state"`
}

// states are the 27 federative units.
var states = strings.Fields("AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO")

// address checks an answer about a code; an error means that it cannot be
// believed.
func (a answer) address(code string) (Address, error) {
	// ViaCEP says true, and said "true".
	if a.Erro == true || a.Erro == "true" {
		return Address{}, ErrUnknown
	}
	found := Address{
		Street: clean(a.Logradouro + a.Street), District: clean(a.Bairro + a.Neighborhood),
		City: clean(a.Localidade + a.City), State: strings.ToUpper(clean(a.UF + a.State)), IBGE: digits(a.IBGE),
	}
	if digits(a.CEP) != code || found.City == "" || !slices.Contains(states, found.State) {
		return Address{}, errors.New("the answer is not about this code")
	}
	if len(found.IBGE) != 7 {
		found.IBGE = ""
	}
	return found, nil
}

// clean is a text as it may stand in a form: one line, of a believable length.
func clean(text string) string {
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxText {
		return ""
	}
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)), " ")
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}
