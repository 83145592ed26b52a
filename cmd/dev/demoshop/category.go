package demoshop

// Category is one of the ten categories of the demo shop.
type Category struct {
	Slug     string
	Name     string
	Tint     string // class of the panel behind its pictures
	Panel    string // the panel's light colour, for link previews
	Blurb    string // one sentence under the category's heading
	NCM      string // what a product without its own NCM inherits
	Position int
}

// Categories returns the categories in the order of the menu.
func Categories() []Category {
	list := []Category{
		{Slug: "notebooks", Name: "Notebooks", Panel: "#D8EDE4", NCM: "84713012", Blurb: "Para estudar, trabalhar e jogar, com a ficha completa e o que cada um não faz."},
		{Slug: "celulares", Name: "Celulares", Panel: "#D6EBF5", NCM: "85171300", Blurb: "Do telefone de teclas ao dobrável, com o prazo de atualizações às claras."},
		{Slug: "monitores", Name: "Monitores", Panel: "#E5E5F8", NCM: "85285200", Blurb: "Telas medidas em polegadas, hertz e milímetros de ajuste."},
		{Slug: "teclados-e-mouses", Name: "Teclados e mouses", Panel: "#F3E5D5", NCM: "84716052", Blurb: "ABNT2 de verdade, do silencioso ao mecânico."},
		{Slug: "fones", Name: "Fones", Panel: "#F8E1DE", NCM: "85183000", Blurb: "Para o ônibus, a reunião, a partida e o estúdio."},
		{Slug: "armazenamento", Name: "Armazenamento", Panel: "#D4EDEF", NCM: "85235190", Blurb: "Velocidade para o sistema e espaço para guardar."},
		{Slug: "componentes", Name: "Componentes", Panel: "#E2EBD9", NCM: "84733041", Blurb: "Peças que combinam entre si, com medidas e conectores na ficha."},
		{Slug: "redes", Name: "Redes", Panel: "#DCE9F9", NCM: "85176241", Blurb: "Wi-Fi que chega ao último quarto e cabo onde ele faz falta."},
		{Slug: "consoles", Name: "Consoles", Panel: "#F2E1F0", NCM: "95045000", Blurb: "Para jogar na sala, no bolso ou como no fliperama."},
		{Slug: "acessorios", Name: "Acessórios", Panel: "#ECE7D4", NCM: "85444200", Blurb: "As peças pequenas que fazem o resto funcionar."},
	}
	for i := range list {
		list[i].Position = i + 1
		list[i].Tint = "tint-" + list[i].Slug
	}
	return list
}

// Swatches maps the swatch names of the colour options to their colours.
func Swatches() map[string]string {
	return map[string]string{
		"black": "#1D2023", "graphite": "#4A4F55", "silver": "#C9CED2", "white": "#F2F1EC",
		"sand": "#D8C7A9", "cream": "#EDE4CF", "moss": "#5F6B47", "petrol": "#1F5560",
		"blue": "#2F5FA8", "lilac": "#B7A6D6", "coral": "#EC7A63", "red": "#C23B35",
		"orange": "#E5792B", "pink": "#E3A7B5", "yellow": "#E8BE3F",
	}
}
