package draw

import "fmt"

// retro is the small console with two wired pads.
func retro(c *canvas, body tone) {
	const w, d, h = 150.0, 116.0, 34.0
	k := look(-20, 36).fit(60, 80, 680, 640, append(corners(vec{0, 0, 0}, w, d, h), corners(vec{-36, -104, 0}, 220, 40, 8)...)...)
	cable := func(a, b vec, bend float64) {
		p, q := k.at(a), k.at(b)
		path := fmt.Sprintf("M%s %sC%s %s %s %s %s %s", num(p.x), num(p.y), num(p.x-10), num(p.y+bend), num(q.x+10), num(q.y-bend), num(q.x), num(q.y))
		c.move(4, 8, func() { c.castLine(path, 9, 4, "#06120E60") })
		c.line(path, 11, "#2B3136")
		c.line(path, 3, "#59636A")
	}
	c.move(14, 18, func() { c.cast(polygon(slab(vec{}, w, d, 0, 6).face(k)), 14, "#06120E80") })
	grey := material("#8C8578")
	grey.put(c, k, vec{}, w, d, 12, 6)
	body.put(c, k, vec{0, 0, 12}, w, d, h-12, 6)
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
		c.rect(6, 23, w-12, 9, 1.5, "#3A3630")
		for i := range 2 {
			c.rect(20+62*float64(i), 23.5, 30, 8, 2, "#14181A")
			for j := range 7 {
				c.rect(23+62*float64(i)+3.7*float64(j), 26, 1.8, 3, .6, gold.base)
			}
		}
		c.circle(w-16, 17, 2.4, "#E0483F")
	})
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		var slots string
		for i := range 9 {
			y := num(7 + 4.4*float64(i))
			slots += "M9 " + y + "h40M101 " + y + "h40"
		}
		c.line(slots, 2.2, body.deep)
		c.rect(54, 8, 42, 58, 3, body.shade)
		c.rect(56, 10, 38, 54, 2, c.linear(0, 0, 0, 1, body.deep, .12, grey.shade, 1, grey.base))
		c.rect(58, 30, 34, 3, 1.5, body.deep)
		c.rect(10, 86, 26, 16, 3, body.shade)
		c.rect(12, 88, 14, 12, 2, "#C23B35")
		c.rect(12, 88, 14, 4, 2, "#E07A70")
		c.rect(w-36, 86, 26, 16, 3, body.shade)
		c.rect(w-34, 88, 22, 12, 2, grey.base)
		c.rect(54, 84, 42, 3, 1.5, "#E8765F")
		c.rect(54, 90, 42, 3, 1.5, "#E6BC3F")
		c.rect(54, 96, 42, 3, 1.5, "#4FA79F")
	})
	cable(vec{35, 0, 8}, vec{22, -62, 4}, 26)
	cable(vec{97, 0, 8}, vec{136, -62, 4}, 26)
	for i := range 2 {
		o := vec{-34 + 116*float64(i), -106, 0}
		c.move(8, 12, func() { c.cast(polygon(slab(o, 96, 44, 0, 20).face(k)), 9, "#06120E80") })
		grey.put(c, k, o, 96, 44, 5, 20)
		body.put(c, k, o.add(up.mul(5)), 96, 44, 6, 20)
		k.on(c, o.add(vec{0, 44, 11}), right, away.mul(-1), func() {
			c.rect(13, 17.6, 20, 7, 1.4, "#2B3136")
			c.rect(19.5, 11, 7, 20, 1.4, "#2B3136")
			c.circle(23, 21, 2.4, "#4A5258")
			for j, p := range []paint{"#E8765F", "#E6BC3F", "#4FA79F", "#3767B0"} {
				q := []pt{{82, 21}, {73, 29}, {73, 13}, {64, 21}}[j]
				c.circle(q.x+.5, q.y+1, 5, body.deep)
				c.circle(q.x, q.y, 4.8, p)
				c.circle(q.x-1.4, q.y-1.5, 1.4, "#FFFFFF90")
			}
			c.turn(-24, 43, 30, func() { c.rect(38, 28, 9, 3.4, 1.7, grey.deep) })
			c.turn(-24, 54, 30, func() { c.rect(49, 28, 9, 3.4, 1.7, grey.deep) })
		})
	}
}

