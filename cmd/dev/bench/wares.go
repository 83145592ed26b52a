package bench

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"tenaz/internal/catalog"
	"tenaz/internal/money"
)

// The words that products are named with. They are made up in the manner of the
// store's trade; no brand of these names is meant.
var (
	roots  = []string{"Notebooks", "Celulares", "Monitores", "Teclados", "Fones", "Armazenamento", "Componentes", "Redes", "Consoles", "Acessórios"}
	leafs  = []string{"para jogos", "para trabalho", "compactos", "profissionais"}
	nouns  = []string{"Notebook", "Celular", "Monitor", "Teclado mecânico", "Fone de ouvido", "SSD", "Placa de vídeo", "Roteador", "Console portátil", "Carregador"}
	makers = []string{"Vendaval", "Cristalina", "Ipê Roxo", "Araucária", "Mandacaru", "Serra Azul", "Tucano", "Jequitibá"}
	lines  = []string{"Aurora", "Bruma", "Cerrado", "Delta", "Estuário", "Farol", "Granito", "Horizonte"}
	tones  = []catalog.OptionValueInput{{Value: "Petróleo", Swatch: "petrol"}, {Value: "Grafite", Swatch: "#3A3F44"}, {Value: "Areia", Swatch: "#D8C9A8"}}
	specs  = []struct{ name, group, unit string }{
		{"Peso", "Dimensões", "g"},
		{"Largura", "Dimensões", "mm"},
		{"Altura", "Dimensões", "mm"},
		{"Profundidade", "Dimensões", "mm"},
		{"Potência", "Energia", "W"},
		{"Autonomia", "Energia", "h"},
		{"Memória", "Desempenho", "GB"},
		{"Capacidade", "Desempenho", "GB"},
		{"Frequência", "Desempenho", "MHz"},
	}
)

// categoryInputs returns ten shelves with four below each, parents first, and
// the addresses of the lower ones.
func categoryInputs() (inputs []catalog.CategoryInput, leaves []string) {
	for i, root := range roots {
		parent := catalog.Slug(root)
		inputs = append(inputs, catalog.CategoryInput{Slug: parent, Name: root, Tint: "petrol", Position: i, NCM: "84713012", Origin: "0"})
		for j, leaf := range leafs {
			name := root + " " + leaf
			slug := catalog.Slug(name)
			inputs = append(inputs, catalog.CategoryInput{Slug: slug, Name: name, Tint: "petrol", ParentSlug: parent, Position: j, NCM: "84713012", Origin: "0"})
			leaves = append(leaves, slug)
		}
	}
	return inputs, leaves
}

// productInput returns the nth product.
func productInput(rng *rand.Rand, n int, category string, pictures []string) catalog.ProductInput {
	// Products go round the forty lower shelves, four to a noun.
	noun := nouns[n/len(leafs)%len(nouns)]
	maker, line := makers[rng.IntN(len(makers))], lines[rng.IntN(len(lines))]
	model := fmt.Sprintf("%c%d", 'A'+rune(rng.IntN(26)), 100+n)
	title := strings.Join([]string{noun, maker, line, model}, " ")
	featured := n%50 == 0
	in := catalog.ProductInput{
		Title: title, Brand: maker, Category: category, Featured: &featured,
		Summary:     noun + " da linha " + line + ", com garantia de fábrica de doze meses e assistência em todo o país.",
		Description: description(noun, maker, line, model),
		BoxContents: "1 " + strings.ToLower(noun) + ", cabo, manual em português",
		Options:     []catalog.OptionInput{{Name: "Cor", Values: tones}},
	}
	for _, s := range specs {
		in.Attributes = append(in.Attributes, catalog.AttributeInput{Key: s.name, Group: s.group, Value: catalog.Number(float64(10+rng.IntN(990)), s.unit)})
	}
	in.Attributes = append(in.Attributes,
		catalog.AttributeInput{Key: "Conexão sem fio", Group: "Desempenho", Value: catalog.Bool(rng.IntN(2) == 0)},
		catalog.AttributeInput{Key: "Material", Group: "Dimensões", Value: catalog.Text([]string{"Alumínio", "Plástico reciclado", "Aço"}[rng.IntN(3)])},
	)
	for i := range 4 {
		in.Images = append(in.Images, catalog.ImageInput{Key: pictures[(n+i)%len(pictures)], Width: 800, Height: 800, Alt: title})
	}
	price := money.Cents(9_900 + 100*rng.IntN(9_000))
	for i, tone := range tones {
		compareAt := money.Cents(0)
		if n%5 == 0 {
			compareAt = price * 5 / 4
		}
		grams, length, width, height := 200+rng.IntN(1800), 150+rng.IntN(250), 100+rng.IntN(150), 30+rng.IntN(120)
		in.Variants = append(in.Variants, catalog.VariantInput{
			SKU: fmt.Sprintf("B%05d-%d", n, i+1), Price: price + money.Cents(i*1000), CompareAt: &compareAt, Stock: opening,
			WeightGrams: &grams, LengthMM: &length, WidthMM: &width, HeightMM: &height, Unit: "UN",
			Options: map[string]string{"Cor": tone.Value}, ImageKey: in.Images[i].Key,
		})
	}
	return in
}

func description(noun, maker, line, model string) string {
	sentence := fmt.Sprintf("O %s %s %s %s foi pensado para durar: peças fáceis de trocar, acabamento resistente e consumo baixo em repouso. ", strings.ToLower(noun), maker, line, model)
	return "## Feito para o dia a dia\n\n" + strings.Repeat(sentence, 3) +
		"\n\n- Montagem sem ferramentas\n- Manual em português\n- Atualizações por cinco anos\n\n## Desempenho\n\n" + strings.Repeat(sentence, 3)
}

// searches are what shoppers type: a kind of thing, a maker, both, or a line.
func searches() []string {
	var list []string
	for i, noun := range nouns {
		list = append(list, noun, noun+" "+makers[i%len(makers)], makers[(i+3)%len(makers)]+" "+lines[i%len(lines)], noun+" "+lines[(i+1)%len(lines)])
	}
	return list
}
