package draw

import "fmt"

// router is the flat box with four antennas, from the front.
func router(c *canvas, body tone) {
	const w, d, h = 236.0, 150.0, 34.0
	k := look(-20, 27).fit(56, 70, 688, 640, append(corners(vec{}, w, d, h), vec{-14, d, 190}, vec{w + 14, d, 190})...)
	c.move(16, 18, func() { c.cast(polygon(slab(vec{}, w, d, 0, 18).face(k)), 15, "#06120E80") })
	antenna := func(x, y, lean float64) {
		a, b := k.at(vec{x, y, 20}), k.at(vec{x + lean, y, 186})
		p := func(q pt, dx float64) string { return num(q.x+dx) + " " + num(q.y) }
		c.soft(fmt.Sprintf("M%sL%sL%sL%sz", p(a, -13), p(b, -9), p(b, 9), p(a, 13)), 5, body.deep)
		c.soft(fmt.Sprintf("M%sL%sL%sL%sz", p(a, -13), p(b, -9), p(b, 4), p(a, 6)), 4, body.base)
		c.line(fmt.Sprintf("M%sL%s", p(a, -12), p(b, -9)), 3, body.light)
		m := lerp(a, b, .2)
		c.line(fmt.Sprintf("M%sL%s", p(m, -15), p(m, 15)), 3, body.deep)
	}
	antenna(26, d, -16)
	antenna(w*.36, d, -5)
	antenna(w*.64, d, 5)
	antenna(w-26, d, 16)
	lower := body
	lower.put(c, k, vec{4, 4, 0}, w-8, d-8, 12, 16)
	slab(vec{0, 0, 12}, w, d, h-12, 18).draw(c, k, c.linear(0, 0, 1, 1, body.light, .4, body.base, 1, mix(body.base, body.shade, .6)), c.turned(k.at(vec{w, 0, 0}).x, 22, body.shade, body.deep))
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.path(fmt.Sprintf("M0 18L%s %sL%s 18V132Q%s 150 %s 150H18Q0 150 0 132z", num(w/2), num(d*.66), num(w), num(w), num(w-18)), mix(body.base, body.light, .22))
		c.line(fmt.Sprintf("M2 19L%s %sL%s 19", num(w/2), num(d*.66), num(w-2)), 1.6, body.light)
		for i := range 11 {
			x := float64(i-5) * 9
			c.line(fmt.Sprintf("M%s 14V%s", num(w/2+x*1.25), num(60-abs64(x)*.62)), 3.6, body.deep)
		}
	})
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() {
		for i := range 6 {
			c.circle(w/2-30+12*float64(i), 11, 1.9, []paint{lime, lime, "#8FD3C4", "#8FD3C4", "#8FD3C4", body.shade}[i])
		}
	})
}