// wheel is the racing wheel on its base, with the pedals beside it.
func wheel(c *canvas) {
	c.shadow(330, 640, 240, 34)
	c.shadow(610, 716, 170, 26)
	// Base and clamp.
	c.path("M236 420H428C452 420 466 436 470 460L486 600C488 622 476 634 456 634H208C188 634 176 622 178 600L194 460C198 436 212 420 236 420z", c.linear(0, 0, 1, 0, black.light, .3, black.base, 1, black.deep))
	c.rect(226, 600, 56, 50, 10, "#14181A")
	c.rect(382, 600, 56, 50, 10, "#14181A")
	c.path("M206 560H458L462 590H202z", "#0E1114")
	for i := range 13 {
		c.rect(216+18*float64(i), 566, 9, 18, 4, "#3C444A")
	}
	// Rim.
	x, y, r := 332.0, 304.0, 212.0
	c.move(8, 14, func() {
		c.cast(fmt.Sprintf("M%s %sa212 212 0 1 0 424 0a212 212 0 1 0 -424 0zM%s %sa170 170 0 1 1 340 0a170 170 0 1 1 -340 0z", num(x-r), num(y), num(x-170), num(y)), 9, "#06120E60")
	})
	c.path(fmt.Sprintf("M%s 276C250 268 268 258 282 240H382C396 258 414 268 %s 276L%s 326C430 330 408 344 396 372L376 452H288L268 372C256 344 234 330 %s 326z", num(x-180), num(x+180), num(x+178), num(x-178)), "#3A4147")
	c.path(fmt.Sprintf("M%s 280C250 274 268 262 282 246H382C396 262 414 274 %s 280L%s 300C430 306 410 330 396 360H268C254 330 234 306 %s 300z", num(x-180), num(x+180), num(x+178), num(x-178)), c.linear(0, 0, 1, 1, "#6A747B", .5, "#4A5258"))
	c.ring(x, y, 190, 46, "#14181A")
	c.ring(x-1, y-3, 190, 38, "#2B3035")
	c.line(sweep(x-1, y-3, 190, 188, 262), 38, "#3E454B")
	c.line(sweep(x-1, y-3, 203, 190, 264), 5, "#6A747B")
	c.dashes(sweep(x, y, 176, 0, 359), 2.5, "6 5", "#E0483F")
	c.line(sweep(x-1, y-3, 190, 265, 275), 39, lime)
	c.circle(x, 316, 64, "#14181A")
	c.circle(x-1, 313, 60, c.linear(0, 0, 1, 1, "#4A5258", .6, "#2B3035"))
	c.circle(x, 314, 30, "#0A6C5B")
	c.path(sweepBand(x, 330, 22), lime)
	for i, p := range []paint{"#E0483F", "#E6BC3F", "#5B8FE0", "#4FA79F"} {
		q := []pt{{226, 282}, {226, 314}, {438, 282}, {438, 314}}[i]
		c.circle(q.x, q.y+2, 12, "#0E1114")
		c.circle(q.x, q.y, 10.5, p)
		c.ellipse(q.x-3, q.y-4, 4, 2.6, "#FFFFFF80")
	}
	// Pedals.
	c.path("M470 690L500 576H736L760 690Q762 708 744 708H486Q468 708 470 690z", "#14181A")
	c.path("M474 682L503 570H733L756 682Q758 696 742 696H488Q472 696 474 682z", c.linear(0, 0, 1, 1, black.light, .4, black.base, 1, black.shade))
	for i := range 3 {
		px := 528 + 74*float64(i)
		ph := []float64{128, 112, 150}[i]
		top := 690 - ph - 52
		c.rect(px+16, top+60, 16, ph-40, 6, "#59636A")
		c.rect(px-2, top+6, 52, 100, 12, "#0E1114")
		c.rect(px-2, top, 52, 100, 12, c.linear(0, 0, 1, 1, "#F0F3F4", .4, silver.base, 1, steel.base))
		for j := range 3 {
			for l := range 4 {
				c.circle(px+10+14*float64(j), top+18+21*float64(l), 4.4, "#2B3136")
			}
		}
	}
}

