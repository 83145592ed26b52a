package draw

// mainboard lies with its back panel to the upper left.
func mainboard(c *canvas) {
	const w = 244.0
	k := look(-17, 58).fit(52, 84, 696, 640, corners(vec{}, w, w, 26)...)
	c.move(14, 20, func() { c.cast(polygon(slab(vec{}, w, w, 0, 3).face(k)), 14, "#06120E70") })
	pcb := material("#23343A")
	slab(vec{}, w, w, 2.4, 3).draw(c, k, c.linear(0, 0, 1, 1, pcb.light, .3, pcb.base, 1, pcb.shade), pcb.deep)
	k.on(c, vec{0, w, 2.4}, right, away.mul(-1), func() {
		c.line("M40 150C90 150 90 120 130 118M40 156C94 156 98 128 134 124M150 130V150L170 170H220M20 200H120L136 184M60 230H150L170 210", 1, "#3F5A61")
		for _, p := range []pt{{6, 6}, {238, 6}, {6, 150}, {238, 150}, {6, 238}, {238, 238}, {160, 150}} {
			c.circle(p.x, p.y, 4.4, steel.light)
			c.circle(p.x, p.y, 2.4, "#101416")
		}
		c.circle(26, 176, 9, silver.shade)
		c.circle(25.5, 175, 8, silver.light)
		// Socket.
		c.rect(84, 40, 66, 74, 3, steel.deep)
		c.rect(86, 41, 62, 71, 3, c.linear(0, 0, 1, 1, silver.light, 1, silver.shade))
		c.rect(96, 52, 42, 48, 2, "#1A1F22")
		var pins string
		for i := range 15 {
			y := num(55.5 + 3*float64(i))
			if i > 4 && i < 10 {
				pins += "M99 " + y + "H109M125 " + y + "H136"
			} else {
				pins += "M99 " + y + "H136"
			}
		}
		c.dashes(pins, 1.6, "1.6 1.2", gold.base)
		c.line("M152 44V110H140", 2.4, steel.light)
	})
	// What is far is drawn first: from the back edge to the front.
	at := func(x, y float64) vec { return vec{x, w - y, 2.4} }
	graphite.set(c, k, at(0, 118), 34, 112, 24) // shroud over the back panel
	k.on(c, at(0, 6).add(up.mul(24)), right, away.mul(-1), func() {
		c.poly("#FFFFFF1A", pt{0, 0}, pt{34, 0}, pt{0, 70})
		c.rect(27, 8, 2.4, 96, 1, lime)
	})
	steel.set(c, k, at(46, 28), 104, 20, 15)
	k.on(c, at(46, 8).add(up.mul(15)), right, away.mul(-1), func() { c.dashes("M2 10H102", 18, "3 3", steel.deep) })
	steel.set(c, k, at(46, 112), 22, 78, 15)
	k.on(c, at(46, 34).add(up.mul(15)), right, away.mul(-1), func() { c.dashes("M11 2V76", 20, "3 3", steel.deep) })
	black.set(c, k, at(164, 12), 26, 8, 8)
	for i := range 4 {
		x := 172 + 11*float64(i)
		t := []tone{black, material("#59636A")}[i%2]
		t.set(c, k, at(x, 146), 6.5, 130, 8)
		k.on(c, at(x, 16).add(up.mul(8)), right, away.mul(-1), func() {
			c.rect(2.4, 8, 1.7, 66, 0, "#0B0E10")
			c.rect(2.4, 78, 1.7, 44, 0, "#0B0E10")
		})
	}
	cream.set(c, k, at(226, 96), 12, 62, 9)
	for i := range 5 {
		q := k.at(at(76+12*float64(i), 34).add(up.mul(7)))
		c.ellipse(q.x, q.y+6, 4.6*k.x.x*.8, 3.8*k.x.x*.8, "#14181A")
		c.ellipse(q.x, q.y, 4.6*k.x.x*.8, 3.8*k.x.x*.8, steel.light)
	}
	graphite.set(c, k, at(40, 138), 96, 18, 5) // first M.2 sink
	steel.set(c, k, at(38, 158), 100, 9, 9)    // reinforced slot
	k.on(c, at(38, 149).add(up.mul(9)), right, away.mul(-1), func() { c.rect(4, 3.4, 92, 2.2, 1, "#0B0E10") })
	graphite.set(c, k, at(40, 192), 96, 18, 5)
	black.set(c, k, at(38, 212), 100, 8, 8)
	k.on(c, at(38, 204).add(up.mul(8)), right, away.mul(-1), func() { c.rect(4, 3, 92, 2, 1, "#3C444A") })
	graphite.put(c, k, at(166, 216), 52, 52, 8, 5)
	k.on(c, at(166, 164).add(up.mul(8)), right, away.mul(-1), func() {
		c.poly(graphite.shade, pt{4, 48}, pt{30, 4}, pt{48, 4}, pt{22, 48})
		c.poly(lime, pt{32, 4}, pt{35, 4}, pt{9, 48}, pt{6, 48})
	})
	for i := range 2 {
		black.set(c, k, at(226, 186+24*float64(i)), 14, 18, 10)
	}
	for i := range 3 {
		black.set(c, k, at(40+44*float64(i), 240), 30, 7, 7)
	}
}

