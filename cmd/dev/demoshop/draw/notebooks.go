package draw

var usbC, usbA = port{0, 9, 3.2}, port{0, 14, 6}

func (p port) from(back float64) port { p.at = back; return p }

func notebookFigures() []Figure {
	juriti := func(body tone, keys paint) notebook {
		return notebook{w: 312, d: 221, h: 13, body: body, keys: keys, rim: 6, chin: 13, lean: 17, yaw: -22, pitch: 30, sidePort: []port{usbA.from(50), {72, 4, 4}}, paper: wing("#BFE3DC", "#F2C9A1", "#E8765F", "#23606B")}
	}
	pluma := func(body tone) notebook {
		return notebook{w: 289, d: 220, h: 10, body: body, keys: mix(body.light, "#FFFFFF", .35), rim: 7, chin: 12, lean: 20, yaw: 0, pitch: 34, paper: wing("#F7E6DC", mix(body.base, "#FFFFFF", .45), body.base, body.deep)}
	}
	juritiPorts := [2][]port{{usbC.from(40), usbC.from(58), {84, 15, 5}}, {usbA.from(50), {76, 4, 4}}}
	lajedoPorts := [2][]port{{{30, 15, 7}, usbC.from(62), usbC.from(80), {112, 26, 3}}, {{34, 16, 9}, usbA.from(66), usbA.from(90), usbC.from(116)}}
	giro := notebook{w: 312, d: 218, h: 12, body: silver, keys: "#4A5158", rim: 5, chin: 9, lean: 14, yaw: -20, pitch: 32, sidePort: []port{usbA.from(54), usbC.from(80)}, paper: strata}
	return []Figure{
		{"notebook-juriti-14-lado.svg", func(c *canvas) { bothSides(c, 221, 14, graphite, juritiPorts) }},
		{"notebook-juriti-14-tampa.svg", func(c *canvas) { closed(c, 312, 221, 14, graphite, 34) }},
		{"notebook-juriti-pluma-13-tampa.svg", func(c *canvas) { closed(c, 289, 220, 11, sand, -32) }},
		{"notebook-lajedo-pro-16-lado.svg", func(c *canvas) { bothSides(c, 250, 18, material("#474D54"), lajedoPorts) }},
		{"notebook-lajedo-pro-16-dentro.svg", inside},
		{"notebook-corisco-x15-tras.svg", rear},
		{"notebook-lajedo-giro-14.svg", giro.tent},
		{"notebook-lajedo-giro-14-aberto.svg", giro.draw},
		{"notebook-juriti-14-grafite.svg", juriti(graphite, "#22272C").draw},
		{"notebook-juriti-14-prata.svg", juriti(silver, "#3A4147").draw},
		{"notebook-juriti-pluma-13-areia.svg", pluma(sand).draw},
		{"notebook-juriti-pluma-13-petroleo.svg", pluma(petrol).draw},
		{"notebook-juriti-pluma-13-rosa.svg", pluma(pink).draw},
		{"notebook-lajedo-pro-16.svg", notebook{w: 358, d: 250, h: 16, body: material("#474D54"), keys: "#1E2226", rim: 6, chin: 12, numpad: true, lean: 16, yaw: 20, pitch: 31, sidePort: []port{{30, 15, 7}, usbC.from(62), usbC.from(80), {112, 26, 3}}, paper: strata}.draw},
		{"notebook-corisco-x15.svg", notebook{w: 360, d: 255, h: 20, body: black, keys: "#1B1E24", glow: "#8A6BFF", rim: 8, chin: 22, vents: true, lean: 14, yaw: -28, pitch: 29, sidePort: []port{{40, 15, 7}, usbA.from(78), usbA.from(106)}, paper: bolt}.draw},
		{"notebook-juriti-escola-11-verde-musgo.svg", schoolbook(moss).draw},
		{"notebook-juriti-escola-11-laranja.svg", schoolbook(orange).draw},
	}
}

func schoolbook(bumper tone) notebook {
	return notebook{w: 288, d: 206, h: 19, body: material("#5A6168"), keys: "#2A2F34", bumper: bumper, rugged: true, rim: 16, chin: 22, lean: 22, yaw: 22, pitch: 27, sidePort: []port{usbC.from(50), usbA.from(76)}, paper: wing("#CFE8F4", "#F7D774", "#E8765F", "#3767B0")}
}
