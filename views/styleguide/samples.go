package styleguide

import (
	"strconv"

	"tenaz/static"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// What the components show here: invented, and long, empty or broken where a
// component has to stand it.

const (
	longWord  = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
	longTitle = "Notebook Aroeira Pro 16 com tela OLED de 16 polegadas e 120 Hz, processador de 14 núcleos, 32 GB de memória, SSD de 2 TB, teclado retroiluminado em português e carregador de 140 W na caixa, cor grafite-escuro"
)

func picture(name, alt string) ui.Picture {
	return ui.Picture{Src: static.URL("img/sample/" + name + ".svg"), Alt: alt, Width: 800, Height: 800}
}

func cards() []ui.ProductCardProps {
	return []ui.ProductCardProps{
		{
			Title: "Notebook Aroeira 14", Brand: "Aroeira", Href: "#card", Tint: "tint-notebooks", Picture: picture("notebook", "Notebook aberto, de frente"),
			Price:  ui.PriceProps{Now: 479900, CompareAt: 549900, Pix: 455905},
			Rating: ui.RatingProps{Average: 47, Count: 128}, Eager: true,
		},
		{
			Title: "Fone sem fio Cigarra 2 com cancelamento de ruído", Brand: "Cigarra", Href: "#card", Tint: "tint-fones", Picture: picture("headphones", "Fone de ouvido fechado, cor de telha"),
			Price: ui.PriceProps{Now: 89900, Installments: 10, Installment: 8990}, Rating: ui.RatingProps{Average: 43, Count: 1},
			Stock: ui.StockProps{Band: ui.FewLeft, Left: 3},
		},
		{
			Title: "Teclado mecânico Jatobá 75%", Brand: "Jatobá", Href: "#card", Tint: "tint-teclados-e-mouses", Picture: picture("keyboard", "Teclado claro com uma tecla verde"),
			Price: ui.PriceProps{Now: 64900, From: true}, Badge: "Novo",
		},
		{
			Title: "Celular Ipê X", Brand: "Ipê", Href: "#card", Tint: "tint-celulares", Picture: picture("phone", "Celular azul, de costas"),
			Price: ui.PriceProps{Now: 299900, CompareAt: 329900}, Stock: ui.StockProps{Band: ui.OutOfStock},
		},
		{
			Title: longTitle, Brand: longWord, Href: "#card", Tint: "tint-monitores",
			Price:  ui.PriceProps{Now: 123456789, CompareAt: 223456789, Pix: 113456789, Installments: 24, Installment: 5144033, Interest: true},
			Rating: ui.RatingProps{Average: 50, Count: 12345}, Stock: ui.StockProps{Band: ui.FewLeft},
		},
	}
}

func specs() []ui.SpecGroup {
	return []ui.SpecGroup{
		{Title: "Tela", Specs: []ui.Fact{
			{Label: "Tamanho", Value: "14 pol (356 mm)"},
			{Label: "Resolução", Value: "2880 × 1800"},
			{Label: "Frequência", Value: "120 Hz"},
		}},
		{Title: "Conexões", Specs: []ui.Fact{
			{Label: "USB-C", Value: "2, com carga e vídeo"},
			{Label: longWord, Value: longTitle},
		}},
	}
}

func radios() []ui.Radio {
	return []ui.Radio{
		{Value: "pix", Label: "Pix", Icon: "pix", Badge: "5% de desconto", Text: "O código aparece na próxima página e vale por 30 minutos.", End: "R$ 4.559,05"},
		{Value: "card", Label: "Cartão de crédito", Icon: "credit-card", Text: "Em até 10 vezes sem juros.", End: "R$ 4.799,00"},
		{Value: "boleto", Label: "Boleto", Icon: "barcode", Text: "Não disponível para este valor.", Disabled: true},
	}
}

func bars() []ui.Bar {
	var out []ui.Bar
	for i, n := range []int{96, 21, 7, 0, 4} {
		stars := strconv.Itoa(5 - i)
		out = append(out, ui.Bar{Label: stars + " ★", Value: n, Href: "#bars-" + stars})
	}
	return out
}

func timeline() []ui.Event {
	return []ui.Event{
		{State: ui.EventDone, Title: "Pedido recebido", Time: "12 de nov., 10:04", DateTime: "2026-11-12T10:04:00-03:00"},
		{State: ui.EventDone, Title: "Pagamento aprovado", Time: "12 de nov., 10:06", DateTime: "2026-11-12T10:06:00-03:00", Note: "Cartão final 4242"},
		{State: ui.EventNow, Title: "Em separação", Note: "Sai do depósito até amanhã."},
		{State: ui.EventTodo, Title: "A caminho"},
		{State: ui.EventBad, Title: "Entrega não realizada", Time: "14 de nov., 16:20", DateTime: "2026-11-14T16:20:00-03:00", Note: "Ninguém no endereço.", Href: "#timeline", Link: "Combinar nova entrega"},
	}
}

func page(i int) string { return "?page=" + strconv.Itoa(i) }

// Shell fills a shell with the sample shop, for previews and tests.
func Shell(path string) layout.Page {
	return layout.Page{
		Title: "Styleguide", Path: path, CartCount: 2, NoIndex: true, Dev: true,
		Categories: []layout.NavCategory{
			{Name: "Notebooks", Slug: "notebooks", Tint: "tint-1"},
			{Name: "Celulares", Slug: "celulares", Tint: "tint-2"},
			{Name: "Monitores", Slug: "monitores", Tint: "tint-3"},
			{Name: "Teclados e mouses", Slug: "teclados-e-mouses", Tint: "tint-4"},
			{Name: "Fones", Slug: "fones", Tint: "tint-5"},
			{Name: "Armazenamento", Slug: "armazenamento", Tint: "tint-6"},
			{Name: "Componentes", Slug: "componentes", Tint: "tint-7"},
			{Name: "Redes", Slug: "redes", Tint: "tint-8"},
			{Name: "Consoles", Slug: "consoles", Tint: "tint-9"},
			{Name: "Acessórios", Slug: "acessorios", Tint: "tint-10"},
		},
		Shop: layout.ShopInfo{
			TradeName: "Tenaz Tech", LegalName: "Tenaz Comércio de Eletrônicos Ltda.", CNPJ: "12.ABC.345/01DE-35",
			Address: "Rua das Oficinas, 120, Centro, Joinville, SC, 89201-000", Email: "oi@tenaz.test", Phone: "+55 47 3000-0000",
			Hours: "Segunda a sexta, das 9h às 18h", Payments: []string{"Cartão", "Pix", "Boleto"},
		},
	}
}

// BackOffice fills the back-office shell likewise.
func BackOffice() layout.AdminPage {
	page := Shell("/admin")
	page.User = &layout.User{Name: "Dona Tereza", Staff: true}
	return layout.AdminPage{
		Page: page, Active: "dashboard", LogoutPath: "/account/logout",
		Sections: []layout.AdminSection{
			{Key: "dashboard", Label: "Painel", Href: "/admin", Icon: "layout-dashboard"},
			{Key: "orders", Label: "Pedidos", Href: "/admin/orders", Icon: "receipt-text", Count: 12, Group: "Vendas"},
			{Key: "inventory", Label: "Estoque", Href: "/admin/inventory", Icon: "warehouse", Group: "Vendas"},
		},
	}
}
