package draw

import (
	"fmt"
	"math"
)

// monitor is a screen on its stand; lengths in millimetres.
type monitor struct {
	w, h    float64 // of the whole panel
	bezel   float64
	chin    float64
	lift    float64 // of the panel's foot above the desk
	body    tone
	stand   string // "plate", "foot", "legs"
	metal   tone   // of the stand
	hood    bool
	glow    paint
	yaw     float64
	content wallpaper
}

const hoodDepth = 95

func (m monitor) draw(c *canvas) {
	k := look(m.yaw, 10)
	box := corners(vec{0, 0, m.lift}, m.w, 8, m.h)
	box = append(box, corners(vec{m.w * .25, -90, 0}, m.w*.5, 200, 4)...)
	if m.hood {
		box = append(box, corners(vec{0, -hoodDepth, m.lift}, m.w, 10, m.h)...)
	}
	margin := 40.0
	if m.glow != "" {
		margin = 84 // the light reaches beyond the panel
	}
	k = k.fit(margin, 60, 800-2*margin, 670, box...)
	m.foot(c, k)
	if m.glow != "" {
		a := k.at(vec{m.w / 2, 20, m.lift + m.h/2})
		c.ellipse(a.x, a.y, m.w*.62*k.x.x, m.h*.74*k.x.x, c.radial(.5, .5, .5, m.glow.alpha(.55), .55, m.glow.alpha(.3), 1, m.glow.alpha(0)))
	}
	r := 7.0
	screen := panel(vec{0, 0, m.lift}, m.w, 9, m.h, r)
	screen.draw(c, k, m.body.base, c.linear(0, 0, 1, 0, m.body.base, 1, m.body.deep))
	k.on(c, vec{0, 0, m.lift + m.h}, right, up.mul(-1), func() {
		c.rect(0, 0, m.w, m.h, r, c.linear(0, 0, 1, 1, m.body.light, .3, m.body.base, 1, m.body.shade))
		if m.bezel > 5 {
			c.rect(2, 2, m.w-4, m.h-m.chin, 5, "#14191C")
		} else {
			c.rect(1.5, 1.5, m.w-3, m.h-m.chin+2, 5, "#14191C")
		}
		c.screen(m.bezel, m.bezel, m.w-2*m.bezel, m.h-m.bezel-m.chin, 1.5, m.content)
		c.circle(m.w-16, m.h-m.chin/2+.5, 1.8, lime)
	})
	if m.hood {
		m.shade(c, k)
	}
}

// foot is the stand up to the middle of the panel's back.
func (m monitor) foot(c *canvas, k camera) {
	x := m.w / 2
	ground := k.at(vec{x, 20, 0})
	c.shadow(ground.x+8, ground.y+10, m.w*.36*k.x.x, 26)
	sides := func(v vec) paint { return c.turned(k.at(v).x, 10, m.metal.shade, m.metal.deep) }
	switch m.stand {
	case "plate":
		slab(vec{x - 120, -60, 0}, 240, 190, 9, 16).draw(c, k, c.linear(0, 0, 1, 1, m.metal.light, .6, m.metal.base), m.metal.deep)
		m.neck(c, k, x-34, 68, 40)
	case "foot": // one bent sheet of aluminium
		slab(vec{x - 130, -70, 0}, 260, 210, 6, 10).draw(c, k, c.linear(0, 0, 1, 1, m.metal.light, .7, m.metal.base), sides(vec{x - 130, -70, 0}))
		m.neck(c, k, x-62, 124, 100)
	case "legs":
		for _, d := range []float64{-1, 1} {
			foot := prism{o: vec{x, 90, 10}, u: vec{d * 150, -170, 0}.mul(.01), v: vec{0, 34, 0}.mul(.01), outline: []pt{{0, 0}, {100, 0}, {100, 60}, {0, 100}}, ext: up.mul(-10)}
			foot.draw(c, k, c.linear(0, 0, 0, 1, m.metal.base, 1, m.metal.light), m.metal.deep)
		}
		m.neck(c, k, x-30, 60, 84)
	}
}

func (m monitor) neck(c *canvas, k camera, x, w, y float64) {
	neck := panel(vec{x, y, 2}, w, 16, m.lift+m.h*.4, 6)
	neck.draw(c, k, c.linear(0, 0, 1, 0, m.metal.light, .25, m.metal.base, 1, m.metal.shade), m.metal.deep)
	if m.stand == "plate" {
		a := k.at(vec{x + w/2, y, m.lift * .42})
		c.ellipse(a.x, a.y, 15*k.x.x, 15*k.x.x, mix(m.metal.deep, "#000000", .35))
	}
}

