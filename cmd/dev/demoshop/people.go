package demoshop

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Customer is an invented buyer: a character of old Brazilian and Portuguese
// novels, with a valid CPF drawn at random and an address that cannot receive mail.
type Customer struct {
	Name    string
	Email   string // below .test, which the DNS reserves
	CPF     string // 11 digits
	Phone   string // area code and number, digits only
	Address Address
}

var names = strings.Split(strings.TrimSpace(`
Bento Santiago|Capitolina Pádua|Ezequiel Escobar|Sancha Gurgel|Justina Fernandes|Brás Cubas|Virgília Dutra
Eugênia da Moita|Quincas Borba|Pedro Rubião|Sofia Palha|Cristiano Palha|Carlos Maria Freitas|Helena Vale
Estácio Vale|Eugênia Camargo|Lina Garcia|Luís Garcia|Estela Antunes|Jorge Valadares|Marcondes Aires|Flora Batista
Natividade Santos|Fidélia Noronha|Tristão Aguiar|Simão Bacamarte|Evarista Bacamarte|Crispim Soares
Policarpo Quaresma|Adelaide Quaresma|Olga Coleoni|Vicente Coleoni|Ismênia Albernaz|Ricardo Coração
Isaías Caminha|Clara dos Anjos|Joaquim dos Anjos|Gonzaga de Sá|Augusto Machado|Aurélia Camargo|Fernando Seixas
Firmina Mascarenhas|Maria da Glória Couto|Cecília Mariz|Álvaro de Sá|Isabel Mariz|Martim Soares|Emília Duarte
João Romão|Rita Baiana|Jerônimo Alves|Piedade Alves|Estela Miranda|Zulmira Miranda|Leonor Botelho
Leonardo Pataca|Luísa Vidal|Inocência Pereira|Cirino Campos|Manuel Doca|Sérgio Ramos|Ema Ramos
Raimundo José Silva|Ana Rosa Pescada|Mônica Freitas|Carolina Honório|Augusto Leite|Filipe Honório
Carlos da Maia|João da Ega|Maria Eduarda Gomes|Jacinto Galião|Joana Fernandes|Gonçalo Ramires
Teodorico Raposo|Luísa Carvalho|Jorge Carvalho|Basílio Brito|Sebastião Acácio|Amélia Caminha|Amaro Vieira
Simão Botelho|Teresa Albuquerque|Mariana da Cruz|Guiomar Oliveira|Estêvão Assunção|Lívia Batista|Félix Moreira
`), "\n")

func customers(r *rand.Rand) []Customer {
	all := strings.Split(strings.Join(names, "|"), "|")
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	list := make([]Customer, len(all))
	for i, name := range all {
		a := address(r)
		list[i] = Customer{
			Name:    name,
			Email:   mailbox(name) + "@exemplo.test",
			CPF:     cpf(r),
			Phone:   fmt.Sprintf("%s90000%04d", a.areaCode, 100+i*37),
			Address: a,
		}
	}
	return list
}

var plain = strings.NewReplacer("á", "a", "â", "a", "ã", "a", "é", "e", "ê", "e", "í", "i", "ó", "o", "ô", "o", "ú", "u", "ç", "c", " ", ".")

func mailbox(name string) string { return plain.Replace(strings.ToLower(name)) }

// cpf draws nine digits and adds the two check digits.
func cpf(r *rand.Rand) string {
	d := make([]int, 0, 11)
	for range 9 {
		d = append(d, r.IntN(10))
	}
	for range 2 {
		sum := 0
		for i, x := range d {
			sum += x * (len(d) + 1 - i)
		}
		d = append(d, sum*10%11%10)
	}
	var b strings.Builder
	for _, x := range d {
		b.WriteByte(byte('0' + x))
	}
	return b.String()
}
