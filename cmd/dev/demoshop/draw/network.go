package draw

import "fmt"

// smallSwitch is the metal box with eight ports.
func smallSwitch(c *canvas, body tone) {
	const w, d, h = 158.0, 100.0, 30.0
	k := look(-22, 27).fit(56, 130, 688, 540, corners(vec{}, w, d, h)...)
	c.move(16, 20, func() { c.cast(polygon(slab(vec{}, w, d, 0, 3).face(k)), 14, "#06120E80") })
	body.put(c, k, vec{}, w, d, h, 3)
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
		c.rect(3, 3, w-6, h-6, 2, mix(body.deep, "#0B0E10", .45))
		for i := range 8 {
			c.socket(9+18*float64(i), 7, 13, "#59636A", lime)
		}
	})
	k.on(c, vec{w, 0, h}, away, up.mul(-1), func() {
		for i := range 16 {
			c.rect(10+5*float64(i), 8, 2.2, 14, 1.1, "#0B0E1090")
		}
	})
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.frame(2, 2, w-4, d-4, 2.4, .7, body.light)
		c.poly(mix(body.base, body.light, .25), pt{96, 2}, pt{126, 2}, pt{66, 98}, pt{36, 98})
		c.poly(lime, pt{132, 2}, pt{136, 2}, pt{76, 98}, pt{72, 98})
	})
}

// rackSwitch is one unit of a rack with 24 ports and four for fibre.
func rackSwitch(c *canvas, body tone) {
	const w, d, h = 440.0, 220.0, 44.0
	k := look(-27, 30).fit(40, 120, 720, 560, append(corners(vec{}, w, d, h), vec{-22, 0, 0}, vec{w + 22, 0, 0})...)
	c.move(16, 20, func() { c.cast(polygon(slab(vec{}, w, d, 0, 3).face(k)), 14, "#06120E80") })
	body.set(c, k, vec{}, w, d, h)
	for _, x := range []float64{-22, w} {
		ear := prism{o: vec{x, 0, 0}, u: right, v: up, outline: []pt{{0, 0}, {22, 0}, {22, h}, {0, h}}, ext: away.mul(3)}
		ear.draw(c, k, steel.base, steel.deep)
		k.on(c, vec{x, 0, h}, right, up.mul(-1), func() {
			c.rect(6, 6, 11, 7, 3.5, "#14181A")
			c.rect(6, h-13, 11, 7, 3.5, "#14181A")
		})
	}
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
		c.rect(2, 2, w-4, h-4, 2, mix(body.deep, "#0B0E10", .4))
		var pins, mouths, tongues, rims string
		for i := range 24 {
			x, y := 46+22*float64(i/2)+6*float64(i/8), 5.5+17.5*float64(i%2)
			rims += box(x-1, y-1, 18, 17)
			mouths += box(x, y, 16, 13)
			pins += "M" + num(x+2.5) + " " + num(y+2) + "h11"
			tongues += box(x+5, y+10, 6, 3)
		}
		c.path(rims, "#59636A")
		c.path(mouths, "#0B0E10")
		c.dashes(pins, 3, ".9 .7", gold.base)
		c.path(tongues, "#2B3136")
		for i := range 12 {
			x := 46 + 22*float64(i) + 6*float64(i/4)
			c.rect(x, 20.4, 4, 1.6, .6, lime)
			c.rect(x+12, 20.4, 4, 1.6, .6, []paint{lime, "#E6BC3F", lime}[i%3])
		}
		for i := range 4 {
			x := 338 + 22*float64(i)
			c.rect(x-1, 13, 19, 18, 1.5, silver.base)
			c.rect(x+1, 16, 15, 12, 1, "#0B0E10")
		}
		c.rect(10, 9, 20, 9, 1.5, "#0B0E10")
		for i := range 4 {
			c.circle(12+6*float64(i), 28, 1.8, []paint{lime, lime, "#E6BC3F", "#3C444A"}[i])
		}
	})
	k.on(c, vec{w, 0, h}, away, up.mul(-1), func() {
		c.dashes(fmt.Sprintf("M30 %sH180", num(h/2)), 26, "4 5", "#0B0E10A0")
	})
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.rect(0, 0, w, d, 0, c.linear(0, 0, 1, 1, body.light, .5, body.base, 1, body.base))
		c.line(fmt.Sprintf("M0 %sH%s", num(d-1.5), num(w)), 1.5, body.light)
		for _, x := range []float64{14, w - 14} {
			for _, y := range []float64{16, d - 20} {
				c.circle(x, y, 4, body.deep)
				c.circle(x, y, 2.6, steel.light)
			}
		}
	})
}

