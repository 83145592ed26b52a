package draw

import "fmt"

// phone is a mobile phone; lengths in millimetres.
type phone struct {
	w, h, t float64
	r       float64 // corner radius
	body    tone    // back
	frame   tone
	bezel   float64
	chin    float64
	cut     string // camera in the screen: "hole", "drop"
	cameras func(*canvas, phone)
	matte   bool
	rugged  bool
	paper   wallpaper
}

// at draws f in millimetres with the upper left corner at (x, y).
func (c *canvas) at(x, y, scale, deg float64, f func()) {
	c.with(fmt.Sprintf(`transform="translate(%s %s) rotate(%s) scale(%s)"`, num(x), num(y), num(deg), fine(scale)), f)
}

// lens is one camera lens.
func (c *canvas) lens(x, y, r float64, rim paint) {
	c.circle(x, y, r, rim)
	c.circle(x, y, r*.86, "#0B0E10")
	c.circle(x, y, r*.56, c.radial(.4, .35, .7, "#3E5C86", .5, "#1B2640", 1, "#0D1119"))
	c.circle(x, y, r*.2, "#090C12")
	c.ellipse(x-r*.24, y-r*.28, r*.17, r*.12, "#DCEBFFD0")
}

func (c *canvas) flash(x, y, r float64) {
	c.circle(x, y, r, "#E9E3D3")
	c.circle(x, y, r*.62, "#FFF2C4")
}

// edge is the side of the frame with its buttons, as far as it shows.
func (p phone) edge(c *canvas, buttons float64) {
	out := .9
	for _, b := range []pt{{p.h * .2, 13}, {p.h * .32, 9}} {
		c.rect(buttons-out, b.x, 2*out, b.y, .6, p.frame.deep)
	}
	c.rect(0, 0, p.w, p.h, p.r, c.linear(0, 0, 1, 0, p.frame.light, .12, p.frame.base, .9, p.frame.shade, 1, p.frame.deep))
}

func (p phone) back(c *canvas) {
	p.edge(c, 0)
	in := .9
	fill := c.linear(0, 0, 1, 1, p.body.light, .35, p.body.base, 1, mix(p.body.base, p.body.shade, .75))
	if p.matte {
		fill = c.linear(0, 0, 1, 1, mix(p.body.light, p.body.base, .6), 1, mix(p.body.base, p.body.shade, .5))
	}
	c.rect(in, in, p.w-2*in, p.h-2*in, p.r-in, fill)
	if p.rugged {
		p.armour(c)
	} else if !p.matte {
		c.clip(round(in, in, p.w-2*in, p.h-2*in, p.r-in), func() {
			c.poly("#FFFFFF1C", pt{p.w * .55, 0}, pt{p.w * .9, 0}, pt{0, p.h * .75}, pt{0, p.h * .45})
		})
	}
	p.cameras(c, p)
}

func (p phone) front(c *canvas) {
	p.edge(c, p.w)
	in := .9
	c.rect(in, in, p.w-2*in, p.h-2*in, p.r-in, glass)
	if p.rugged {
		p.armour(c)
		c.rect(p.w/2-8, 4, 16, 1.4, .7, "#0A0D0E")
	}
	x, y, w, h := p.bezel, p.bezel, p.w-2*p.bezel, p.h-p.bezel-p.chin
	if p.rugged {
		y, h = p.bezel+3, h-3
	}
	c.screen(x, y, w, h, p.r-p.bezel+.6, p.paper)
	switch p.cut {
	case "hole":
		c.circle(p.w/2, y+4.6, 1.9, "#07090A")
		c.circle(p.w/2, y+4.6, .8, "#24364A")
	case "drop":
		c.circle(p.w/2, y+2.6, 2.7, "#12181B")
		c.rect(p.w/2-4.5, y-.6, 9, 1.6, .8, "#12181B")
		c.circle(p.w/2, y+2.6, .9, "#2E4560")
	}
	c.rect(x+5, y+h-17, w-10, 13, 4, "#FFFFFF30")
	for i, q := range []paint{"#FFFFFFE6", lime, "#FFB59E", "#9ED9E8"} {
		s := 8.4
		c.rect(x+5+(w-10)*(float64(i)+.5)/4-s/2, y+h-14.7, s, s, 2.5, q)
	}
	c.rect(p.w/2-9, y+h-2.2, 18, .9, .45, "#FFFFFFCC")
}

// pair stands the phone with its back behind and its front before.
func (p phone) pair(c *canvas) {
	k := 588 / p.h
	w := p.w * k
	c.shadow(420, 706, w*1.05, 34)
	left := 400 - w*.86
	c.at(left, 70, k, 0, func() { p.back(c) })
	c.clip(round(left, 70, w, p.h*k, p.r*k), func() {
		c.cast(round(left+w*.72-20, 138, w, p.h*k, p.r*k), 14, "#06120E80")
	})
	c.at(left+w*.72, 118, k, 0, func() { p.front(c) })
}

// fanned lays front and back on the ground, turned against each other.
func (p phone) fanned(c *canvas) {
	k := 560 / p.h
	w := p.w * k
	place := func(x, y, deg float64, f func()) {
		c.with(fmt.Sprintf(`transform="translate(%s %s) rotate(%s %s 300)"`, num(x), num(y), num(deg), num(w/2)), func() {
			c.move(10, 15, func() { c.cast(round(0, 0, w, p.h*k, p.r*k), 13, "#06120E66") })
			c.at(0, 0, k, 0, f)
		})
	}
	place(265-w/2, 118, -11, func() { p.back(c) })
	place(522-w/2, 128, 7, func() { p.front(c) })
}

// lying shows the back of the phone at an angle, with the thickness of the
// body and of the camera block.
func (p phone) lying(c *canvas, block prism) {
	k := look(32, 40).fit(70, 90, 660, 620, corners(vec{}, p.w, p.h, p.t)...)
	c.move(14, 20, func() { c.cast(polygon(slab(vec{}, p.w, p.h, 0, p.r).face(k)), 14, "#06120E70") })
	corner := k.at(vec{}).x
	slab(vec{}, p.w, p.h, p.t, p.r).draw(c, k, p.frame.base, c.turned(corner, 26, p.frame.light, p.frame.shade))
	top := vec{0, p.h, p.t}
	k.on(c, vec{p.w, 0, p.t - 2.6}, away, up.mul(-1), func() { c.rect(p.h*.5, 0, 12, 2.2, 1, p.frame.deep) })
	k.on(c, top, right, away.mul(-1), func() {
		q := p
		q.cameras = func(*canvas, phone) {}
		q.back(c)
	})
	if block.outline != nil {
		block.o = top.add(up.mul(1.8))
		block.u, block.v, block.ext = right, away.mul(-1), up.mul(-1.8)
		block.draw(c, k, p.body.base, p.body.deep)
	}
	k.on(c, top.add(up.mul(1.8)), right, away.mul(-1), func() { p.cameras(c, p) })
}
