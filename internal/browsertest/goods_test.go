package browsertest

import (
	"fmt"
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/catalog"
	"tenaz/internal/money"
	"tenaz/internal/storetest"
)

const (
	password    = "uma-senha-de-teste-2026"
	ownerMail   = "dona@example.com"
	shopperMail = "maria@example.com"
)

// staff makes an owner and a shopper who can log in.
func people(t *testing.T, s *storetest.Store) {
	t.Helper()
	for _, in := range []accounts.CreateInput{
		{Email: ownerMail, Name: "Dona Clara", Password: password, Role: "owner"},
		{Email: shopperMail, Name: "Maria das Dores Albuquerque", Password: password},
	} {
		user, err := s.App.Accounts.Create(t.Context(), actor.Store("test"), in)
		if err != nil {
			t.Fatal(err)
		}
		if user.Staff {
			s.SecondFactor(t, user)
		}
	}
}

// picture is a product's drawing, as plain as can be.
const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800"><rect x="150" y="200" width="500" height="400" rx="24" fill="#31505a"/></svg>`

// shelves fills a shop as a shopper meets it: two categories, more products than
// a page shows, one with colours and sizes of which some are sold out, one at a
// lower price, one without a picture, one with a name too long for any card.
func shelves(t *testing.T, s *storetest.Store) {
	t.Helper()
	ctx, by := t.Context(), actor.Store("test")
	if _, err := s.App.Catalog.SaveCategories(ctx, by, []catalog.CategoryInput{
		{Slug: "fones", Name: "Fones", Blurb: "Para ouvir sem distração.", Tint: "petrol", Position: 1, NCM: "85183000"},
		{Slug: "cabos", Name: "Cabos e adaptadores", Blurb: "O que falta para ligar tudo.", Tint: "sand", Position: 2, NCM: "85444200"},
	}); err != nil {
		t.Fatal(err)
	}
	key, err := s.App.Blobs.Put(ctx, []byte(picture), "svg")
	if err != nil {
		t.Fatal(err)
	}
	image := []catalog.ImageInput{{Key: key, Width: 800, Height: 800, Alt: "Um aparelho de canto arredondado"}}
	dear, featured := money.Cents(129900), true
	products := []catalog.ProductInput{
		{
			Slug: "fone-onda", Title: "Fone Onda", Brand: "Marulho", Category: "fones", Summary: "Leve, com 40 horas de bateria.",
			Description: "Um fone **fechado** para o dia todo.\n\n- Dobra\n- Cabe na bolsa", BoxContents: "Fone, cabo e bolsa", Featured: &featured,
			Images: append(image, image...), Attributes: specs(),
			Options: []catalog.OptionInput{
				{Name: "Cor", Values: []catalog.OptionValueInput{{Value: "Preto", Swatch: "#22262a"}, {Value: "Areia", Swatch: "#d9cbb2"}}},
				{Name: "Tamanho", Values: []catalog.OptionValueInput{{Value: "Médio"}, {Value: "Grande"}}},
			},
			Variants: []catalog.VariantInput{
				variant("ONDA-P-M", 99900, 12, &dear, map[string]string{"Cor": "Preto", "Tamanho": "Médio"}),
				variant("ONDA-P-G", 99900, 2, &dear, map[string]string{"Cor": "Preto", "Tamanho": "Grande"}),
				variant("ONDA-A-M", 104900, 0, nil, map[string]string{"Cor": "Areia", "Tamanho": "Médio"}),
			},
		},
		{
			Slug: "nome-longo", Brand: "Fabricante de Denominação Extraordinariamente Comprida", Category: "fones",
			Title:    "Fone de ouvido supra-auricular intercomunicador antirruído recondicionado com microfone Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
			Variants: []catalog.VariantInput{variant("LONGO", 12345678, 1, nil, nil)},
		},
		{
			Slug: "esgotado", Title: "Fone que acabou", Brand: "Marulho", Category: "fones", Images: image,
			Variants: []catalog.VariantInput{variant("ESGOTADO", 25900, 0, nil, nil)},
		},
		{
			Slug: "cabo-usb", Title: "Cabo USB-C de 2 m", Brand: "Paiol", Category: "cabos", Images: image,
			Variants: []catalog.VariantInput{variant("CABO", 4990, 50, nil, nil)},
		},
	}
	for i := range 26 {
		products = append(products, catalog.ProductInput{
			Slug: fmt.Sprintf("fone-%d", i), Title: fmt.Sprintf("Fone modelo %d", i), Brand: "Cigarra", Category: "fones",
			Images: image, Variants: []catalog.VariantInput{variant(fmt.Sprintf("FONE-%d", i), money.Cents(9900+1000*i), i, nil, nil)},
		})
	}
	saved, err := s.App.Catalog.SaveProducts(ctx, by, products)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range saved {
		if p.Err != nil {
			t.Fatal(p.Err)
		}
	}
}

func variant(sku string, price money.Cents, stock int, compareAt *money.Cents, options map[string]string) catalog.VariantInput {
	grams, side := 400, 180
	return catalog.VariantInput{
		SKU: sku, Price: price, CompareAt: compareAt, Stock: stock, Options: options,
		WeightGrams: &grams, LengthMM: &side, WidthMM: &side, HeightMM: &side, NCM: "85183000",
	}
}

func specs() []catalog.AttributeInput {
	return []catalog.AttributeInput{
		{Key: "Peso", Group: "Medidas", Value: catalog.Number(250, "g")},
		{Key: "Autonomia", Group: "Bateria", Value: catalog.Number(40, "h")},
		{Key: "Cancelamento de ruído", Group: "Som", Value: catalog.Bool(true)},
		{Key: "Conexão", Group: "Som", Value: catalog.Text("Bluetooth 5.4 e cabo")},
	}
}

// variantID is the id of a variant by its SKU.
func variantID(t *testing.T, s *storetest.Store, sku string) int {
	t.Helper()
	return s.Count(t, `SELECT id FROM variants WHERE sku = $1`, sku)
}