// shade is the hood around the panel.
func (m monitor) shade(c *canvas, k camera) {
	const out = hoodDepth
	lid := []vec{{0, 0, m.lift + m.h}, {m.w, 0, m.lift + m.h}, {m.w, -out, m.lift + m.h}, {0, -out, m.lift + m.h}}
	side := func(x float64) []vec {
		return []vec{{x, 0, m.lift + m.h}, {x, -out, m.lift + m.h}, {x, -out * .55, m.lift + 30}, {x, 0, m.lift + 14}}
	}
	near, far := side(m.w), side(0)
	if m.yaw > 0 {
		near, far = far, near
	}
	c.poly("#101416", k.all(far...)...)
	c.poly("#1B2023", k.all(near...)...)
	c.poly(c.linear(0, 0, 1, 1, "#343C42", 1, "#20262A"), k.all(lid...)...)
	a, b := k.at(lid[3]), k.at(lid[2])
	c.line("M"+num(a.x)+" "+num(a.y)+"L"+num(b.x)+" "+num(b.y), 2, "#59646B")
}

// curved is the very wide monitor whose ends come towards the viewer.
func (m monitor) curved(c *canvas) {
	const x0, x1, y0, y1, bow = 34.0, 766.0, 196.0, 506.0, 16.0
	m.metal = m.body
	c.shadow(400, 664, 250, 26)
	for _, d := range []float64{-1, 1} {
		x := func(v float64) string { return num(400 + d*v) }
		c.path(fmt.Sprintf("M%s 600L%s 652Q%s 658 %s 664Q%s 672 %s 670L%s 640z", x(-4), x(172), x(184), x(182), x(178), x(166), x(-4)), c.linear(0, 0, 0, 1, m.body.base, .8, m.body.light))
	}
	c.rect(374, 420, 52, 214, 8, c.linear(0, 0, 1, 0, m.body.light, .3, m.body.base, 1, m.body.deep))
	edge := func(in float64) string {
		return fmt.Sprintf("M%s %sQ400 %s %s %sL%s %sQ400 %s %s %sz", num(x0+in), num(y0-bow+in), num(y0+bow+in), num(x1-in), num(y0-bow+in), num(x1-in), num(y1+bow-in), num(y1-bow-in), num(x0+in), num(y1+bow-in))
	}
	c.soft(edge(4), 5, c.linear(0, 0, 0, 1, m.body.light, .1, m.body.base, 1, m.body.deep))
	c.soft(edge(6), 2, "#101518")
	c.clip(edge(9), func() {
		c.move(x0, y0-bow, func() { m.content(c, x1-x0, y1-y0+2*bow) })
		c.rect(x0, y0-bow, 250, y1-y0+2*bow, 0, c.linear(0, 0, 1, 0, "#FFFFFF2A", 1, "#FFFFFF00"))
		c.rect(x1-250, y0-bow, 250, y1-y0+2*bow, 0, c.linear(0, 0, 1, 0, "#00000000", 1, "#00000045"))
	})
}

// fromAbove shows the curve of the wide monitor on its desk.
func (m monitor) fromAbove(c *canvas) {
	arc := func(r, half float64) string { return sweep(400, -560+40, r, 90+half, 90-half) }
	c.move(10, 18, func() { c.cast("M330 380H470V560H330z", 16, "#06120E50") })
	for _, d := range []float64{-1, 1} {
		c.soft(fmt.Sprintf("M400 352L%s 566L%s 580L400 420z", num(400+d*190), num(400+d*160)), 10, m.body.base)
		c.line(fmt.Sprintf("M%s 560L400 366", num(400+d*184)), 3, m.body.light)
	}
	c.circle(400, 372, 40, m.body.shade)
	c.circle(397, 368, 33, c.linear(0, 0, 1, 1, m.body.light, 1, m.body.base))
	c.move(8, 14, func() { c.cast("M60 398Q400 520 740 398L740 440Q400 560 60 440z", 12, "#06120E60") })
	c.line(arc(985, 19), 46, m.body.shade)
	c.line(arc(972, 18.6), 16, m.body.light)
	c.line(arc(1004, 19.6), 14, "#14191C")
	c.line(arc(1010.5, 19.2), 5, "#7FB7D6")
	for i := range 9 {
		a := radians(90 + 12 - 3*float64(i))
		s, k := math.Sincos(a)
		c.line(fmt.Sprintf("M%s %sL%s %s", num(400+968*k), num(-520+968*s), num(400+978*k), num(-520+978*s)), 4, m.body.deep)
	}
}
