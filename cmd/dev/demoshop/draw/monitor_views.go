package draw

import "fmt"

// behind is the back of a monitor with its stand.
func (m monitor) behind(c *canvas) {
	k := 690 / m.w
	x, y := 400-m.w*k/2, 96.0
	h := m.h * k
	foot := y + h + m.lift*k*.8
	c.shadow(400, foot+14, 230, 28)
	if m.stand == "legs" {
		c.soft(fmt.Sprintf("M392 %sL210 %sL214 %sL400 %sL586 %sL590 %sL408 %sz", num(foot-60), num(foot-2), num(foot+10), num(foot-26), num(foot+10), num(foot-2), num(foot-60)), 5, c.linear(0, 0, 0, 1, m.metal.base, 1, m.metal.shade))
	} else {
		c.path(round(400-130, foot-16, 260, 30, 12), m.metal.deep)
		c.path(round(400-130, foot-22, 260, 28, 12), c.linear(0, 0, 1, 0, m.metal.light, .4, m.metal.base, 1, m.metal.shade))
	}
	c.rect(x, y, m.w*k, h, 12, c.linear(0, 0, 1, 1, m.body.light, .25, m.body.base, 1, m.body.shade))
	bx, by, bw, bh := x+m.w*k*.1, y+h*.2, m.w*k*.8, h*.66
	c.rect(bx+3, by+6, bw, bh, 36, m.body.deep)
	c.rect(bx, by, bw, bh, 36, c.linear(0, 0, 1, 1, mix(m.body.light, m.body.base, .4), .5, m.body.base, 1, m.body.shade))
	for i := range 17 {
		c.rect(400-170+20*float64(i), by+16, 10, 5, 2.5, m.body.deep)
	}
	if m.glow != "" {
		c.ring(400, by+bh*.5, bh*.36, 26, m.glow.alpha(.35))
		c.ring(400, by+bh*.5, bh*.36, 11, m.glow)
		c.ring(400, by+bh*.5, bh*.36, 4, "#FFFFFFB0")
	}
	top := by + bh*.5 - 52
	c.rect(352, top, 96, 104, 12, m.metal.shade)
	c.rect(368, top+20, 64, foot-top-30, 10, c.linear(0, 0, 1, 0, m.metal.light, .3, m.metal.base, 1, m.metal.deep))
	for _, p := range []pt{{360, top + 9}, {440, top + 9}, {360, top + 95}, {440, top + 95}} {
		c.circle(p.x, p.y, 4, steel.base)
	}
	c.rect(382, foot-78, 36, 40, 18, "#0F1315")
	c.ports(bx+36, by+bh-34, m.body)
	c.ports(bx+bw-176, by+bh-34, m.body)
}

// ports is a row of sockets in a recess.
func (c *canvas) ports(x, y float64, body tone) {
	c.rect(x, y, 140, 22, 7, mix(body.deep, "#000000", .4))
	for i, w := range []float64{26, 26, 14, 30} {
		c.rect(x+10+[]float64{0, 34, 68, 90}[i], y+6, w, 10, 3, "#070A0B")
		c.rect(x+14+[]float64{0, 34, 68, 90}[i], y+10, w-8, 2.5, 1, []paint{"#7C868C", "#7C868C", "#7C868C", "#5B8FE0"}[i])
	}
}

