package draw

import "fmt"

// airCooler is the tower with its fan before the fins.
func airCooler(c *canvas, body tone) {
	const w, h = 120.0, 128.0
	k := look(-30, 17).fit(110, 56, 580, 680, append(corners(vec{0, 0, 0}, w, 84, h+38), vec{0, 0, 0})...)
	c.move(18, 2, func() { c.cast(polygon(slab(vec{26, 10, 0}, 76, 62, 0, 3).face(k)), 13, "#06120EA0") })
	// Base and pipes.
	steel.set(c, k, vec{28, 24, 4}, 66, 44, 6)
	copper.set(c, k, vec{40, 28, 0}, 40, 38, 6)
	for i := range 4 {
		x := 38 + 13*float64(i)
		for _, y := range []float64{32, 58} {
			a, b := k.at(vec{x, y, 8}), k.at(vec{x + (x-58)*.7, y + 6, 40})
			c.line(fmt.Sprintf("M%s %sQ%s %s %s %s", num(a.x), num(a.y), num(b.x), num(a.y-10), num(b.x), num(b.y)), 20, copper.deep)
			c.line(fmt.Sprintf("M%s %sQ%s %s %s %s", num(a.x-2), num(a.y), num(b.x-2), num(a.y-10), num(b.x-2), num(b.y)), 12, copper.base)
			c.line(fmt.Sprintf("M%s %sQ%s %s %s %s", num(a.x-4), num(a.y), num(b.x-5), num(a.y-10), num(b.x-5), num(b.y)), 3, copper.light)
		}
	}
	// Fins: their edges on the right, the last one on top.
	z := 36.0
	fins := tone{silver.base, silver.shade, silver.deep, "#EEF1F2"}
	if body == black {
		fins = tone{"#3A4046", "#2A2F34", "#1B1F22", "#59636A"}
	}
	fins.set(c, k, vec{4, 28, z}, w-8, 54, h)
	k.on(c, vec{w - 4, 28, z + h}, away, up.mul(-1), func() {
		c.rect(0, 0, 54, h, 0, fins.deep)
		c.dashes(fmt.Sprintf("M27 1V%s", num(h)), 54, "1.4 2.2", fins.light)
		c.rect(22, 0, 8, h, 0, fins.shade)
	})
	k.on(c, vec{4, 82, z + h}, right, away.mul(-1), func() {
		c.rect(0, 0, w-8, 54, 1, c.linear(0, 0, 1, 1, fins.light, .6, fins.base))
		c.rect(6, 5, w-20, 44, 3, fins.shade)
		for i := range 8 {
			x, y := 16+26*float64(i%4), 14+26*float64(i/4)
			c.circle(x, y, 4.6, copper.deep)
			c.circle(x-.6, y-.6, 3.6, copper.light)
		}
		c.poly(lime, pt{50, 5}, pt{54, 5}, pt{62, 49}, pt{58, 49})
	})
	fanFrame(c, k, vec{0, 0, z + 4}, 120, 26, body)
	for _, x := range []float64{2, w - 4} {
		a, b := k.at(vec{x, 2, z + 20}), k.at(vec{x, 2, z + 108})
		c.line(fmt.Sprintf("M%s %sL%s %s", num(a.x), num(a.y), num(b.x), num(b.y)), 3, steel.light)
	}
}

// fanFrame is a fan of the given size standing with its blades to us.
func fanFrame(c *canvas, k camera, o vec, size, d float64, body tone) {
	p := panel(o, size, d, size, 5)
	p.draw(c, k, body.base, c.linear(0, 0, 1, 0, body.shade, 1, body.deep))
	k.on(c, o.add(up.mul(size)), right, up.mul(-1), func() { fanFace(c, size, body) })
}

