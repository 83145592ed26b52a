package draw

func phoneFigures() []Figure {
	p8 := func(body tone) phone {
		return phone{w: 71, h: 147, t: 8, r: 11, body: body, frame: body, bezel: 2.6, chin: 3, cut: "hole", cameras: twoLenses, paper: fireflies}
	}
	max := func(body tone) phone {
		return phone{w: 77, h: 162, t: 8.4, r: 12, body: body, frame: material(string(mix(body.base, "#8A8F94", .5))), bezel: 2.4, chin: 2.6, cut: "hole", cameras: threeLenses, matte: true, paper: fireflies}
	}
	leve := func(body tone) phone {
		return phone{w: 76, h: 165, t: 8.8, r: 9, body: body, frame: body, bezel: 3.4, chin: 7, cut: "drop", cameras: looseLenses, matte: true, paper: skylight(mix(body.light, "#FFFFFF", .3), body.base)}
	}
	one := func(body tone, a, b paint) phone {
		return phone{w: 74, h: 158, t: 8.2, r: 7, body: body, frame: silver, bezel: 2.5, chin: 2.8, cut: "hole", cameras: band, paper: dew(a, b)}
	}
	field := func(accent tone) phone {
		return phone{w: 80, h: 168, t: 14, r: 12, body: black, frame: accent, bezel: 7, chin: 9, cut: "", cameras: torch, rugged: true, matte: true, paper: strata}
	}
	two := prism{outline: rounded(5, 5, 20, 37, 9)}
	three := prism{outline: rounded(5, 5, 38, 38, 10)}
	strip := prism{outline: rounded(.9, 13, 72.2, 21, .5)}
	return []Figure{
		{"celular-pirilampo-8-preto.svg", p8(black).pair},
		{"celular-pirilampo-8-verde-musgo.svg", p8(moss).pair},
		{"celular-pirilampo-8-lilas.svg", p8(lilac).pair},
		{"celular-pirilampo-8-cameras.svg", func(c *canvas) { p8(moss).lying(c, two) }},
		{"celular-pirilampo-8-max-grafite.svg", max(graphite).fanned},
		{"celular-pirilampo-8-max-areia.svg", max(sand).fanned},
		{"celular-pirilampo-8-max-cameras.svg", func(c *canvas) { max(sand).lying(c, three) }},
		{"celular-pirilampo-leve-azul.svg", leve(blue).pair},
		{"celular-pirilampo-leve-preto.svg", leve(black).pair},
		{"celular-pirilampo-leve-coral.svg", leve(coral).pair},
		{"celular-orvalho-um-branco.svg", one(white, "#DDE8F4", "#9FA9D8").fanned},
		{"celular-orvalho-um-coral.svg", one(coral, "#FBD5C4", "#D9709B").fanned},
		{"celular-orvalho-um-petroleo.svg", one(petrol, "#BFE3DC", "#2E7F94").fanned},
		{"celular-orvalho-um-faixa.svg", func(c *canvas) { one(white, "#DDE8F4", "#9FA9D8").lying(c, strip) }},
		{"celular-orvalho-dobra-preto.svg", func(c *canvas) { folding(c, black) }},
		{"celular-orvalho-dobra-petroleo.svg", func(c *canvas) { folding(c, petrol) }},
		{"celular-orvalho-tecla-preto.svg", func(c *canvas) { keypad(c, black) }},
		{"celular-orvalho-tecla-vermelho.svg", func(c *canvas) { keypad(c, red) }},
		{"celular-orvalho-tecla-branco.svg", func(c *canvas) { keypad(c, white) }},
		{"celular-pirilampo-campo-laranja.svg", field(orange).pair},
		{"celular-pirilampo-campo-verde-musgo.svg", field(moss).pair},
	}
}
