package draw

func monitorFigures() []Figure {
	c24 := func(body tone) monitor {
		return monitor{w: 540, h: 322, bezel: 6, chin: 16, lift: 118, body: body, metal: body, stand: "plate", yaw: 0, content: skylight("#CFE3F5", "#4C86B8")}
	}
	c27 := monitor{w: 612, h: 362, bezel: 6, chin: 14, lift: 128, body: silver, metal: silver, stand: "foot", yaw: -20, content: desk(skylight("#D9E8E4", "#5E9A94"))}
	c34 := monitor{body: black, content: timeline}
	studio := monitor{w: 614, h: 366, bezel: 9, chin: 16, lift: 120, body: black, metal: silver, stand: "foot", hood: true, yaw: 20, content: darkroom}
	arena := monitor{w: 716, h: 422, bezel: 6, chin: 16, lift: 104, body: black, metal: black, stand: "legs", glow: "#9A7BFF", yaw: 0, content: race}
	return []Figure{
		{"monitor-claraboia-24-preto.svg", c24(black).draw},
		{"monitor-claraboia-24-branco.svg", c24(white).draw},
		{"monitor-claraboia-24-tras.svg", c24(black).behind},
		{"monitor-claraboia-27-qhd.svg", c27.draw},
		{"monitor-claraboia-27-qhd-portas.svg", c27.sockets},
		{"monitor-claraboia-34-curvo.svg", c34.curved},
		{"monitor-claraboia-34-curvo-cima.svg", c34.fromAbove},
		{"monitor-taruma-estudio-27.svg", studio.draw},
		{"monitor-taruma-portatil-16-grafite.svg", func(c *canvas) { portable(c, graphite) }},
		{"monitor-taruma-portatil-16-areia.svg", func(c *canvas) { portable(c, sand) }},
		{"monitor-corisco-arena-32.svg", arena.draw},
		{"monitor-corisco-arena-32-tras.svg", arena.behind},
	}
}
