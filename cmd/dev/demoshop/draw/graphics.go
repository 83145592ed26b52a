package draw

import "fmt"

// graphicsCard stands on its connector, its bracket to the left.
type graphicsCard struct {
	w, h, d float64
	fans    int
	r       float64 // of a fan
	body    tone
	accent  paint
}

func (g graphicsCard) draw(c *canvas) {
	k := look(25, 16).fit(50, 120, 700, 560, append(corners(vec{0, 0, 0}, g.w, g.d, g.h), corners(vec{-3, -2, -6}, 4, g.d+4, g.h+14)...)...)
	c.move(8, 4, func() { c.cast(polygon(slab(vec{0, 0, -12}, g.w, g.d, 0, 2).face(k)), 13, "#06120E80") })
	// Board with its contacts, behind the cooler.
	pcb := panel(vec{6, g.d - 7, -11}, g.w*.72, 1.6, g.h, 1)
	c.path(polygon(pcb.silhouette(k)), "#15322D")
	k.on(c, vec{48, g.d - 7, 0}, right, up.mul(-1), func() {
		c.rect(0, 1, 88, 10, 1, "#1D5B50")
		for i := range 32 {
			if i != 5 {
				c.rect(1.5+2.7*float64(i), 3, 1.6, 8, 0, gold.base)
			}
		}
	})
	black.set(c, k, vec{g.w * .6, g.d - 14, g.h - 2}, 22, 9, 8)
	// Backplate, then the shroud.
	panel(vec{0, g.d - 3, 0}, g.w, 3, g.h, 3).draw(c, k, g.body.shade, g.body.deep)
	body := panel(vec{}, g.w, g.d-4, g.h, 6)
	body.draw(c, k, g.body.base, c.linear(0, 0, 1, 0, mix(g.body.base, g.body.light, .3), .3, g.body.shade, 1, g.body.deep))
	g.fins(c, k)
	k.on(c, vec{0, 0, g.h}, right, up.mul(-1), func() { g.shroud(c) })
	g.bracket(c, k)
}

// fins show through the open top edge.
func (g graphicsCard) fins(c *canvas, k camera) {
	k.on(c, vec{10, g.d - 6, g.h}, right, away.mul(-1), func() {
		c.rect(0, 2, g.w*.52, g.d-12, 1, "#14181B")
		c.dashes(fmt.Sprintf("M0 %sH%s", num(g.d/2-4), num(g.w*.52)), g.d-13, "1.4 1.6", "#7C868D")
	})
}

func (g graphicsCard) shroud(c *canvas) {
	c.rect(0, 0, g.w, g.h, 6, c.linear(0, 0, 1, 1, g.body.light, .35, g.body.base, 1, g.body.shade))
	for i := range g.fans {
		x := g.w * (float64(i) + .5) / float64(g.fans)
		c.poly(g.body.shade, pt{x - g.r - 1, 3}, pt{x - g.r*.5, 0}, pt{x + g.r*.5, 0}, pt{x + g.r + 1, 3}, pt{x + g.r*.8, g.h * .3}, pt{x - g.r*.8, g.h * .3})
	}
	for i := 1; i < g.fans; i++ {
		x := g.w * float64(i) / float64(g.fans)
		c.poly(g.body.deep, pt{x - 9, 0}, pt{x + 3, 0}, pt{x + 9, g.h}, pt{x - 3, g.h})
		c.poly(g.accent, pt{x - 2, 2}, pt{x + .5, 2}, pt{x + 3.5, g.h - 2}, pt{x + 1, g.h - 2})
	}
	for i := range g.fans {
		x, y := g.w*(float64(i)+.5)/float64(g.fans), g.h/2
		c.circle(x, y, g.r+2.4, g.body.deep)
		c.ring(x, y, g.r+1.6, 1, g.body.light)
		c.circle(x, y, g.r, "#121618")
		twist := .62
		if i == 1 && g.fans == 3 {
			twist = -.62
		}
		c.fan(x, y, g.r-1, 9, "#3C444A", twist)
		c.circle(x, y, g.r*.33, "#1A1F22")
		c.circle(x-.6, y-.8, g.r*.29, c.linear(0, 0, 1, 1, "#59636A", 1, "#23292D"))
		c.ring(x, y, g.r*.2, 1, g.accent)
	}
	c.line(fmt.Sprintf("M6 1H%s", num(g.w-6)), 1, g.body.light)
}

