package draw

// twoPlugs is the key with a connector at each end and a steel ring.
func twoPlugs(c *canvas, body tone) {
	const w, d, h = 40, 17, 8
	k := look(-32, 46).fit(80, 130, 640, 520, append(corners(vec{-15, 0, 0}, w+27, d, h), vec{20, 26, 0}, vec{20, -9, 0})...)
	c.move(16, 24, func() { c.cast(polygon(slab(vec{-15, 1, 0}, w+27, d-2, 0, 3).face(k)), 14, "#06120E70") })
	hole := k.at(vec{w - 5.4, d / 2, h})
	ring := func(from, to float64) {
		arc := sweep(hole.x+47, hole.y-47, 66, from, to)
		c.line(arc, 14, steel.deep)
		c.line(arc, 9, steel.base)
		c.line(arc, 3, steel.light)
	}
	ring(130, 489)
	turn := k.at(vec{w, 0, 0}).x
	// USB-A on the left.
	slab(vec{-14, 2.5, 1.7}, 16, 12, 4.6, .4).draw(c, k, c.linear(0, 0, 1, 1, "#F1F4F5", .6, silver.base), steel.shade)
	k.on(c, vec{-14, 14.5, 6.3}, right, away.mul(-1), func() {
		c.rect(4.4, 2.2, 2.6, 2.4, .2, "#2B3136")
		c.rect(4.4, 7.4, 2.6, 2.4, .2, "#2B3136")
	})
	// USB-C on the right.
	slab(vec{w - 1, 4.2, 2.6}, 9.5, 8.6, 2.8, 1.4).draw(c, k, silver.light, c.turned(turn+40, 16, steel.base, steel.deep))
	k.on(c, vec{w + 8.5, 4.2, 5.4}, away, up.mul(-1), func() { c.rect(1.4, .7, 5.8, 1.4, .7, "#14181B") })
	slab(vec{}, w, d, h, 4.5).draw(c, k, c.linear(0, 0, 1, 1, body.light, .4, body.base, 1, mix(body.base, body.shade, .5)), c.turned(turn, 20, body.shade, body.deep))
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.frame(.7, .7, w-1.4, d-1.4, 4, .5, body.light)
		c.circle(w-5.4, d/2, 3, body.deep)
		c.circle(w-5.4, d/2, 1.9, "#14181B")
		c.rect(6, 5, 19, 7, 3.5, body.shade)
		c.rect(6.6, 5.4, 17.8, 6, 3, mix(body.base, body.light, .25))
	})
	ring(135, 262)
}

// server is the two-bay file server from the front.
func server(c *canvas, body tone) {
	const w, d, h = 108, 190, 166
	k := look(-27, 15).fit(120, 70, 560, 640, corners(vec{}, w, d, h)...)
	c.move(20, 8, func() { c.cast(polygon(slab(vec{}, w, d, 0, 8).face(k)), 14, "#06120E80") })
	hull := slab(vec{}, w, d, h, 8)
	hull.draw(c, k, c.linear(0, 0, 1, 1, body.light, 1, body.base), c.turned(k.at(vec{w, 0, 0}).x, 14, body.base, body.deep))
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
		c.rect(7, 8, w-14, h-16, 4, mix(body.deep, "#0B0E10", .55))
		for i := range 2 {
			x := 10 + 38*float64(i)
			c.rect(x, 11, 35, h-22, 3, c.linear(0, 0, 1, 0, mix(body.base, body.light, .3), 1, body.base))
			c.rect(x, 11, 35, 1, .5, body.light)
			var holes string
			for r := range 15 {
				for q := range 4 {
					holes += "M" + num(x+6.5+7.3*float64(q)) + " " + num(20+6.2*float64(r)) + "h.1"
				}
			}
			c.line(holes, 3.4, mix(body.deep, "#0B0E10", .6))
			c.rect(x+4, 120, 27, 26, 3, body.shade)
			c.rect(x+4, 132, 27, 12, 3, mix(body.base, body.light, .4))
			c.rect(x+4, 119, 27, 3.5, 1.5, body.deep)
			c.circle(x+17.5, 151, 1.3, "#8FD3C4")
		}
		c.circle(91, 22, 5, body.shade)
		c.ring(91, 22, 3, 1, lime)
		for i := range 3 {
			c.circle(91, 42+9*float64(i), 1.4, []paint{lime, lime, "#E6BC3F"}[i])
		}
		c.rect(86.5, 122, 9, 22, 1.5, "#0B0E10")
		c.rect(89, 125, 3, 16, .8, "#5B8FE0")
	})
	k.on(c, vec{w, 0, h}, away, up.mul(-1), func() {
		for i := range 12 {
			c.rect(60+9*float64(i), 46, 4, 74, 2, mix(body.deep, "#0B0E10", .5))
		}
	})
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() { c.frame(1, 1, w-2, d-2, 7.5, .9, body.light) })
}