// ceilingPoint is the access point that hangs like a lamp.
func ceilingPoint(c *canvas, body tone) {
	c.move(22, 40, func() { c.cast(disc(400, 410, 276), 22, "#06120E70") })
	c.with(`transform="rotate(-16 400 400) translate(400 396) scale(1 .9)"`, func() {
		for i := range 8 {
			t := float64(i) / 7
			c.circle(12-12*t, 46-46*t, 286+4*t, mix(body.deep, body.shade, t))
		}
		c.circle(0, 0, 288, c.radial(.36, .3, .8, "#FFFFFF", .5, body.base, 1, body.shade))
		c.ring(0, 0, 150, 30, body.shade)
		c.ring(0, 0, 150, 22, "#BFE0F4")
		c.ring(0, 0, 150, 8, "#FFFFFF")
		c.circle(0, 0, 132, c.radial(.36, .3, .8, "#FFFFFF", .7, body.base))
		c.ring(0, 0, 252, 2.5, body.shade)
		c.line(sweep(0, 0, 272, 185, 268), 8, "#FFFFFF")
		c.circle(0, 214, 5, body.deep)
	})
}

// plugIn is the repeater that sits on the socket in the wall.
func plugIn(c *canvas, body tone) {
	const w, d, h = 62.0, 34.0, 98.0
	k := look(-30, 15).fit(150, 96, 500, 610, append(corners(vec{-18, 4, 10}, w+36, d, h+34), vec{0, 0, 0})...)
	plate := panel(vec{-30, d + 12, -4}, w+60, 5, h+12, 8)
	c.move(16, 12, func() { c.cast(polygon(plate.face(k)), 16, "#06120E60") })
	plate.draw(c, k, "#F6F5F0", "#C9C9C3")
	k.on(c, vec{-30, d + 12, h + 8}, right, up.mul(-1), func() { c.frame(4, 4, w+52, h+4, 6, 1.2, "#D3D3CD") })
	antenna := func(x float64) {
		p := panel(vec{x, d*.5 - 4, 34}, 11, 9, h*.92, 5.4)
		p.draw(c, k, c.linear(0, 0, 1, 0, body.light, .5, body.base, 1, body.shade), body.deep)
		a := k.at(vec{x + 5.5, d*.5 - 4, 40})
		c.circle(a.x, a.y, 5*k.x.x, body.shade)
	}
	antenna(-14)
	box := panel(vec{}, w, d, h, 12)
	box.draw(c, k, body.base, c.linear(0, 0, 1, 0, body.shade, 1, body.deep))
	antenna(w + 3)
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
		c.rect(0, 0, w, h, 12, c.linear(0, 0, 1, 1, body.light, .4, body.base, 1, body.shade))
		c.rect(6, 8, w-12, h*.5, 8, mix(body.base, body.shade, .45))
		c.rect(7, 10, w-14, h*.5-3, 7, mix(body.base, body.light, .5))
		for i := range 3 {
			c.path(sweepBand(w/2, 44, 8+8*float64(i)), []paint{"#0A6C5B", "#3E9C8B", "#9BD2C6"}[i])
		}
		c.circle(w/2, 44, 3.4, "#0A6C5B")
		c.circle(w/2, 74, 8.4, body.shade)
		c.circle(w/2-.3, 73.6, 7.4, body.light)
		c.ring(w/2, 74, 3.4, 1, body.deep)
		for i := range 3 {
			c.rect(w/2-9+7*float64(i), 88, 4, 2, 1, []paint{lime, "#8FBF3A", body.deep}[i])
		}
	})
	k.on(c, vec{w, 0, h}, away, up.mul(-1), func() {
		for i := range 8 {
			c.rect(8, 18+6.5*float64(i), d-16, 2.6, 1.3, body.deep)
		}
	})
}

// sweepBand is a thin arc over a point, as signal bars are drawn.
func sweepBand(x, y, r float64) string {
	a, b := r, r-3
	const s, k = .707, .707
	return fmt.Sprintf("M%s %sA%s %s 0 0 1 %s %sL%s %sA%s %s 0 0 0 %s %sz", num(x-a*s), num(y-a*k), num(a), num(a), num(x+a*s), num(y-a*k), num(x+b*s), num(y-b*k), num(b), num(b), num(x-b*s), num(y-b*k))
}

func networkFigures() []Figure {
	return []Figure{
		{"roteador-cipo-r3-preto.svg", func(c *canvas) { router(c, black) }},
		{"roteador-cipo-r3-branco.svg", func(c *canvas) { router(c, white) }},
		{"roteador-cipo-r3-tras.svg", func(c *canvas) { routerBack(c, black) }},
		{"sistema-cipo-malha.svg", func(c *canvas) { meshTowers(c, white) }},
		{"sistema-cipo-malha-base.svg", func(c *canvas) { meshBase(c, white) }},
		{"switch-cipo-s8.svg", func(c *canvas) { smallSwitch(c, petrol) }},
		{"switch-ponteio-s24.svg", func(c *canvas) { rackSwitch(c, graphite) }},
		{"ponto-de-acesso-ponteio-ap6.svg", func(c *canvas) { ceilingPoint(c, white) }},
		{"repetidor-cipo-elo.svg", func(c *canvas) { plugIn(c, white) }},
	}
}
