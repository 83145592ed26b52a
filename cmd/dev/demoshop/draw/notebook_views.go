package draw

import "math"

// closed is a shut laptop seen from above.
func closed(c *canvas, w, d, h float64, body tone, yaw float64) {
	k := look(yaw, 38).fit(60, 90, 680, 620, corners(vec{}, w, d, h)...)
	c.move(18, 20, func() { c.cast(polygon(slab(vec{}, w, d, 0, 10).face(k)), 15, "#06120E66") })
	corner := k.at(vec{w, 0, 0})
	lit, dark := body.shade, body.deep
	if yaw > 0 {
		corner, lit, dark = k.at(vec{}), body.base, body.shade
	}
	sides := c.turned(corner.x, 12, lit, dark)
	slab(vec{}, w, d, h*.56, 10).draw(c, k, body.deep, sides)
	slab(vec{1.5, 1.5, h * .56}, w-3, d-3, h*.06, 9).draw(c, k, body.deep, mix(body.deep, "#000000", .5))
	slab(vec{0, 0, h * .62}, w, d, h*.38, 10).draw(c, k, c.linear(0, 0, 1, 1, mix(body.light, body.base, .35), .55, body.base, 1, mix(body.base, body.shade, .7)), sides)
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.frame(.7, .7, w-1.4, d-1.4, 9.5, 1.2, body.light)
		c.rect(w*.19, 0, w*.62, 2.6, 0, mix(body.deep, "#000000", .3))
	})
}

// bothSides shows a shut laptop from the left and from the right, with its ports.
func bothSides(c *canvas, d, h float64, body tone, ports [2][]port) {
	const w = 105 // of the lid only the near part matters
	for i, list := range ports {
		y := 130 + 320*float64(i)
		k := look(0, 11).fit(60, y, 680, 200, corners(vec{}, d, w, h)...)
		c.move(10, 16, func() { c.cast(polygon(slab(vec{}, d, w, 0, 8).face(k)), 13, "#06120E66") })
		slab(vec{}, d, w, h*.58, 8).draw(c, k, body.deep, c.linear(0, 0, 0, 1, body.base, 1, body.deep))
		slab(vec{1, 1, h * .58}, d-2, w-2, h*.07, 7).draw(c, k, body.deep, "#101416")
		slab(vec{0, 0, h * .65}, d, w, h*.35, 8).draw(c, k, c.linear(0, 0, 1, 1, body.light, .6, body.base), body.shade)
		k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
			for _, p := range list {
				x := p.at
				if i == 1 {
					x = d - p.at
				}
				if p.h > h*.5 {
					p.h = h * .5
				}
				y := h*.36 + (h*.58-p.h)/2
				c.rect(x-p.w/2, y, p.w, p.h, p.h/2.4, "#0C0F11")
				c.rect(x-p.w/2+2, y+p.h/2-.45, p.w-4, .9, .4, mix(body.deep, body.base, .4))
			}
		})
	}
}

// inside is the work machine from below without its bottom: fans and heat
// pipes, memory and drives in their slots, battery.
func inside(c *canvas) {
	const w, d = 358, 250
	k := look(-14, 62).fit(50, 110, 700, 590, corners(vec{}, w, d, 14)...)
	body := material("#474D54")
	c.move(14, 18, func() { c.cast(polygon(slab(vec{}, w, d, 0, 10).face(k)), 14, "#06120E66") })
	slab(vec{}, w, d, 14, 12).draw(c, k, body.base, c.turned(k.at(vec{w, 0, 0}).x, 9, body.shade, body.deep))
	k.on(c, vec{0, d, 14}, right, away.mul(-1), func() {
		c.rect(6, 6, w-12, d-12, 8, "#23282C")
		c.soft("M70 16H288V92H318V140H40V92H70z", 4, board.base)
		c.line("M96 52H262M96 66H262", 9, copper.base)
		c.line("M96 49.5H262M96 63.5H262", 2, copper.light)
		for _, x := range []float64{62, 296} {
			c.rect(x-46, 14, 92, 76, 10, "#15191C")
			c.circle(x, 52, 33, "#2F363B")
			c.fan(x, 52, 31, 23, "#4A535A", .5)
			c.circle(x, 52, 9, "#15191C")
			c.circle(x-2, 50, 4, "#596269")
		}
		c.rect(138, 40, 44, 38, 2, copper.shade)
		c.rect(144, 45, 32, 28, 2, copper.light)
		for i := range 2 {
			y := 98 + 21*float64(i)
			c.rect(126, y, 106, 17, 1, "#1B5F50")
			for j := range 4 {
				c.rect(132+24*float64(j), y+3, 19, 10, 1, "#14181A")
			}
			c.rect(126, y+15, 106, 2, 0, gold.base)
		}
		c.rect(248, 98, 62, 17, 1, "#174238")
		c.rect(252, 101, 20, 11, 1, "#14181A")
		c.rect(277, 101, 20, 11, 1, "#14181A")
		c.circle(308, 106.5, 3, steel.light)
		c.rect(248, 120, 62, 16, 1, "#14181A")
		c.frame(248, 120, 62, 16, 1, .8, steel.deep)
		c.rect(46, 100, 30, 30, 2, steel.base)
		c.line("M76 108C96 100 98 128 118 136", 1.4, "#C9CED2")
		for i := range 4 {
			x := 34 + 73.5*float64(i)
			c.rect(x, 152, 70, 84, 4, "#101315")
			c.rect(x+3, 155, 64, 78, 3, c.linear(0, 0, 1, 1, "#30373C", 1, "#1E2327"))
		}
		for _, p := range []pt{{16, 16}, {342, 16}, {16, 234}, {342, 234}, {179, 146}} {
			c.circle(p.x, p.y, 3.2, steel.light)
			c.line("M"+num(p.x-1.6)+" "+num(p.y)+"h3.2", .9, steel.deep)
		}
	})
}

