package draw

func keyboardFigures() []Figure {
	slate := material("#5B6B76")
	return []Figure{
		{"teclado-cambara-k65-creme.svg", func(c *canvas) { compact(c, cream, white, coral) }},
		{"teclado-cambara-k65-preto.svg", func(c *canvas) { compact(c, black, graphite, yellow) }},
		{"teclado-cambara-k65-petroleo.svg", func(c *canvas) { compact(c, petrol, cream, petrol) }},
		{"teclado-cambara-k65-tecla.svg", func(c *canvas) { keycap(c, cream, white, coral, red) }},
		{"teclado-cambara-k100-preto.svg", func(c *canvas) { complete(c, black, material("#3A4046"), slate) }},
		{"teclado-cambara-k100-branco.svg", func(c *canvas) { complete(c, white, white, slate) }},
		{"kit-tecela-silencio-grafite.svg", func(c *canvas) { desktopSet(c, graphite, "#33393E") }},
		{"kit-tecela-silencio-branco.svg", func(c *canvas) { desktopSet(c, white, "#D9DAD6") }},
		{"teclado-tecela-par-areia.svg", func(c *canvas) { halves(c, sand, white, moss) }},
		{"teclado-tecela-par-grafite.svg", func(c *canvas) { halves(c, graphite, material("#383E43"), coral) }},
		{"mouse-cambara-m2-preto.svg", nimble.of(black, lime).draw},
		{"mouse-cambara-m2-branco.svg", nimble.of(white, "#8FD3C4").draw},
		{"mouse-cambara-m2-coral.svg", nimble.of(coral, "#FBF5E6").draw},
		{"mouse-tecela-aprumo.svg", func(c *canvas) { upright(c, graphite) }},
		{"mouse-tecela-viagem-preto.svg", pocket.of(black, "").draw},
		{"mouse-tecela-viagem-areia.svg", pocket.of(sand, "").draw},
		{"mouse-tecela-viagem-rosa.svg", pocket.of(pink, "").draw},
		{"mouse-tecela-viagem-azul.svg", pocket.of(blue, "").draw},
	}
}

// desktopSet is a flat keyboard with its mouse.
func desktopSet(c *canvas, body tone, keys paint) {
	const w, d = 432, 136
	k := look(-20, 46).fit(36, 130, 728, 560, append(corners(vec{}, w, d, 12), corners(vec{400, -96, 0}, 60, 100, 20)...)...)
	c.move(12, 18, func() { c.cast(polygon(slab(vec{}, w, d, 0, 8).face(k)), 13, "#06120E66") })
	slab(vec{}, w, d, 9, 9).draw(c, k, c.linear(0, 0, 1, 1, body.light, .5, body.base), c.turned(k.at(vec{w, 0, 0}).x, 9, body.shade, body.deep))
	k.on(c, vec{0, d, 9}, right, away.mul(-1), func() {
		c.keys(10, 14, 316, 112, laptopRows, keys, "")
		c.keys(334, 14, 88, 112, padRows, keys, "")
		c.rect(402, 5, 14, 3.4, 1.7, "#3F9C5E")
	})
	pocket.of(body, "").lying(c, k, vec{432, -46, 0})
}