func abs64(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

// socket is a network port of width w.
func (c *canvas) socket(x, y, w float64, rim, light paint) {
	c.rect(x-w*.08, y-w*.08, w*1.16, w*1.0, w*.1, rim)
	c.rect(x, y, w, w*.84, w*.06, "#0B0E10")
	for i := range 8 {
		c.rect(x+w*(.14+.095*float64(i)), y+w*.04, w*.05, w*.24, 0, gold.base)
	}
	c.rect(x+w*.28, y+w*.66, w*.44, w*.18, 0, "#2B3136")
	if light != "" {
		c.rect(x, y+w*.98, w*.2, w*.09, w*.03, light)
		c.rect(x+w*.8, y+w*.98, w*.2, w*.09, w*.03, "#E6BC3F")
	}
}

// routerBack is the same box from behind.
func routerBack(c *canvas, body tone) {
	c.shadow(400, 664, 350, 36)
	for i := range 4 {
		x := 142 + 172*float64(i)
		lean := []float64{-26, -8, 8, 26}[i]
		c.soft(fmt.Sprintf("M%s 470L%s 110L%s 110L%s 470z", num(x-20), num(x+lean-14), num(x+lean+14), num(x+20)), 8, c.linear(0, 0, 1, 0, body.light, .3, body.base, 1, body.deep))
		c.rect(x-22, 452, 44, 50, 10, body.deep)
		c.rect(x-20, 452, 40, 20, 8, body.light)
	}
	c.rect(84, 632, 632, 22, 10, body.deep)
	c.path("M96 478H704Q738 478 738 512V606Q738 640 704 640H96Q62 640 62 606V512Q62 478 96 478z", c.linear(0, 0, 1, 1, body.light, .25, body.base, 1, body.shade))
	c.rect(96, 506, 608, 106, 16, body.deep)
	c.rect(98, 510, 604, 102, 14, mix(body.deep, "#0B0E10", .45))
	c.circle(138, 560, 20, "#0B0E10")
	c.circle(138, 560, 6, steel.base)
	c.rect(178, 544, 32, 32, 16, "#3C444A")
	c.circle(194, 560, 9, "#0B0E10")
	c.socket(238, 534, 58, "#5B8FE0", lime)
	for i := range 4 {
		c.socket(330+78*float64(i), 534, 58, "#E6BC3F", lime)
	}
	c.circle(664, 560, 12, "#3C444A")
	c.circle(664, 560, 5, "#0B0E10")
}

// meshTowers is a pair of the points of a mesh.
func meshTowers(c *canvas, body tone) {
	point := func(x, foot, s float64) {
		c.with(fmt.Sprintf(`transform="translate(%s %s) scale(%s)"`, num(x), num(foot), fine(s)), func() {
			c.ellipse(14, 0, 168, 34, c.radial(.5, .5, .5, "#06120E66", .35, "#06120E3a", 1, "#06120E00"))
			c.path("M-112 -390C-122 -300 -126 -120 -122 -34C-118 14 118 14 122 -34C126 -120 122 -300 112 -390z", c.linear(0, 0, 1, 0, body.light, .3, body.base, .68, body.base, 1, body.deep))
			c.path("M-121 -62C-112 -22 112 -22 121 -62L122 -34C118 14 -118 14 -122 -34z", body.deep)
			c.path("M-121 -62C-112 -22 112 -22 121 -62L121 -56C112 -16 -112 -16 -121 -56z", lime)
			c.ellipse(0, -390, 112, 36, body.shade)
			c.ellipse(0, -394, 108, 33, c.linear(0, 0, 1, 1, "#FFFFFF", .6, body.base))
			c.ellipse(0, -392, 76, 22, body.shade)
			for i := range 4 {
				c.with(`transform="translate(0 -392) scale(1 .29)"`, func() { c.ring(0, 0, 22+16*float64(i), 6, body.deep) })
			}
			c.line("M-92 -340C-99 -260 -102 -160 -100 -90", 8, "#FFFFFFB0")
			for i := range 3 {
				c.line(fmt.Sprintf("M%s -330C%s -240 %s -140 %s -76", num(40+22*float64(i)), num(44+24*float64(i)), num(46+25*float64(i)), num(44+24*float64(i))), 3, body.shade)
			}
		})
	}
	point(540, 560, 1.02)
	point(282, 664, 1.28)
}

// meshBase is one point from behind, with a cable in its base.
func meshBase(c *canvas, body tone) {
	c.shadow(400, 690, 300, 42)
	c.path("M206 108C190 260 184 480 192 626C200 702 600 702 608 626C616 480 610 260 594 108z", c.linear(0, 0, 1, 0, body.light, .3, body.base, .68, body.base, 1, body.deep))
	c.ellipse(400, 108, 194, 48, body.shade)
	c.ellipse(400, 103, 188, 44, c.linear(0, 0, 1, 1, "#FFFFFF", .6, body.base))
	c.ellipse(400, 106, 132, 29, body.shade)
	c.line("M232 190C222 320 218 440 222 540", 12, "#FFFFFFB0")
	c.path("M252 470H548Q568 470 568 490V640Q480 672 400 672T232 640V490Q232 470 252 470z", body.deep)
	c.path("M256 478H544Q562 478 562 494V634Q480 664 400 664T238 634V494Q238 478 256 478z", c.linear(0, 0, 0, 1, "#3C444A", 1, "#14181A"))
	for i := range 3 {
		c.socket(270+78*float64(i), 510, 62, "#59636A", lime)
	}
	c.rect(282, 528, 38, 96, 6, "#BFE3EC")
	c.rect(286, 528, 14, 96, 4, "#FFFFFF90")
	c.rect(286, 612, 30, 34, 7, "#2E7F94")
	cable := "M301 634C301 700 260 730 110 722"
	c.castLine(cable, 16, 6, "#06120E60")
	c.line(cable, 21, "#2E7F94")
	c.line("M296 634C296 694 256 723 110 716", 5, "#7FC3D3")
	c.circle(522, 542, 22, "#0B0E10")
	c.circle(522, 542, 7, steel.base)
}