// backPanel is the mainboard's row of sockets.
func backPanel(c *canvas) {
	c.move(12, 18, func() { c.cast(round(50, 290, 700, 220, 14), 14, "#06120E70") })
	c.rect(48, 288, 704, 224, 16, silver.deep)
	c.rect(48, 284, 704, 222, 16, c.linear(0, 0, 1, 1, "#59636A", .4, "#3C444A", 1, "#2B3136"))
	c.frame(54, 290, 692, 210, 12, 2, "#7C868D")
	hole := func(x, y, w, h float64, in paint) {
		c.rect(x-4, y-4, w+8, h+8, 5, "#9AA3AA")
		c.rect(x, y, w, h, 3, "#0B0E10")
		if in != "" {
			c.rect(x+5, y+h*.34, w-10, h*.3, 2, in)
		}
	}
	for i := range 2 { // antennas
		y := 338 + 70*float64(i)
		c.circle(92, y, 17, gold.shade)
		c.circle(91, y-1, 14, gold.light)
		c.circle(92, y, 7, gold.deep)
		c.circle(92, y, 2.6, gold.light)
	}
	hole(132, 316, 70, 30, "#59636A")
	hole(132, 366, 70, 30, "#59636A")
	for i := range 6 {
		x, y := 232+76*float64(i/3), 312+52*float64(i%3)
		in := paint("#5B8FE0")
		if i > 3 {
			in = "#D2544B"
		}
		hole(x, y, 56, 26, in)
	}
	for i := range 2 {
		y := 322 + 66*float64(i)
		c.rect(384, y-4, 56, 34, 17, "#9AA3AA")
		c.rect(388, y, 48, 26, 13, "#0B0E10")
		c.rect(397, y+9, 30, 8, 4, "#59636A")
	}
	hole(466, 316, 84, 76, "")
	for i := range 8 {
		c.rect(477+8*float64(i), 320, 4.6, 20, 0, gold.base)
	}
	c.rect(488, 378, 40, 14, 0, "#3C444A")
	c.rect(466, 402, 16, 8, 2, lime)
	c.rect(534, 402, 16, 8, 2, "#E6BC3F")
	for i := range 5 {
		x, y := 606+72*float64(i%2), 326+52*float64(i/2)
		if i == 4 {
			hole(584, 418, 44, 40, "#D2544B")
			continue
		}
		c.circle(x, y, 19, []paint{"#6FA8D6", "#7FC7A0", "#E79AA8", "#7C868D"}[i])
		c.circle(x, y, 11, "#14181A")
		c.circle(x-1, y-1, 5, "#454E54")
	}
	for i := range 12 {
		c.rect(132+26*float64(i), 462, 14, 20, 6, "#14181A")
	}
}
