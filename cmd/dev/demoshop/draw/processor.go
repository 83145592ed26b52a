package draw

// processor shows the lid of one and the contacts of another.
func processor(c *canvas) {
	const w = 40.0
	k := look(-30, 40).fit(80, 90, 640, 620, append(corners(vec{}, w, w, 4), vec{6, 50, 34}, vec{46, 50, 34})...)
	// Behind, leaning: the side with the contacts.
	rise := vec{0, .5, .866}
	o := vec{8, 36, 0}
	ground := hull(k.all(o, o.add(vec{w, 0, 0}), o.add(vec{w, 20, 0}), o.add(vec{0, 20, 0})))
	c.move(18, 8, func() { c.cast(polygon(ground), 14, "#06120E80") })
	back := prism{o: o, u: right, v: rise, outline: rounded(0, 0, w, w, 1.2), ext: vec{0, .866, -.5}.mul(1.3)}
	back.draw(c, k, board.base, board.deep)
	k.on(c, o.add(rise.mul(w)), right, rise.mul(-1), func() {
		c.rect(0, 0, w, w, 1.2, c.linear(0, 0, 1, 1, board.light, .4, board.base))
		for i := range 22 {
			y := 2.6 + 1.66*float64(i)
			if i > 6 && i < 15 {
				c.dashes("M2.6 "+num(y)+"H13M27 "+num(y)+"H37.5", 1.05, "1.05 .6", gold.light)
				continue
			}
			c.dashes("M2.6 "+num(y)+"H37.5", 1.05, "1.05 .6", gold.light)
		}
		for i := range 4 {
			for j := range 4 {
				c.rect(15.2+2.7*float64(i), 15.2+2.7*float64(j), 1.5, .9, .2, []paint{"#C9B48A", "#8D979D"}[(i+j)%2])
			}
		}
		c.poly(gold.base, pt{1, 39}, pt{4, 39}, pt{1, 36})
	})
	// In front: the lid.
	c.move(16, 24, func() { c.cast(polygon(slab(vec{}, w, w, 0, 1.2).face(k)), 13, "#06120E70") })
	board.put(c, k, vec{}, w, w, 1.4, 1.2)
	k.on(c, vec{0, w, 1.4}, right, away.mul(-1), func() {
		c.poly(gold.base, pt{1, 39}, pt{4.4, 39}, pt{1, 35.6})
		for i := range 7 {
			c.rect(5+4.6*float64(i), 1, 2, 1, .2, "#C9B48A")
			c.rect(5+4.6*float64(i), 38, 2, 1, .2, "#C9B48A")
		}
	})
	steel.put(c, k, vec{2.6, 2.6, 1.4}, 34.8, 34.8, 1.1, 4)
	silver.put(c, k, vec{5.4, 4.4, 2.5}, 29.2, 31.2, 1.6, 3)
	k.on(c, vec{5.4, 35.6, 4.1}, right, away.mul(-1), func() {
		c.frame(.6, .6, 28, 30, 2.6, .3, "#FFFFFF")
		c.path("M4 27L19 4H25L10 27z", "#FFFFFF38")
		c.ring(14.6, 15.6, 7, .5, silver.shade)
		c.ring(14.6, 15.6, 4, .5, silver.shade)
		c.circle(25, 27, .9, silver.deep)
	})
}

// memory is a pair of modules with heat spreaders.
func memory(c *canvas, body tone) {
	const w, h = 133, 36
	k := look(-26, 24).fit(52, 120, 696, 560, append(corners(vec{}, w, 7, h), corners(vec{16, 46, 0}, w, 7, h)...)...)
	module := func(x, y float64) {
		c.move(6, 12, func() { c.cast(polygon(slab(vec{x, y, -3}, w, 9, 0, 1).face(k)), 9, "#06120E90") })
		pcb := prism{o: vec{x, y + 2.6, -3}, u: right, v: up, outline: []pt{{0, 0}, {w, 0}, {w, 30}, {0, 30}}, ext: away.mul(1.4)}
		pcb.draw(c, k, "#17463D", "#0B2B26")
		k.on(c, vec{x, y + 2.6, 5}, right, up.mul(-1), func() {
			for i := range 44 {
				if i != 20 && i != 21 {
					c.rect(3+2.9*float64(i), 3.4, 1.8, 4.4, 0, gold.base)
				}
			}
		})
		top := []pt{{0, 6}, {w, 6}, {w, 30}, {w - 6, 33}, {w*.62 + 6, 33}, {w * .62, 36}, {w * .38, 36}, {w*.38 - 6, 33}, {6, 33}, {0, 30}}
		spreader := prism{o: vec{x, y, 0}, u: right, v: up, outline: top, ext: away.mul(6.4)}
		c.path(polygon(spreader.silhouette(k)), body.deep)
		e := k.dir(away.mul(6.4))
		var far []pt
		for _, q := range spreader.face(k) {
			far = append(far, q.add(e))
		}
		c.path(polygon(far), body.shade)
		c.path(polygon(spreader.face(k)), c.linear(0, 0, 1, 1, body.light, .35, body.base, 1, body.shade))
		k.on(c, vec{x, y, h}, right, up.mul(-1), func() {
			c.poly(mix(body.base, body.shade, .8), pt{0, 14}, pt{w * .4, 14}, pt{w*.4 + 9, 28}, pt{0, 28})
			c.poly(mix(body.base, body.shade, .8), pt{w*.4 + 6, 14}, pt{w, 14}, pt{w, 28}, pt{w*.4 + 15, 28})
			c.poly(lime, pt{w*.4 + 1.5, 14}, pt{w*.4 + 4, 14}, pt{w*.4 + 13, 28}, pt{w*.4 + 10.5, 28})
			c.line("M.8 6.4L6.4 3.500H46", .7, body.light)
			for i := range 5 {
				c.rect(w-34+6*float64(i), 6, 3, 5, .8, body.deep)
			}
		})
	}
	module(16, 46)
	module(0, 0)
}
