package draw

import "fmt"

// stand is the folding laptop stand, from the side, with a laptop on it.
func stand(c *canvas, body tone) {
	k := look(-38, 16).fit(76, 84, 650, 620, append(corners(vec{0, 0, 0}, 250, 210, 8), corners(vec{0, 0, 150}, 250, 40, 20)...)...)
	c.move(16, 14, func() { c.cast(polygon(slab(vec{}, 250, 200, 0, 14).face(k)), 15, "#06120E80") })
	slab(vec{}, 250, 200, 7, 14).draw(c, k, c.linear(0, 0, 1, 1, body.light, .5, body.base), c.turned(k.at(vec{250, 0, 0}).x, 18, body.shade, body.deep))
	k.on(c, vec{0, 200, 7}, right, away.mul(-1), func() {
		c.rect(34, 46, 182, 112, 12, body.shade)
		c.rect(36, 49, 180, 109, 11, mix(body.shade, body.deep, .7))
		c.frame(4, 4, 242, 192, 11, 1.2, body.light)
		for _, q := range []pt{{14, 14}, {236, 14}, {14, 186}, {236, 186}} {
			c.circle(q.x, q.y, 5, "#2B3136")
		}
	})
	arm := func(x float64) {
		leg := prism{o: vec{x, 168, 7}, u: vec{0, -.66, .75}, v: vec{0, .75, .66}, outline: rounded(-4, -16, 190, 32, 14), ext: right.mul(13)}
		c.path(polygon(leg.silhouette(k)), body.shade)
		e := k.dir(right.mul(13))
		var side []pt
		for _, q := range leg.face(k) {
			side = append(side, q.add(e))
		}
		c.path(polygon(side), c.linear(0, 0, 0, 1, body.base, 1, body.deep))
		for _, y := range []float64{10, 176} {
			q := k.at(vec{x + 13, 168 - .66*y, 7 + .75*y})
			c.ellipse(q.x, q.y, 15, 17, steel.deep)
			c.ellipse(q.x-1, q.y-1, 11, 13, steel.light)
			c.ellipse(q.x, q.y, 4, 5, steel.deep)
		}
	}
	arm(26)
	arm(211)
	// The tray, leaning towards us.
	n := vec{0, .94, .34}
	tray := prism{o: vec{0, -36, 108}, u: right, v: n, outline: rounded(0, 0, 250, 210, 16), ext: vec{0, .34, -.94}.mul(7)}
	tray.draw(c, k, c.linear(0, 0, 1, 1, body.light, .5, body.base, 1, body.base), c.linear(0, 0, 1, 0, body.shade, 1, body.deep))
	k.on(c, tray.o.add(n.mul(210)), right, n.mul(-1), func() {
		c.rect(44, 40, 162, 110, 14, body.shade)
		c.rect(46, 44, 160, 106, 13, mix(body.deep, "#14181B", .35))
		c.frame(4, 4, 242, 202, 13, 1.4, body.light)
		for _, x := range []float64{16, 216} {
			c.rect(x, 26, 18, 130, 9, "#2B3136")
			c.rect(x+2, 28, 5, 126, 2.5, "#454E54")
		}
	})
	for _, x := range []float64{38, 178} {
		lip := prism{o: vec{x, -36, 108}.add(vec{0, -.3, .95}.mul(-6)), u: right, v: vec{0, -.34, .94}, outline: rounded(0, 0, 34, 26, 8), ext: n.mul(6)}
		lip.draw(c, k, c.linear(0, 0, 0, 1, body.light, 1, body.base), body.deep)
		k.on(c, lip.o.add(lip.v.mul(26)), right, lip.v.mul(-1), func() { c.rect(5, 3, 24, 9, 4, "#2B3136") })
	}
}

// backpack stands upright, from the front.
func backpack(c *canvas, body tone) {
	c.shadow(404, 716, 220, 34)
	strap := mix(body.deep, "#14181B", .35)
	// Handle and shoulder straps behind.
	c.line("M352 112C352 64 448 64 448 112", 22, strap)
	c.line("M352 108C354 66 446 66 448 108", 5, body.light)
	c.mirror(400, func() {
		c.line("M252 250C206 330 196 480 222 640", 40, strap)
		c.line("M246 262C204 340 196 470 214 600", 8, body.shade)
	})
	c.path("M400 92C500 92 560 140 572 250L590 600C596 680 566 712 500 714H300C234 712 204 680 210 600L228 250C240 140 300 92 400 92z", body.deep)
	c.path("M398 88C496 88 556 138 568 248L584 596C588 672 560 702 498 704H298C236 702 208 672 212 596L228 248C240 138 300 88 398 88z", c.linear(0, 0, 1, .4, body.light, .3, body.base, .7, body.base, 1, body.shade))
	// Upper zip, in an arc.
	c.line("M250 330C250 190 300 138 400 138C500 138 550 190 548 330", 15, body.shade)
	c.dashes("M250 330C250 190 300 138 400 138C500 138 550 190 548 330", 7, "4 3", "#14181B")
	c.rect(538, 322, 20, 46, 7, lime)
	c.rect(543, 352, 10, 10, 5, body.deep)
	c.line("M262 240C276 176 320 118 392 112", 6, body.light)
	// Side compression.
	c.mirror(400, func() {
		c.path("M214 470H258V500H212z", strap)
		c.rect(226, 466, 26, 38, 6, "#14181B")
		c.rect(230, 470, 18, 10, 4, "#454E54")
	})
	// Front pocket.
	c.path("M282 408H518C552 408 562 426 564 452L572 606C574 652 556 672 520 672H280C244 672 226 652 228 606L236 452C238 426 248 408 282 408z", body.deep)
	c.path("M282 402H518C550 402 560 420 562 446L569 598C571 642 554 660 520 660H280C246 660 229 642 231 598L238 446C240 420 250 402 282 402z", c.linear(0, 0, 1, 1, mix(body.base, body.light, .35), .5, body.base, 1, body.shade))
	c.line("M256 452H544", 13, body.shade)
	c.dashes("M256 452H544", 6, "4 3", "#14181B")
	c.rect(262, 442, 48, 20, 8, lime)
	c.rect(266, 447, 10, 10, 5, body.deep)
	c.rect(352, 520, 96, 64, 8, body.shade)
	c.rect(354, 522, 92, 60, 7, mix("#9A6A43", body.base, .15))
	c.dashes(round(360, 528, 80, 48, 4), 2.5, "7 5", "#E8C79A")
	c.dashes("M250 620C300 636 500 636 550 620", 2.5, "7 5", body.light)
	// Daisy chain below the upper pocket.
	c.rect(300, 300, 200, 26, 5, strap)
	for i := range 5 {
		c.rect(306+40*float64(i), 296, 6, 34, 2, body.light)
	}
}

