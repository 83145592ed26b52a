package draw

import "math"

// notebook is a laptop; lengths in millimetres.
type notebook struct {
	w, d, h  float64 // closed: width, depth, height of the base
	body     tone
	keys     paint
	glow     paint   // light between the keys; empty for none
	rim      float64 // bezel at the sides
	chin     float64 // bezel below
	numpad   bool
	bumper   tone // rubber corners of the school model
	rugged   bool
	vents    bool // speaker and air slots beside and above the keys
	lean     float64
	yaw      float64
	pitch    float64
	sidePort []port // on the side that is seen
	paper    wallpaper
}

// port is an opening in a side: its centre from the back, its size.
type port struct{ at, w, h float64 }

const lidThick = 5.5

func (n notebook) draw(c *canvas) {
	tilt := radians(n.lean)
	rise := vec{0, math.Sin(tilt), math.Cos(tilt)}
	depth := vec{0, math.Cos(tilt), -math.Sin(tilt)} // through the lid, backwards
	hinge := vec{0, n.d - 4, n.h}
	k := look(n.yaw, n.pitch)
	top := hinge.add(rise.mul(n.d))
	k = k.fit(62, 70, 676, 650, append(corners(vec{}, n.w, n.d, n.h), top, top.add(right.mul(n.w)))...)

	ground := slab(vec{}, n.w, n.d, 0, 10)
	c.move(16, 16, func() { c.cast(polygon(ground.face(k)), 15, "#06120E59") })

	r := 9.0
	if n.rugged {
		r = 16
	}
	lid := prism{o: hinge, u: right, v: rise, outline: rounded(0, 0, n.w, n.d, r), ext: depth.mul(lidThick)}
	lid.draw(c, k, n.body.shade, n.body.deep)
	k.on(c, hinge.add(rise.mul(n.d)), right, rise.mul(-1), func() { n.display(c, r) })

	n.base(c, k, r)
	k.on(c, vec{0, n.d, n.h}, right, away.mul(-1), func() { n.deck(c) })
	n.side(c, k)
}

// display is the inside of the lid, seen from its upper left corner.
func (n notebook) display(c *canvas, r float64) {
	c.rect(0, 0, n.w, n.d, r, n.body.light)
	edge := 1.2
	if n.rugged {
		c.rect(0, 0, n.w, n.d, r, n.bumper.base)
		edge = 7
	}
	c.rect(edge, edge, n.w-2*edge, n.d-2*edge, r-edge/2, glass)
	top := n.rim + 4
	w, h := n.w-2*n.rim, n.d-top-n.chin
	c.screen(n.rim, top, w, h, 2, n.paper)
	c.circle(n.w/2, top/2+.6, 1.5, "#2C3A44")
	c.circle(n.w/2, top/2+.6, .7, "#5C7F99")
}

// base is the body with its rounded sides, lit on the left.
func (n notebook) base(c *canvas, k camera, r float64) {
	b := slab(vec{}, n.w, n.d, n.h, r)
	corner, lit, dark := k.at(vec{n.w, 0, 0}), n.body.base, n.body.deep
	if n.yaw > 0 {
		corner, lit, dark = k.at(vec{}), n.body.light, n.body.shade
	}
	b.draw(c, k, n.body.base, c.turned(corner.x, 9, lit, dark))
	if n.rugged {
		for _, flip := range []bool{false, true} {
			o, u := vec{0, 0, n.h}, right
			if flip {
				o, u = vec{n.w, 0, n.h}, right.mul(-1)
			}
			p := prism{o: o, u: u, v: away, outline: bumperOutline(46, 40, r), ext: up.mul(-n.h)}
			p.draw(c, k, n.bumper.base, c.turned(corner.x, 9, n.bumper.base, n.bumper.deep))
		}
	}
	// The near edge of the deck catches the light.
	a, z := k.at(vec{r, 0, n.h}), k.at(vec{n.w - r, 0, n.h})
	c.line("M"+num(a.x)+" "+num(a.y)+"L"+num(z.x)+" "+num(z.y), 1.6, n.body.light)
	m, l := k.at(vec{n.w/2 - 24, 0, n.h - 1.4}), k.at(vec{n.w/2 + 24, 0, n.h - 1.4})
	c.line("M"+num(m.x)+" "+num(m.y)+"L"+num(l.x)+" "+num(l.y), 4, n.body.deep)
}

// deck is the top of the base, seen from its back left corner.
func (n notebook) deck(c *canvas) {
	c.rect(16, 1.5, n.w-32, 5.5, 2, mix(n.body.deep, "#000000", .35)) // hinge
	margin := 14.0
	if n.vents {
		margin = 20
		for _, x := range []float64{6, n.w - 13} {
			c.dashes("M"+num(x+3.5)+" 26V"+num(n.d*.56), 6, "1.6 2.4", n.body.deep)
		}
	}
	kw, kh := n.w-2*margin, n.d*.46
	y := n.d * .1
	if n.rugged {
		y = n.d * .13
	}
	well := mix(n.body.base, n.body.deep, .55)
	if n.glow != "" {
		well = mix(n.glow, "#12141C", .45)
	}
	c.rect(margin-2.5, y-2.5, kw+5, kh+5, 4, well)
	if n.numpad {
		pad := kw * .2
		c.keys(margin, y, kw-pad-4, kh, laptopRows, n.keys, n.glow)
		c.keys(margin+kw-pad, y, pad, kh, padRows, n.keys, n.glow)
	} else {
		c.keys(margin, y, kw, kh, laptopRows, n.keys, n.glow)
	}
	tw, th := n.w*.38, n.d*.3
	tx, ty := (n.w-tw)/2, n.d*.63
	if n.numpad {
		tx -= kw * .1
	}
	if n.rugged {
		tw, th, ty = n.w*.34, n.d*.25, n.d*.67
		tx = (n.w - tw) / 2
	}
	c.rect(tx, ty, tw, th, 4, mix(n.body.base, n.body.shade, .5))
	c.frame(tx, ty, tw, th, 4, .9, n.body.light.alpha(.75))
}

// side shows the ports on the side that the camera sees.
func (n notebook) side(c *canvas, k camera) {
	o, u := vec{n.w, n.d, n.h}, away.mul(-1)
	if n.yaw > 0 {
		o, u = vec{0, n.d, n.h}, away.mul(-1)
	}
	k.on(c, o, u, up.mul(-1), func() {
		for _, p := range n.sidePort {
			y := (n.h - p.h) / 2
			c.rect(p.at-p.w/2, y, p.w, p.h, p.h/2.2, mix(n.body.deep, "#000000", .62))
			c.rect(p.at-p.w/2+1.6, y+p.h/2-.5, p.w-3.2, 1, .5, mix(n.body.deep, "#000000", .2))
		}
	})
}

// bumperOutline is a triangle around a round corner at the origin.
func bumperOutline(w, d, r float64) []pt {
	pts := []pt{{w, 0}, {0, d}}
	for i := range 7 {
		s, k := math.Sincos(math.Pi + float64(i)/6*math.Pi/2)
		pts = append(pts, pt{r + k*r, r + s*r})
	}
	return pts
}