// serverBack is its back: fan, network and power.
func serverBack(c *canvas, body tone) {
	const s = 3.7
	c.shadow(404, 712, 230, 26)
	c.at(400-54*s, 92, s, 0, func() {
		c.rect(0, 0, 108, 166, 8, c.linear(0, 0, 1, 1, body.light, .3, body.base, 1, body.shade))
		c.frame(.8, .8, 106.4, 164.4, 7.4, .8, body.light.alpha(.6))
		c.rect(9, 9, 90, 90, 6, body.deep)
		c.circle(54, 54, 43, "#14181B")
		c.fan(54, 54, 41, 9, "#3A4248", .5)
		c.circle(54, 54, 13, "#2A3035")
		for i := range 4 {
			c.ring(54, 54, 14+9*float64(i), 1.6, steel.base)
		}
		for i := range 4 {
			c.turn(45+90*float64(i), 54, 54, func() { c.rect(53, 12, 2, 31, 0, steel.base) })
		}
		for _, p := range []pt{{14, 14}, {94, 14}, {14, 94}, {94, 94}} {
			c.circle(p.x, p.y, 2.6, steel.light)
			c.circle(p.x, p.y, 1, steel.deep)
		}
		c.rect(9, 106, 90, 50, 4, body.shade)
		c.rect(14, 112, 18, 16, 1.5, "#0B0E10")
		for i := range 6 {
			c.rect(16.5+2.3*float64(i), 113, 1.2, 5, 0, gold.base)
		}
		c.rect(15, 129.5, 4, 2, .6, lime)
		c.rect(27, 129.5, 4, 2, .6, "#E6BC3F")
		for i := range 2 {
			c.rect(38, 112+10*float64(i), 17, 7.5, 1.2, "#0B0E10")
			c.rect(40, 114.5+10*float64(i), 13, 2.2, .6, "#5B8FE0")
		}
		c.rect(62, 114, 12, 5, 2.5, "#0B0E10")
		c.rect(64, 116, 8, 1.2, .6, steel.base)
		c.circle(88, 118, 6, "#0B0E10")
		c.circle(88, 118, 2, steel.base)
		c.circle(22, 146, 3, "#0B0E10")
		for i := range 9 {
			c.rect(fl(38+6*i), 138, 3, 12, 1.5, body.deep)
		}
	})
}

func fl(i int) float64 { return float64(i) }

func storageFigures() []Figure {
	return []Figure{
		{"ssd-jazida-n4.svg", stick},
		{"ssd-jazida-s2.svg", box25},
		{"ssd-portatil-paiol-bolso-petroleo.svg", func(c *canvas) { pebble(c, petrol) }},
		{"ssd-portatil-paiol-bolso-coral.svg", func(c *canvas) { pebble(c, coral) }},
		{"ssd-portatil-paiol-bolso-grafite.svg", func(c *canvas) { pebble(c, graphite) }},
		{"hd-jazida-cofre.svg", disk35},
		{"pendrive-paiol-duplo-prata.svg", func(c *canvas) { twoPlugs(c, silver) }},
		{"pendrive-paiol-duplo-preto.svg", func(c *canvas) { twoPlugs(c, black) }},
		{"nas-paiol-casa-2.svg", func(c *canvas) { server(c, graphite) }},
		{"nas-paiol-casa-2-tras.svg", func(c *canvas) { serverBack(c, graphite) }},
	}
}
