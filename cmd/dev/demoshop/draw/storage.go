package draw

import "fmt"

// stick is the M.2 drive: connector, controller and memory on its board.
func stick(c *canvas) {
	const w, d, h = 80, 22, 1.6
	k := look(-32, 50).fit(64, 110, 672, 560, corners(vec{}, w, d, 3)...)
	c.move(14, 22, func() { c.cast(polygon(slab(vec{}, w, d, 0, .8).face(k)), 13, "#06120E70") })
	slab(vec{}, w, d, h, .8).draw(c, k, "#1D5B50", c.turned(k.at(vec{w, 0, 0}).x, 8, "#123F37", "#0B2B26"))
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.rect(0, 0, 3.6, d, .5, "#174A41")
		for i := range 24 {
			if i < 5 || i > 8 {
				c.rect(.3, 1.1+.84*float64(i), 3.2, .55, .1, gold.base)
			}
		}
		c.rect(-.3, 5.4, 4, 2.6, .6, mix("#D4EDEF", "#0B2B26", .65))
		c.circle(w, d/2, 2.9, gold.base)
		c.circle(w+.2, d/2, 1.9, mix("#D4EDEF", "#0B2B26", .5))
		c.line("M6 3.500H20M6 5H18M6 18.500H24M30 2.500H60M62 19.500H76", .35, "#3B8A7A")
		for _, p := range []pt{{6.4, 8}, {6.4, 11}, {6.4, 14}, {27.4, 2.6}, {27.4, 17.6}, {50.6, 2.2}, {50.6, 18.6}, {73.6, 3}, {73.6, 17}} {
			c.rect(p.x, p.y, 1.5, .9, .2, "#C9B48A")
			c.rect(p.x+.45, p.y, .6, .9, 0, "#5B4A36")
		}
	})
	chip := func(x, y, w, d, h float64, t tone, shine bool) {
		slab(vec{x, y, 1.6}, w, d, h, .5).draw(c, k, c.linear(0, 0, 1, 1, t.light, .5, t.base), c.turned(k.at(vec{x + w, y, 0}).x, 5, t.shade, t.deep))
		k.on(c, vec{x, y + d, 1.6 + h}, right, away.mul(-1), func() {
			if shine {
				c.frame(.8, .8, w-1.6, d-1.6, .4, .25, t.light)
			}
			c.circle(1.5, d-1.5, .55, t.deep)
		})
	}
	dark := material("#2B3136")
	chip(9.5, 4.6, 15, 12.8, 1.3, steel, true)
	chip(30, 5.2, 18, 13, 1.4, dark, false)
	chip(53, 5.2, 18, 13, 1.4, dark, false)
}

// box25 is the 2.5 inch drive.
func box25(c *canvas) {
	const w, d, h = 100, 70, 7
	k := look(-30, 42).fit(80, 120, 640, 560, corners(vec{}, w, d, h)...)
	t := material("#3E464C")
	c.move(14, 22, func() { c.cast(polygon(slab(vec{}, w, d, 0, 3).face(k)), 14, "#06120E70") })
	slab(vec{}, w, d, h, 3).draw(c, k, c.linear(0, 0, 1, 1, t.light, .45, t.base), c.turned(k.at(vec{w, 0, 0}).x, 10, t.shade, t.deep))
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.frame(.5, .5, w-1, d-1, 2.6, .5, t.light)
		c.clip(round(7, 7, w-14, d-14, 4), func() {
			c.rect(7, 7, w-14, d-14, 4, mix(t.base, t.deep, .55))
			for i := range 5 {
				c.ring(w-7, d-7, 62-11*float64(i), 4.4, []paint{"#23606B", "#2E7F86", "#4FA79F", "#8FD3C4", lime}[i])
			}
		})
		for _, p := range []pt{{4, 4}, {w - 4, 4}, {4, d - 4}, {w - 4, d - 4}} {
			c.circle(p.x, p.y, 1.5, steel.light)
			c.line(fmt.Sprintf("M%s %sh1.4", num(p.x-.7), num(p.y)), .4, steel.deep)
		}
	})
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
		c.rect(14, 1.6, 44, 4.2, .6, "#101416")
		c.rect(17, 3, 15, 1.8, .2, "#2B3136")
		c.rect(36, 3, 19, 1.8, .2, "#2B3136")
		for i := range 7 {
			c.rect(18+1.9*float64(i), 3, .9, 1.5, 0, gold.base)
		}
		for i := range 9 {
			c.rect(37+1.95*float64(i), 3, .9, 1.5, 0, gold.base)
		}
	})
	k.on(c, vec{w, 0, h}, away, up.mul(-1), func() {
		for _, x := range []float64{14, 54} {
			c.circle(x, 3.6, 1.5, "#0E1214")
		}
	})
}

