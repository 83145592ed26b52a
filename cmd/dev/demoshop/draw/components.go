package draw

func componentFigures() []Figure {
	small := graphicsCard{w: 242, h: 112, d: 42, fans: 2, r: 48, body: black, accent: "#8A6BFF"}
	large := func(body tone) graphicsCard {
		return graphicsCard{w: 318, h: 130, d: 60, fans: 3, r: 47, body: body, accent: "#8A6BFF"}
	}
	return []Figure{
		{"placa-de-video-corisco-rg-760.svg", small.draw},
		{"placa-de-video-corisco-rg-760-portas.svg", small.outputs},
		{"placa-de-video-corisco-rg-780-grafite.svg", large(graphite).draw},
		{"placa-de-video-corisco-rg-780-branco.svg", large(white).draw},
		{"processador-bigorna-m8.svg", processor},
		{"placa-mae-bigorna-b5-m.svg", mainboard},
		{"placa-mae-bigorna-b5-m-portas.svg", backPanel},
		{"memoria-jazida-ddr5-grafite.svg", func(c *canvas) { memory(c, graphite) }},
		{"memoria-jazida-ddr5-branco.svg", func(c *canvas) { memory(c, white) }},
		{"fonte-bigorna-f750.svg", powerSupply},
		{"fonte-bigorna-f750-cabos.svg", powerCables},
		{"cooler-bigorna-aragem-120-preto.svg", func(c *canvas) { airCooler(c, black) }},
		{"cooler-bigorna-aragem-120-branco.svg", func(c *canvas) { airCooler(c, white) }},
		{"water-cooler-corisco-regato-240-preto.svg", func(c *canvas) { waterCooler(c, black) }},
		{"water-cooler-corisco-regato-240-branco.svg", func(c *canvas) { waterCooler(c, white) }},
		{"gabinete-bigorna-vitrine-preto.svg", func(c *canvas) { tower(c, black) }},
		{"gabinete-bigorna-vitrine-branco.svg", func(c *canvas) { tower(c, white) }},
	}
}