// fightStick is the arcade controller.
func fightStick(c *canvas, body tone, ball paint) {
	const w, d, h = 400.0, 260.0, 52.0
	k := look(-18, 42).fit(50, 90, 700, 610, append(corners(vec{}, w, d, h), vec{96, 150, 150})...)
	c.move(16, 22, func() { c.cast(polygon(slab(vec{}, w, d, 0, 16).face(k)), 16, "#06120E80") })
	black.put(c, k, vec{4, 4, 0}, w-8, d-8, 12, 14)
	body.put(c, k, vec{0, 0, 12}, w, d, h-12, 16)
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.rect(12, 12, w-24, d-24, 10, "#14181A")
		c.clip(round(14, 14, w-28, d-28, 9), func() {
			c.rect(14, 14, w, d, 0, c.linear(0, 0, 1, 1, "#2E2560", 1, "#151631"))
			for i := range 12 {
				a := 30.0 * float64(i)
				if i%2 == 0 {
					p := sweep(96, 120, 420, a, a+15)
					c.path(p+"L96 120z", []paint{"#E8765F", "#6E4FE0", "#4FA79F"}[i/2%3].alpha(.85))
				}
			}
			c.circle(96, 120, 70, "#E6BC3F")
			c.circle(96, 120, 54, "#151631")
			c.poly("#FFFFFF18", pt{14, 14}, pt{200, 14}, pt{14, 210})
		})
		c.frame(14, 14, w-28, d-28, 9, 1.2, "#FFFFFF50")
		for i := range 3 {
			c.circle(w-58+16*float64(i), 30, 5, "#59636A")
			c.circle(w-58.5+16*float64(i), 29.4, 4, "#C9CED2")
		}
	})
	// Buttons, the far row first.
	colours := []paint{"#E0483F", "#E6BC3F", "#4FA79F", "#EFEEE9"}
	for row := range 2 {
		for i := range 4 {
			x := 186 + 44*float64(i)
			y := []float64{156, 166, 164, 154}[i] - 46*float64(row)
			s := k.x.x
			foot, top := k.at(vec{x, y, h}), k.at(vec{x, y, h + 9})
			q := colours[(i+row)%4]
			c.ellipse(foot.x+3, foot.y+4, 18.5*s, 13.4*s, "#06120E90")
			c.ellipse(foot.x, foot.y, 18*s, 12.8*s, "#1B2023")
			c.ellipse(foot.x, foot.y-3*s, 17*s, 12*s, mix(q, "#0B0E10", .45))
			c.ellipse(top.x, top.y, 13.4*s, 9.6*s, mix(q, "#0B0E10", .12))
			c.ellipse(top.x-.6, top.y-1.4, 12.4*s, 8.7*s, q)
			c.ellipse(top.x-4*s, top.y-3.4*s, 4.4*s, 2.3*s, "#FFFFFF80")
		}
	}
	// Lever.
	s := k.x.x
	a, b := k.at(vec{96, 140, h}), k.at(vec{96, 140, h + 72})
	c.ellipse(a.x+4, a.y+4, 26*s, 18*s, "#06120EA0")
	c.ellipse(a.x, a.y, 24*s, 17*s, "#14181A")
	c.ellipse(a.x, a.y-3, 20*s, 14*s, "#3C444A")
	c.line(fmt.Sprintf("M%s %sL%s %s", num(a.x), num(a.y), num(b.x), num(b.y)), 8*s, steel.deep)
	c.line(fmt.Sprintf("M%s %sL%s %s", num(a.x-2*s), num(a.y-4), num(b.x-2*s), num(b.y)), 3*s, steel.light)
	c.circle(b.x, b.y-8*s, 26*s, mix(ball, "#0B0E10", .25))
	c.circle(b.x, b.y-8*s, 26*s, c.radial(.36, .3, .75, mix(ball, "#FFFFFF", .5), .35, ball, 1, mix(ball, "#0B0E10", .35)))
	c.ellipse(b.x-9*s, b.y-18*s, 6.5*s, 4*s, "#FFFFFFA0")
}

func consoleFigures() []Figure {
	bright := [4]paint{"#E6BC3F", "#E0483F", "#4FA79F", "#5B8FE0"}
	calm := [4]paint{"#FBF5E6", "#FBF5E6", "#FBF5E6", "#FBF5E6"}
	first := func(body, grips tone) pad { return pad{body, grips, bright} }
	return []Figure{
		{"console-peteca-um-branco.svg", func(c *canvas) { living(c, white, first(white, black)) }},
		{"console-peteca-um-preto.svg", func(c *canvas) { living(c, black, first(black, graphite)) }},
		{"console-peteca-um-tras.svg", func(c *canvas) { livingBack(c, white) }},
		{"console-peteca-bolso-grafite.svg", handheld{graphite, bright}.draw},
		{"console-peteca-bolso-lilas.svg", handheld{lilac, bright}.draw},
		{"console-peteca-bolso-tras.svg", handheld{lilac, bright}.behind},
		{"controle-peteca-branco.svg", first(white, black).draw},
		{"controle-peteca-preto.svg", first(black, graphite).draw},
		{"controle-peteca-coral.svg", pad{coral, black, calm}.draw},
		{"controle-peteca-azul.svg", pad{blue, black, calm}.draw},
		{"console-bilboque-mini.svg", func(c *canvas) { retro(c, cream) }},
		{"volante-bilboque-curva.svg", wheel},
		{"controle-arcade-bilboque-ficha-amarelo.svg", func(c *canvas) { fightStick(c, yellow, "#E0483F") }},
		{"controle-arcade-bilboque-ficha-preto.svg", func(c *canvas) { fightStick(c, black, "#E6BC3F") }},
	}
}
