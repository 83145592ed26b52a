package draw

import "fmt"

// hub is the row of sockets at the end of a short cable.
func hub(c *canvas, body tone) {
	const w, d, h = 116.0, 44.0, 14.0
	k := look(-24, 34).fit(96, 170, 640, 480, append(corners(vec{}, w, d, h), vec{-24, 60, 0})...)
	a := k.at(vec{0, d / 2, h / 2})
	cable := fmt.Sprintf("M%s %sC%s %s 40 180 220 150S400 150 430 120", num(a.x+10), num(a.y), num(a.x-90), num(a.y-36))
	c.move(6, 14, func() { c.castLine(cable, 18, 6, "#06120E60") })
	c.line(cable, 22, "#14181B")
	c.line(cable, 16, "#2E343A")
	c.dashes(cable, 16, "3 5", "#4A5258")
	c.turn(-32, 430, 120, func() {
		c.rect(418, 96, 92, 48, 14, body.deep)
		c.rect(418, 94, 92, 44, 13, c.linear(0, 0, 0, 1, body.light, .5, body.base, 1, body.shade))
		c.rect(510, 104, 46, 26, 12, steel.base)
		c.rect(510, 104, 46, 9, 5, steel.light)
		c.rect(551, 110, 4, 13, 2, "#0E1114")
	})
	c.move(14, 20, func() { c.cast(polygon(slab(vec{}, w, d, 0, 5).face(k)), 13, "#06120E80") })
	body.put(c, k, vec{}, w, d, h, 5)
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.frame(1.2, 1.2, w-2.4, d-2.4, 4, .6, body.light)
		c.circle(w-8, 8, 1.4, lime)
		c.rect(-3, d/2-6, 7, 12, 3, "#14181B")
		for i := range 12 {
			c.rect(36+5*float64(i), 12, 2, 20, 1, mix(body.base, body.shade, .7))
		}
	})
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
		c.poly("#0B0E10", pt{8, 3.4}, pt{25, 3.4}, pt{25, 7.4}, pt{22.6, 9.8}, pt{10.4, 9.8}, pt{8, 7.4})
		c.rect(11, 5.4, 11, 1.8, .6, steel.base)
		for i := range 2 {
			x := 31 + 19*float64(i)
			c.rect(x, 3.6, 15, 6.6, .8, "#0B0E10")
			c.rect(x+1.4, 6, 12.2, 1.9, .4, "#5B8FE0")
		}
		c.rect(70, 4.8, 10, 4, 2, "#0B0E10")
		c.rect(72, 6.3, 6, 1, .5, steel.base)
		c.rect(84, 5.2, 26, 2.6, 1.2, "#0B0E10")
		c.rect(86, 9.2, 14, 1.6, .8, "#0B0E10")
	})
	k.on(c, vec{w, 0, h}, away, up.mul(-1), func() { c.socket(14, 1.4, 12.4, body.deep, "") })
}

// charger stands with its three sockets to us and its pins to the left.
func charger(c *canvas, body tone) {
	const w, d, h = 46.0, 40.0, 62.0
	k := look(30, 18).fit(150, 90, 540, 610, append(corners(vec{}, w, d, h), vec{-20, 20, 40})...)
	c.move(18, 4, func() { c.cast(polygon(slab(vec{}, w, d, 0, 9).face(k)), 15, "#06120E90") })
	corner := k.at(vec{})
	s := slab(vec{}, w, d, h, 9)
	s.draw(c, k, c.linear(0, 0, 1, 1, body.light, .6, body.base), c.turned(corner.x, 44, body.base, body.shade))
	k.on(c, vec{0, d, h}, away.mul(-1), up.mul(-1), func() {
		c.rect(8, 10, d-16, 34, 6, body.shade)
		c.rect(9, 11, d-18, 33, 5, mix(body.shade, body.base, .5))
		// Three round pins of the Brazilian plug, the middle one set off.
		for _, q := range []pt{{13, 20}, {20, 26}, {27, 20}} {
			c.circle(q.x, q.y, 3.4, body.deep)
		}
	})
	for _, q := range []pt{{13, 20}, {20, 26}, {27, 20}} {
		a := k.at(vec{0, d - q.x, h - q.y})
		b := k.at(vec{-17, d - q.x, h - q.y})
		p := func(from, to pt) string {
			return fmt.Sprintf("M%s %sL%s %s", num(from.x), num(from.y), num(to.x), num(to.y))
		}
		m := lerp(a, b, .55)
		c.line(p(a, b), 30, "#14181B")
		c.line(p(m, b), 30, steel.deep)
		c.line(p(m, b), 26, "#C9CED2")
		c.move(0, -8, func() { c.line(p(lerp(a, b, .1), b), 5, "#FFFFFFB0") })
		c.line(p(a, m), 25, "#23282C")
	}
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
		c.rect(8, 8, w-16, h-16, 4, mix(body.base, body.shade, .55))
		c.rect(9, 9.4, w-18, h-18.4, 3.4, mix(body.base, body.light, .25))
		for i := range 2 {
			y := 15 + 14*float64(i)
			c.rect(17, y, 12, 5, 2.5, "#0B0E10")
			c.rect(19.4, y+2, 7.2, 1, .5, steel.base)
		}
		c.rect(15, 42, 16, 7, .8, "#0B0E10")
		c.rect(16.4, 44.6, 13.2, 2, .4, "#D98236")
		c.circle(33, 12.6, 1.1, lime)
	})
}