// rear is the game machine from behind, with its two exhausts.
func rear(c *canvas) {
	const w, d, h = 360, 190, 23
	k := look(18, 27).fit(56, 150, 690, 520, corners(vec{}, w, d, h)...)
	body := black
	c.move(14, 20, func() { c.cast(polygon(slab(vec{}, w, d, 0, 10).face(k)), 14, "#06120E66") })
	sides := c.turned(k.at(vec{}).x, 8, body.base, body.shade)
	slab(vec{}, w, d, h*.7, 10).draw(c, k, body.base, sides)
	lid := slab(vec{0, 26, h * .74}, w, d-26, h*.28, 10)
	lid.draw(c, k, c.linear(0, 0, 1, 1, body.light, .5, body.base), sides)
	k.on(c, vec{0, d, h * 1.02}, right, away.mul(-1), func() {
		c.poly("#8A6BFF", pt{w*.5 - 3, 0}, pt{w*.5 + 3, 0}, pt{w*.5 + 3, d - 26}, pt{w*.5 - 3, d - 26})
		c.poly(body.shade, pt{w * .62, d - 26}, pt{w, d * .2}, pt{w, d - 34}, pt{w - 8, d - 26})
	})
	k.on(c, vec{0, 0, h * .7}, right, up.mul(-1), func() {
		for _, x := range []float64{14, 252} {
			c.rect(x, 3, 94, 10.5, 2, "#0B0D0F")
			for i := range 15 {
				c.rect(x+3+6*float64(i), 4, 2.4, 8.5, 1, "#8A6BFF")
			}
		}
		for _, p := range []port{{132, 15, 6}, {160, 9, 3.6}, {187, 15, 9}, {216, 11, 6}, {236, 10, 8}} {
			c.rect(p.at-p.w/2, 8-p.h/2, p.w, p.h, 1.4, "#07090A")
			c.rect(p.at-p.w/2+2, 8-p.h/6, p.w-4, p.h/3, .8, "#3C444B")
		}
	})
}

// tent is the convertible standing on its edges, with its pen.
func (n notebook) tent(c *canvas) {
	const deg = 23.0
	s, cs := math.Sincos(radians(deg))
	k := look(-26, 17)
	apex := vec{0, n.d * s, n.d * cs}
	foot := vec{0, 2*n.d*s + 10, 0}
	k = k.fit(70, 84, 660, 600, vec{-16, -64, 0}, vec{n.w, 0, 0}, apex, apex.add(right.mul(n.w)), foot, foot.add(right.mul(n.w)))
	ground := hull(k.all(vec{}, vec{n.w, 0, 0}, foot, foot.add(right.mul(n.w))))
	c.move(16, 12, func() { c.cast(polygon(ground), 16, "#06120E59") })
	base := prism{o: foot, u: right, v: vec{0, -s, cs}, outline: rounded(0, 0, n.w, n.d, 10), ext: vec{0, -cs, -s}.mul(n.h)}
	base.draw(c, k, n.body.deep, n.body.deep)
	inner := prism{o: foot.add(vec{0, -cs, -s}.mul(n.h)), u: right, v: vec{0, -s, cs}, outline: rounded(0, 0, n.w, n.d, 10)}
	c.path(polygon(inner.face(k)), mix(n.body.deep, "#14181B", .55))
	lid := prism{o: vec{}, u: right, v: vec{0, s, cs}, outline: rounded(0, 0, n.w, n.d, 10), ext: vec{0, cs, -s}.mul(lidThick)}
	lid.draw(c, k, n.body.base, n.body.deep)
	k.on(c, apex, right, vec{0, -s, -cs}, func() {
		c.rect(0, 0, n.w, n.d, 10, n.body.light)
		c.rect(1.2, 1.2, n.w-2.4, n.d-2.4, 9, glass)
		c.screen(6, 10, n.w-12, n.d-17, 2, n.paper)
	})
	for _, x := range []float64{40, n.w - 40} {
		a, b := k.at(apex.add(vec{x - 20, 4, 1})), k.at(apex.add(vec{x + 20, 4, 1}))
		c.line("M"+num(a.x)+" "+num(a.y)+"L"+num(b.x)+" "+num(b.y), 9, n.body.deep)
	}
	pen(c, k.at(vec{-6, -58, 4}), k.at(vec{138, -58, 4}), n.body)
}

// pen lies from its tip a to its end b.
func pen(c *canvas, a, b pt, body tone) {
	path := func(p, q pt) string { return "M" + num(p.x) + " " + num(p.y) + "L" + num(q.x) + " " + num(q.y) }
	c.move(5, 9, func() { c.cast(path(a, b)+"l0 10L"+num(a.x)+" "+num(a.y+10)+"z", 5, "#06120E66") })
	c.line(path(a, b), 4, "#22272B")
	c.line(path(lerp(a, b, .07), b), 13, body.shade)
	c.move(0, -3, func() { c.line(path(lerp(a, b, .08), lerp(a, b, .99)), 4, body.light) })
	c.line(path(lerp(a, b, .22), lerp(a, b, .36)), 5, body.deep)
}
