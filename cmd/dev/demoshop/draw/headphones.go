package draw

func headphoneFigures() []Figure {
	wave := func(body, cushion tone) headphone {
		return headphone{body: body, cushion: cushion, trim: steel}
	}
	game := func(body tone) headphone {
		return headphone{body: body, cushion: material("#3D444A"), trim: graphite, suspended: true, mic: true}
	}
	studio := headphone{body: graphite, cushion: material("#5A4A40"), trim: steel, suspended: true, open: true, cable: true}
	onda := wave(sand, material("#8F7A60"))
	return []Figure{
		{"fone-marulho-onda-areia.svg", onda.draw},
		{"fone-marulho-onda-preto.svg", wave(black, material("#454C52")).draw},
		{"fone-marulho-onda-petroleo.svg", wave(petrol, material("#3A4A50")).draw},
		{"fone-marulho-onda-dobrado.svg", func(c *canvas) { inCase(c, onda, material("#6B6156")) }},
		{"fone-marulho-gota-branco.svg", func(c *canvas) { buds(c, white) }},
		{"fone-marulho-gota-preto.svg", func(c *canvas) { buds(c, black) }},
		{"fone-marulho-gota-lilas.svg", func(c *canvas) { buds(c, lilac) }},
		{"headset-cigarra-h7-preto.svg", game(black).draw},
		{"headset-cigarra-h7-branco.svg", game(white).draw},
		{"fone-marulho-estudio.svg", studio.draw},
		{"fone-marulho-estudio-grade.svg", studio.mesh},
		{"fone-marulho-fio-branco.svg", func(c *canvas) { wired(c, white) }},
		{"fone-marulho-fio-grafite.svg", func(c *canvas) { wired(c, graphite) }},
		{"fone-cigarra-trilha-grafite.svg", func(c *canvas) { bone(c, graphite) }},
		{"fone-cigarra-trilha-laranja.svg", func(c *canvas) { bone(c, orange) }},
	}
}