// sockets is a close view of the underside of a monitor's back.
func (m monitor) sockets(c *canvas) {
	b := m.body
	c.move(14, 20, func() { c.cast(round(70, 190, 660, 420, 44), 16, "#06120E60") })
	c.rect(70, 190, 660, 420, 44, c.linear(0, 0, 1, 1, b.light, .4, b.base, 1, b.shade))
	for i := range 22 {
		c.rect(116+26*float64(i), 226, 14, 7, 3.5, b.deep)
	}
	c.rect(110, 372, 580, 168, 30, b.shade)
	c.rect(110, 372, 580, 160, 30, mix(b.deep, "#101416", .55))
	plug := func(x, w, h float64, f func(x, y float64)) {
		y := 452 - h/2
		c.rect(x-5, y-5, w+10, h+10, 7, "#3A4349")
		c.rect(x, y, w, h, 4, "#07090A")
		f(x, y)
	}
	hdmi := func(x, y float64) {
		c.poly("#8D979D", pt{x + 6, y + 8}, pt{x + 66, y + 8}, pt{x + 66, y + 18}, pt{x + 58, y + 26}, pt{x + 14, y + 26}, pt{x + 6, y + 18})
		c.rect(x+14, y+13, 44, 6, 2, "#07090A")
	}
	usb := func(x, y float64) { c.rect(x+6, y+8, 44, 9, 2, "#5B8FE0") }
	plug(146, 72, 34, hdmi)
	plug(246, 72, 34, func(x, y float64) {
		c.poly("#8D979D", pt{x + 6, y + 7}, pt{x + 58, y + 7}, pt{x + 66, y + 15}, pt{x + 66, y + 27}, pt{x + 6, y + 27})
		c.rect(x+14, y+14, 44, 6, 2, "#07090A")
	})
	c.rect(344, 437, 52, 30, 15, "#3A4349")
	c.rect(350, 443, 40, 18, 9, "#07090A")
	c.rect(358, 449, 24, 6, 3, "#8D979D")
	plug(428, 56, 26, usb)
	plug(428, 56, 26, usb)
	plug(510, 56, 26, usb)
	plug(596, 62, 58, func(x, y float64) {
		for i := range 6 {
			c.rect(x+12+6.6*float64(i), y+6, 3.4, 14, 0, gold.base)
		}
		c.rect(x+18, y+44, 26, 14, 0, "#2A3136")
	})
}

// portable is the thin screen leaning on its folded cover.
func portable(c *canvas, cover tone) {
	const w, h, d = 356, 232, 150
	k := look(-24, 22)
	rise := vec{0, .42, .9}
	foot := vec{0, 70, 6}
	k = k.fit(60, 84, 680, 620, append(corners(vec{0, -20, 0}, w, 190, 4), foot.add(rise.mul(h)), foot.add(rise.mul(h)).add(right.mul(w)))...)
	c.move(14, 18, func() { c.cast(polygon(slab(vec{0, -20, 0}, w, 200, 0, 8).face(k)), 15, "#06120E66") })
	slab(vec{0, -20, 0}, w, 190, 4, 10).draw(c, k, c.linear(0, 0, 1, 1, cover.light, .5, cover.base, 1, cover.shade), cover.deep)
	k.on(c, vec{0, 170, 4}, right, away.mul(-1), func() {
		c.rect(0, 96, w, 2, 0, cover.shade)
		c.frame(5, 5, w-10, 180, 7, 1, cover.light.alpha(.6))
	})
	strut := []vec{{30, 150, 4}, {w - 30, 150, 4}, foot.add(rise.mul(h * .6)).add(right.mul(w - 30)), foot.add(rise.mul(h * .6)).add(right.mul(30))}
	c.poly(cover.deep, k.all(strut...)...)
	p := prism{o: foot, u: right, v: rise, outline: rounded(0, 0, w, h, 8), ext: vec{0, .9, -.42}.mul(8.5)}
	p.draw(c, k, black.base, c.linear(0, 0, 1, 0, cover.base, 1, cover.deep))
	k.on(c, foot.add(rise.mul(h)), right, rise.mul(-1), func() {
		c.rect(0, 0, w, h, 8, "#3B4348")
		c.rect(1, 1, w-2, h-2, 7, glass)
		c.screen(7, 7, w-14, h-24, 2, chart)
	})
	k.on(c, foot.add(right.mul(w)).add(rise.mul(h)), vec{0, .9, -.42}, rise.mul(-1), func() {
		for i := range 3 {
			c.rect(2.6, h-70+17*float64(i), 3.2, 10, 1.5, "#07090A")
		}
	})
}