// pebble is the pocket drive in its sleeve, with the short cable.
func pebble(c *canvas, sleeve tone) {
	const w, d, h = 76, 50, 12
	k := look(-28, 44).fit(84, 90, 632, 560, append(corners(vec{0, 0, 0}, w, d, h), vec{10, -26, 0})...)
	c.move(14, 22, func() { c.cast(polygon(slab(vec{}, w, d, 0, 9).face(k)), 14, "#06120E70") })
	slab(vec{0, 2, 1.5}, w+2.4, d-4, h-3, 8).draw(c, k, steel.base, c.turned(k.at(vec{w, 0, 0}).x, 12, steel.light, steel.deep))
	slab(vec{}, w-6, d, h, 9).draw(c, k, c.linear(0, 0, 1, 1, sleeve.light, .45, sleeve.base, 1, sleeve.base), c.turned(k.at(vec{w - 6, 0, 0}).x, 26, sleeve.shade, sleeve.deep))
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.frame(1.2, 1.2, w-8.4, d-2.4, 8, .8, sleeve.light)
		for i := range 6 {
			x := 12 + 7.4*float64(i)
			c.line(fmt.Sprintf("M%s 11V%s", num(x), num(d-11)), 2.6, sleeve.shade)
			c.line(fmt.Sprintf("M%s 11V%s", num(x-.5), num(d-11)), .7, sleeve.light)
		}
		c.circle(w-14, d/2, 1.6, lime)
	})
	k.on(c, vec{w + 2.4, 0, 10.5}, away, up.mul(-1), func() {
		c.rect(19, 2.4, 11, 4.2, 2.1, "#0E1214")
		c.rect(21, 3.9, 7, 1.2, .6, "#8D979D")
	})
	a, b := k.at(vec{2, -12, 1}), k.at(vec{62, -24, 1})
	m, n := k.at(vec{20, -34, 1}), k.at(vec{40, 2, 1})
	cable := fmt.Sprintf("M%s %sC%s %s %s %s %s %s", num(a.x), num(a.y), num(m.x), num(m.y), num(n.x), num(n.y), num(b.x), num(b.y))
	c.move(4, 9, func() { c.castLine(cable, 16, 5, "#06120E60") })
	c.line(cable, 17, "#1C2124")
	c.line(cable, 12, "#3A4248")
	c.dashes(cable, 12, "2.5 5", "#59636A")
	for _, e := range []pt{a, b} {
		c.turn(map[bool]float64{true: 195, false: 28}[e == a], e.x, e.y, func() {
			c.rect(e.x-6, e.y-15, 50, 30, 9, "#23292D")
			c.rect(e.x-4, e.y-14, 46, 9, 4, "#4A5359")
			c.rect(e.x+44, e.y-9, 26, 18, 7, steel.base)
			c.rect(e.x+44, e.y-9, 26, 6, 3, steel.light)
		})
	}
}

// disk35 is the hard disk.
func disk35(c *canvas) {
	const w, d, h = 102, 147, 26
	k := look(-34, 44).fit(70, 90, 660, 600, corners(vec{}, w, d, h)...)
	c.move(16, 24, func() { c.cast(polygon(slab(vec{}, w, d, 0, 3).face(k)), 15, "#06120E70") })
	slab(vec{}, w, d, h-3, 3).draw(c, k, steel.shade, c.turned(k.at(vec{w, 0, 0}).x, 9, material("#6A737A").base, "#3C444A"))
	slab(vec{1, 1, h - 3}, w-2, d-2, 3, 3).draw(c, k, c.linear(0, 0, 1, 1, "#E4E8EA", .5, silver.base, 1, steel.base), c.turned(k.at(vec{w, 0, 0}).x, 9, steel.base, steel.deep))
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.path("M8 10H94V52C94 58 98 66 98 78C98 106 76 126 51 126C26 126 4 106 4 78C4 66 8 58 8 52z", steel.base.alpha(.55))
		c.path("M9 11.500H93V52C93 58 96.5 66 96.5 78C96.5 104 75 124 51 124C27 124 5.5 104 5.5 78C5.5 66 9 58 9 52z", c.linear(0, 0, 1, 1, "#EEF1F2", .6, silver.base))
		c.ring(51, 78, 36, 1.2, silver.shade)
		c.circle(51, 78, 12, silver.shade)
		c.circle(50.5, 77.5, 10.5, silver.light)
		c.rect(16, 18, 70, 24, 2, "#0A6C5B")
		for i := range 3 {
			c.rect(20, 22+6*float64(i), []float64{34, 24, 29}[i], 2.6, 1.3, []paint{lime, "#8FD3C4", "#8FD3C4"}[i])
		}
		c.circle(75, 30, 7, "#D6F24B")
		c.circle(75, 30, 3, "#0A6C5B")
		for _, p := range []pt{{5, 6}, {97, 6}, {5, 141}, {97, 141}, {5, 96}, {97, 96}} {
			c.circle(p.x, p.y, 2.6, steel.deep)
			c.circle(p.x-.2, p.y-.2, 2, steel.light)
			c.line(fmt.Sprintf("M%s %sh2M%s %sv2", num(p.x-1.2), num(p.y-.2), num(p.x-.2), num(p.y-1.2)), .5, steel.deep)
		}
	})
	k.on(c, vec{0, 0, h - 3}, right, up.mul(-1), func() {
		c.rect(6, 11, 90, 9, 1, "#14453D")
		c.rect(40, 9, 46, 10, 1, "#101416")
		for i := range 18 {
			if i != 7 {
				c.rect(43+2.3*float64(i), 12, 1.1, 5, 0, gold.base)
			}
		}
	})
	k.on(c, vec{w, 0, h - 3}, away, up.mul(-1), func() {
		for _, x := range []float64{28, 70, 118} {
			c.circle(x, 12, 3, "#14181B")
		}
	})
}