// powerBank stands with its braided loop.
func powerBank(c *canvas, body tone) {
	const w, d, h = 70.0, 28.0, 112.0
	k := look(-30, 18).fit(160, 150, 480, 560, corners(vec{}, w, d, h)...)
	a, b := k.at(vec{16, d / 2, h}), k.at(vec{54, d / 2, h})
	loop := fmt.Sprintf("M%s %sC%s %s %s %s %s %s", num(a.x), num(a.y), num(a.x-10), num(a.y-170), num(b.x+30), num(b.y-190), num(b.x), num(b.y))
	c.line(loop, 27, "#14181B")
	c.line(loop, 20, body.shade)
	c.dashes(loop, 20, "3.5 6", body.light)
	c.move(18, 2, func() { c.cast(polygon(slab(vec{}, w, d, 0, 12).face(k)), 14, "#06120E90") })
	s := slab(vec{}, w, d, h, 13)
	s.draw(c, k, c.linear(0, 0, 1, 1, body.light, .6, body.base), c.turned(k.at(vec{w - 2, 0, 0}).x, 40, body.base, body.deep))
	for _, q := range []pt{a, b} {
		c.ellipse(q.x, q.y, 24, 12, "#14181B")
		c.rect(q.x-15, q.y-34, 30, 36, 8, "#3C444A")
		c.rect(q.x-15, q.y-34, 12, 36, 6, "#59636A")
	}
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
		c.line("M13 5V106", 1.6, body.light)
		c.rect(17, 12, 36, 22, 5, "#0E1214")
		c.poly("#FFFFFF14", pt{19, 13}, pt{38, 13}, pt{26, 33}, pt{19, 33})
		for i := range 5 {
			p := paint(lime)
			if i == 4 {
				p = "#3C444A"
			}
			c.rect(22+5.4*float64(i), 18, 3.6, 10, 1, p)
		}
		for i := range 7 {
			c.line(fmt.Sprintf("M18 %sH52", num(46+5*float64(i))), 1.6, mix(body.base, body.shade, .8))
		}
		c.rect(21, 89, 10, 4.4, 2.2, "#0B0E10")
		c.rect(23, 90.7, 6, 1, .5, steel.base)
		c.rect(36, 87.6, 14, 6.6, .8, "#0B0E10")
		c.rect(37.4, 90, 11.2, 2, .4, "#D98236")
	})
	k.on(c, vec{w, 0, h}, away, up.mul(-1), func() { c.rect(10, 20, 7, 16, 3.5, body.deep) })
}

func accessoryFigures() []Figure {
	return []Figure{
		{"hub-tramela-7-grafite.svg", func(c *canvas) { hub(c, graphite) }},
		{"hub-tramela-7-prata.svg", func(c *canvas) { hub(c, silver) }},
		{"carregador-tramela-65-branco.svg", func(c *canvas) { charger(c, white) }},
		{"carregador-tramela-65-preto.svg", func(c *canvas) { charger(c, black) }},
		{"cabo-embira-usb-c-verde-musgo.svg", func(c *canvas) { coil(c, moss) }},
		{"cabo-embira-usb-c-coral.svg", func(c *canvas) { coil(c, coral) }},
		{"cabo-embira-usb-c-grafite.svg", func(c *canvas) { coil(c, graphite) }},
		{"webcam-tramela-olho.svg", func(c *canvas) { webcam(c, graphite) }},
		{"suporte-tramela-andaime-prata.svg", func(c *canvas) { stand(c, silver) }},
		{"suporte-tramela-andaime-grafite.svg", func(c *canvas) { stand(c, graphite) }},
		{"mochila-embira-16-petroleo.svg", func(c *canvas) { backpack(c, petrol) }},
		{"mochila-embira-16-grafite.svg", func(c *canvas) { backpack(c, graphite) }},
		{"mochila-embira-16-areia.svg", func(c *canvas) { backpack(c, sand) }},
		{"bateria-tramela-reserva-preto.svg", func(c *canvas) { powerBank(c, black) }},
		{"bateria-tramela-reserva-coral.svg", func(c *canvas) { powerBank(c, coral) }},
	}
}
