package demoshop

import (
	"fmt"
	"math/rand/v2"
)

// Address is a delivery address in a state capital: the city, its IBGE code
// and the CEP's first digits are real, street and district are invented.
type Address struct {
	PostalCode string // 8 digits
	Street     string
	Number     string
	Complement string
	District   string
	City       string
	State      string
	IBGE       string // 7 digits

	areaCode string
	transit  int
}

// days is how long a parcel usually travels there.
func (a Address) days() int { return a.transit }

// capital is a city with the first five digits of its postal codes, from and
// to, the days that a parcel from São Paulo takes, and its share of the orders.
type capital struct {
	city, state, ibge, area string
	cepFrom, cepTo          int
	transit                 int
	share                   float64
}

var capitals = []capital{
	{"São Paulo", "SP", "3550308", "11", 1000, 5899, 1, 30},
	{"Rio de Janeiro", "RJ", "3304557", "21", 20000, 23799, 3, 13},
	{"Belo Horizonte", "MG", "3106200", "31", 30000, 31999, 3, 9},
	{"Curitiba", "PR", "4106902", "41", 80000, 82999, 2, 7},
	{"Porto Alegre", "RS", "4314902", "51", 90000, 91999, 4, 6},
	{"Florianópolis", "SC", "4205407", "48", 88000, 88099, 3, 4},
	{"Brasília", "DF", "5300108", "61", 70000, 71999, 4, 6},
	{"Goiânia", "GO", "5208707", "62", 74000, 74899, 4, 3},
	{"Vitória", "ES", "3205309", "27", 29000, 29099, 4, 2},
	{"Salvador", "BA", "2927408", "71", 40000, 41999, 6, 5},
	{"Recife", "PE", "2611606", "81", 50000, 52999, 6, 4},
	{"Fortaleza", "CE", "2304400", "85", 60000, 60999, 7, 4},
	{"Natal", "RN", "2408102", "84", 59000, 59139, 7, 1.5},
	{"João Pessoa", "PB", "2507507", "83", 58000, 58099, 7, 1.5},
	{"Maceió", "AL", "2704302", "82", 57000, 57099, 7, 1},
	{"Aracaju", "SE", "2800308", "79", 49000, 49097, 6, 1},
	{"São Luís", "MA", "2111300", "98", 65000, 65099, 8, 1},
	{"Teresina", "PI", "2211001", "86", 64000, 64099, 8, 1},
	{"Belém", "PA", "1501402", "91", 66000, 66999, 9, 2},
	{"Manaus", "AM", "1302603", "92", 69000, 69099, 11, 2},
	{"Cuiabá", "MT", "5103403", "65", 78000, 78099, 6, 1.5},
	{"Campo Grande", "MS", "5002704", "67", 79000, 79123, 5, 1.5},
	{"Palmas", "TO", "1721000", "63", 77000, 77249, 8, .7},
	{"Porto Velho", "RO", "1100205", "69", 76800, 76833, 10, .5},
	{"Macapá", "AP", "1600303", "96", 68900, 68911, 12, .4},
	{"Rio Branco", "AC", "1200401", "68", 69900, 69920, 12, .4},
	{"Boa Vista", "RR", "1400100", "95", 69300, 69339, 12, .4},
}

var (
	streets = []string{
		"Rua das Jabuticabeiras", "Rua do Ipê-Amarelo", "Avenida dos Sabiás", "Rua da Moenda", "Travessa do Relojoeiro",
		"Rua Vento Leste", "Alameda das Quaresmeiras", "Rua do Tear", "Avenida Beira-Mangue", "Rua das Lavadeiras",
		"Rua Doze Oitis", "Rua do Lampião", "Avenida das Paineiras", "Rua da Pitangueira", "Ladeira do Arco-Íris",
		"Rua do Violeiro", "Alameda dos Jacarandás", "Rua Fonte Nova do Meio", "Rua da Casuarina", "Avenida do Jardim Suspenso",
	}
	districts   = []string{"Centro", "Jardim das Mangueiras", "Vila Sabiá", "Bairro Novo", "Parque dos Oitis", "Alto da Serra", "Vila Nova"}
	complements = []string{"", "", "", "Apto 12", "Apto 304", "Casa 2", "Bloco B, apto 51", "Fundos", "Sala 7"}
)

func address(r *rand.Rand) Address {
	shares := make([]float64, len(capitals))
	for i, c := range capitals {
		shares[i] = c.share
	}
	c := pick(r, capitals, shares)
	return Address{
		PostalCode: fmt.Sprintf("%05d%03d", c.cepFrom+r.IntN(c.cepTo-c.cepFrom+1), r.IntN(90)*10),
		Street:     streets[r.IntN(len(streets))],
		Number:     fmt.Sprint(12 + r.IntN(1900)),
		Complement: complements[r.IntN(len(complements))],
		District:   districts[r.IntN(len(districts))],
		City:       c.city,
		State:      c.state,
		IBGE:       c.ibge,
		areaCode:   c.area,
		transit:    c.transit,
	}
}