func (g graphicsCard) bracket(c *canvas, k camera) {
	o := vec{-1, g.d - 1, g.h + 6}
	k.on(c, o, away.mul(-1), up.mul(-1), func() {
		w, h := g.d-2, g.h+12
		c.rect(0, 0, w, h, 1, c.linear(0, 0, 1, 0, silver.base, 1, "#E6EAEC"))
		c.poly(silver.shade, pt{0, 0}, pt{w * .4, 0}, pt{w * .4, 4}, pt{0, 4})
		for i, p := range []paint{"#101416", "#101416", "#101416", "#101416"} {
			c.rect(4, 12+float64(i)*(h-30)/4, 7, (h-30)/4-6, 1, p)
			c.rect(6.4, 14+float64(i)*(h-30)/4, 2, (h-30)/4-10, .6, "#59636A")
		}
		for i := range int((w - 16) / 6) {
			c.rect(15+6*float64(i), 10, 3, h-26, 1.4, "#2B3136")
		}
	})
}

// outputs is the bracket from near: three DisplayPorts and one HDMI.
func (g graphicsCard) outputs(c *canvas) {
	c.move(16, 20, func() { c.cast(round(170, 120, 460, 590, 12), 16, "#06120E70") })
	c.rect(596, 150, 60, 520, 8, g.body.shade)
	c.path("M170 90H630V100H560V128H630V700Q630 712 618 712H182Q170 712 170 700z", silver.deep)
	c.path("M166 84H626V96H556V122H626V694Q626 706 614 706H178Q166 706 166 694z", c.linear(0, 0, 1, 1, "#F0F3F4", .4, silver.base, 1, silver.shade))
	c.rect(588, 96, 20, 26, 10, silver.deep)
	for i := range 4 {
		x, y, w, h := 206.0, 168+132*float64(i), 82.0, 104.0
		c.rect(x-8, y-8, w+16, h+16, 8, silver.shade)
		c.rect(x, y, w, h, 6, "#101416")
		if i < 3 {
			c.poly("#7C868D", pt{x + 14, y + 10}, pt{x + 52, y + 10}, pt{x + 68, y + 26}, pt{x + 68, y + 94}, pt{x + 14, y + 94})
			c.poly("#1A1F22", pt{x + 21, y + 17}, pt{x + 49, y + 17}, pt{x + 61, y + 29}, pt{x + 61, y + 87}, pt{x + 21, y + 87})
			c.rect(x+36, y+30, 9, 48, 3, "#59636A")
		} else {
			c.poly("#7C868D", pt{x + 14, y + 8}, pt{x + 50, y + 8}, pt{x + 70, y + 24}, pt{x + 70, y + 80}, pt{x + 50, y + 96}, pt{x + 14, y + 96})
			c.poly("#1A1F22", pt{x + 21, y + 15}, pt{x + 48, y + 15}, pt{x + 63, y + 28}, pt{x + 63, y + 76}, pt{x + 48, y + 89}, pt{x + 21, y + 89})
			c.rect(x+36, y+26, 9, 52, 3, "#59636A")
		}
	}
	for row := range 4 {
		for col := range 7 {
			c.rect(330+38*float64(col), 166+132*float64(row), 20, 104, 10, "#23292D")
			c.rect(333+38*float64(col), 168+132*float64(row), 6, 98, 3, "#454E54")
		}
	}
}