func fanFace(c *canvas, size float64, body tone) {
	m := size / 2
	c.rect(0, 0, size, size, 5, c.linear(0, 0, 1, 1, body.light, .35, body.base, 1, body.shade))
	c.circle(m, m, m*.96, body.deep)
	c.circle(m, m, m*.93, "#121618")
	blade := paint("#454E54")
	if body == white {
		blade = "#D9DAD6"
	}
	c.fan(m, m, m*.91, 9, blade, .6)
	c.circle(m, m, m*.31, body.shade)
	c.circle(m-.8, m-1, m*.29, c.linear(0, 0, 1, 1, body.light, 1, body.base))
	c.ring(m, m, m*.16, 1.4, "#8A6BFF")
	for _, q := range []pt{{7, 7}, {size - 7, 7}, {7, size - 7}, {size - 7, size - 7}} {
		c.circle(q.x, q.y, 3.2, body.deep)
		c.circle(q.x, q.y, 1.7, steel.light)
	}
}

// waterCooler is the radiator with two fans, the tubes and the pump.
func waterCooler(c *canvas, body tone) {
	const w, h = 276.0, 122.0
	k := look(-22, 15).fit(60, 70, 640, 420, corners(vec{}, w, 54, h)...)
	g := k.at(vec{w * .45, 30, 0})
	c.shadow(g.x+20, g.y+6, 330, 30)
	// Radiator: fins between two tanks, behind the fans.
	panel(vec{0, 27, 0}, w, 27, h, 4).draw(c, k, body.base, body.deep)
	k.on(c, vec{w, 27, h}, away, up.mul(-1), func() { c.rect(4, 10, 19, h-20, 3, body.shade) })
	fanFrame(c, k, vec{16, 0, 1}, 120, 27, body)
	fanFrame(c, k, vec{137, 0, 1}, 120, 27, body)
	// Tubes from the right tank to the pump.
	a, b := k.at(vec{w + 1, 40, h * .72}), k.at(vec{w + 1, 40, h * .34})
	tubes := []string{
		fmt.Sprintf("M%s %sC%s %s 730 640 470 620", num(a.x), num(a.y), num(a.x+120), num(a.y+20)),
		fmt.Sprintf("M%s %sC%s %s 650 590 470 590", num(b.x), num(b.y), num(b.x+70), num(b.y+20)),
	}
	for _, d := range tubes {
		c.move(6, 14, func() { c.castLine(d, 22, 7, "#06120E60") })
		c.line(d, 30, "#0E1214")
		c.line(d, 24, "#2B3136")
		c.dashes(d, 24, "3 4", "#3F474D")
		c.move(-3, -4, func() { c.line(d, 4, "#59636A") })
	}
	for _, q := range []pt{a, b} {
		c.rect(q.x-12, q.y-18, 28, 36, 6, steel.deep)
		c.rect(q.x-12, q.y-18, 28, 12, 6, steel.light)
	}
	// Pump.
	c.shadow(340, 706, 200, 28)
	c.rect(424, 572, 60, 64, 10, steel.deep)
	c.rect(424, 572, 60, 20, 10, steel.light)
	c.path("M196 590V650C196 700 260 722 320 722S444 700 444 650V590z", c.linear(0, 0, 1, 0, body.base, .4, body.shade, 1, body.deep))
	c.path("M196 634C196 684 260 706 320 706S444 684 444 634V642C444 692 380 714 320 714S196 692 196 642z", copper.base)
	c.ellipse(320, 590, 124, 66, body.shade)
	c.ellipse(319, 586, 122, 64, c.linear(0, 0, 1, 1, body.light, .5, body.base))
	c.ellipse(320, 587, 102, 52, "#101416")
	c.with(`transform="translate(320 587) scale(1 .51)"`, func() {
		c.ring(0, 0, 84, 9, "#2B2A55")
		c.line(sweep(0, 0, 84, 140, 335), 9, "#8A6BFF")
		c.line(sweep(0, 0, 84, 335, 360), 9, lime)
		c.line("M-36 16C-20 -34 -6 34 10 -8S30 12 40 -14", 8, "#D9D2FF")
	})
	c.path("M232 560C252 540 286 528 320 528C300 548 268 590 258 612C236 604 224 582 232 560z", "#FFFFFF14")
}
