package draw

import "fmt"

// tower is the case with its glass side to us and a computer inside.
func tower(c *canvas, body tone) {
	const w, d, h = 212.0, 420.0, 440.0
	k := look(47, 12).fit(90, 56, 620, 690, corners(vec{0, 0, -14}, w, d, h+14)...)
	c.move(4, 10, func() { c.cast(polygon(slab(vec{0, 0, -16}, w, d, 0, 6).face(k)), 16, "#06120EA0") })
	for _, o := range []vec{{10, 16, -16}, {w - 34, 16, -16}, {10, d - 60, -16}} {
		black.set(c, k, o, 24, 40, 16)
	}
	s := slab(vec{}, w, d, h, 5)
	corner := k.at(vec{})
	s.draw(c, k, c.linear(0, 0, 1, 1, body.light, .5, body.base), c.turned(corner.x, 4, body.base, body.shade))
	// The left side, seen from its back upper corner.
	k.on(c, vec{0, d, h}, away.mul(-1), up.mul(-1), func() {
		c.rect(5, 5, d-10, h-10, 5, body.shade)
		c.clip(round(10, 10, d-20, h-20, 4), func() { interior(c, d-20, h-20, body) })
		c.frame(10, 10, d-20, h-20, 4, 2, "#FFFFFF40")
		c.clip(round(10, 10, d-20, h-20, 4), func() {
			c.poly("#FFFFFF1A", pt{10, 10}, pt{150, 10}, pt{10, 300}, pt{10, 10})
			c.poly("#FFFFFF12", pt{190, 10}, pt{250, 10}, pt{10, 430}, pt{10, 420}, pt{10, 330})
		})
		c.rect(d-17, 180, 5, 60, 2.5, body.light)
	})
	// The front: a mesh of steel.
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
		c.rect(10, 26, w-20, h-52, 6, body.deep)
		c.rect(13, 29, w-26, h-58, 4, mix(body.deep, "#0E1214", .35))
		for i := range 3 {
			c.circle(w/2, 96+124*float64(i), 56, mix(body.deep, "#0E1214", .7))
			c.ring(w/2, 96+124*float64(i), 52, 4, "#8A6BFF90")
		}
		for row := range 2 { // every other line is shifted
			var d string
			for y := 34 + 8*float64(row); y < 400; y += 16 {
				d += fmt.Sprintf("M%s %sH%s", num(16+3.5*float64(row)), num(y), num(w-15))
			}
			c.dashes(d, 4.6, "4.6 2.4", body.base.alpha(.85))
		}
		c.rect(10, 26, 1.6, h-52, 1, body.light)
	})
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.rect(30, 30, w-60, d-150, 8, body.shade)
		c.dashes(fmt.Sprintf("M%s 36V%s", num(w/2), num(d-126)), w-72, "4 6", mix(body.deep, "#0E1214", .4))
		c.circle(w-40, d-34, 9, body.deep)
		c.circle(w-40, d-34, 5, lime)
		c.rect(60, d-42, 12, 18, 5, "#0E1214")
		c.rect(84, d-44, 10, 22, 2, "#0E1214")
		c.rect(104, d-44, 10, 22, 2, "#0E1214")
	})
}

// interior is what the glass shows, w by h, with the front on the right.
func interior(c *canvas, w, h float64, body tone) {
	c.rect(10, 10, w, h, 0, c.linear(0, 0, 1, 1, "#2A2F36", 1, "#14171B"))
	c.rect(46, 40, 212, 226, 4, "#1D3A38")
	c.rect(46, 40, 26, 110, 2, "#59636A")
	c.rect(80, 46, 96, 16, 2, "#7C868D")
	for i := range 3 {
		x, y := 362.0, 66+104*float64(i)
		c.rect(x-20, y-46, 44, 94, 6, "#0E1114")
		c.ellipse(x+2, y, 16, 42, "#8A6BFF")
		c.ellipse(x+2, y, 13, 36, "#1A1D2C")
		c.ellipse(x+2, y, 5, 12, "#59636A")
	}
	// Cooler over the processor.
	c.rect(94, 76, 92, 96, 5, "#8D979D")
	c.dashes("M94 124H186", 94, "2.4 2.6", "#59636A")
	c.rect(118, 76, 44, 96, 3, "#23292D")
	c.ellipse(140, 124, 18, 40, "#3C444A")
	for i := range 4 {
		c.rect(202+11*float64(i), 70, 6, 116, 1, []paint{"#454E54", "#8A6BFF"}[i%2])
	}
	// Graphics card.
	c.rect(42, 206, 256, 52, 5, "#0E1114")
	c.rect(44, 204, 252, 44, 5, body.base)
	c.poly("#8A6BFF", pt{60, 232}, pt{230, 232}, pt{222, 240}, pt{60, 240})
	c.rect(60, 212, 120, 6, 3, body.light)
	// Cover of the power supply.
	c.rect(10, 316, w, h-306, 0, body.base)
	c.rect(10, 316, w, 3, 0, body.light)
	c.dashes("M40 352H180", 40, "4 5", body.deep)
	c.line("M270 316C270 300 282 290 282 262M284 316C284 300 296 290 296 250", 5, "#101416")
	c.circle(250, 366, 10, body.shade)
}