// coil is a braided cable rolled up and held by a leather strap.
func coil(c *canvas, body tone) {
	loop := func(rx, ry, x, y float64) string {
		return fmt.Sprintf("M%s %sa%s %s 0 1 0 %s 0a%s %s 0 1 0 %s 0z", num(x-rx), num(y), num(rx), num(ry), num(2*rx), num(rx), num(ry), num(-2*rx))
	}
	braid := func(d string) {
		c.line(d, 31, body.deep)
		c.line(d, 25, body.base)
		c.dashes(d, 25, "3 6.5", body.shade)
		c.dashes(d, 11, "3 6.5", body.light)
	}
	ends := []string{"M232 470C180 560 150 600 168 664", "M566 470C640 540 664 590 640 668"}
	c.move(10, 16, func() {
		c.castLine(loop(214, 208, 400, 360), 40, 9, "#06120E70")
		for _, d := range ends {
			c.castLine(d, 26, 7, "#06120E60")
		}
	})
	braid(loop(176, 170, 404, 366))
	braid(loop(206, 198, 396, 358))
	braid(ends[0])
	braid(ends[1])
	braid(loop(228, 220, 402, 356))
	plug := func(x, y, deg float64) {
		c.turn(deg, x, y, func() {
			c.rect(x-14, y-34, 28, 44, 8, body.deep)
			c.rect(x-24, y, 48, 74, 13, "#3C444A")
			c.rect(x-24, y-2, 48, 72, 13, c.linear(0, 0, 1, 0, "#E9ECEE", .4, silver.base, 1, steel.base))
			c.rect(x-16, y+70, 32, 38, 12, steel.deep)
			c.rect(x-16, y+68, 32, 36, 12, c.linear(0, 0, 1, 0, silver.light, .5, steel.base, 1, steel.deep))
			c.rect(x-9, y+97, 18, 5, 2.5, "#14181B")
		})
	}
	plug(168, 640, 14)
	plug(640, 644, -14)
	// Strap.
	leather := material("#9A6A43")
	c.turn(4, 400, 150, func() {
		c.rect(352, 94, 96, 132, 16, leather.deep)
		c.rect(350, 90, 94, 130, 16, c.linear(0, 0, 1, 0, leather.light, .35, leather.base, 1, leather.shade))
		c.dashes(round(358, 98, 78, 114, 11), 3, "9 6", "#E8C79A")
		c.circle(397, 196, 12, gold.deep)
		c.circle(396, 194, 10, gold.base)
		c.ellipse(393, 191, 4, 3, "#FFFFFFA0")
	})
}

// webcam sits on the edge of a screen.
func webcam(c *canvas, body tone) {
	// The upper edge of the screen.
	fade := func(p paint) paint { return c.linear(0, 0, 0, 1, p, .35, p, 1, p[:7]+"00") }
	c.holes(round(70, 520, 660, 190, 14)+box(84, 534, 632, 176), fade("#23292D"))
	c.rect(84, 534, 632, 176, 4, fade("#A9C8E0"))
	c.path("M84 534H330L240 710H84z", c.linear(0, 0, 0, 1, "#FFFFFF60", 1, "#FFFFFF00"))
	c.rect(78, 520, 644, 5, 2, "#3C444A")
	// Clip.
	c.path("M330 440H470L492 512H308z", c.linear(0, 0, 1, 0, black.light, .4, black.base, 1, black.deep))
	c.path("M298 506H502Q512 506 512 518V556Q512 566 502 566H298Q288 566 288 556V518Q288 506 298 506z", black.deep)
	c.path("M298 502H502Q510 502 510 512V548Q510 556 502 556H298Q290 556 290 548V512Q290 502 298 502z", c.linear(0, 0, 0, 1, black.light, .4, black.base, 1, black.shade))
	// Body: a lying barrel.
	c.move(0, 18, func() { c.cast(round(150, 220, 500, 236, 118), 12, "#06120E60") })
	c.path(round(150, 206, 500, 250, 125), body.deep)
	c.path(round(150, 200, 500, 244, 122), c.linear(0, 0, 0, 1, body.light, .35, body.base, 1, body.shade))
	c.path(round(166, 214, 468, 216, 108), "#14181B")
	c.path(round(170, 218, 460, 206, 103), c.linear(0, 0, 1, 1, "#2E343A", 1, "#16191C"))
	c.line("M214 232C236 224 250 222 280 222H430", 6, "#FFFFFF30")
	// Lens with its sliding cover, half drawn back.
	c.circle(400, 322, 96, "#0B0E10")
	c.ring(400, 322, 90, 6, steel.deep)
	c.circle(400, 322, 80, "#101416")
	c.ring(400, 322, 66, 4, "#2B3136")
	c.circle(400, 322, 56, c.radial(.4, .36, .7, "#5B7FB8", .5, "#22335A", 1, "#0D1119"))
	c.circle(400, 322, 24, "#070A0E")
	c.ellipse(376, 298, 16, 11, "#EAF2FFD0")
	c.circle(420, 346, 6, "#8FB3E860")
	c.path("M500 246Q536 252 560 276Q590 322 560 368Q536 392 500 398Q520 322 500 246z", "#3C444A")
	c.line("M538 290V354", 6, "#7C868D")
	for _, x := range []float64{216, 232, 248} {
		for i := range 4 {
			c.circle(x, 298+16*float64(i), 4, "#59636A")
		}
	}
	c.circle(592, 322, 7, "#FFF6DA")
	c.circle(592, 322, 14, "#FFF6DA40")
}
