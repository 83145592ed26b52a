package draw

import "math"

// folding is the phone that opens like a book, open and shut.
func folding(c *canvas, body tone) {
	const w, h, t = 67, 158, 6.5
	paper := dew("#9CC7E8", "#6B5BB8")
	// Open, standing, its halves turned a little towards the viewer.
	deg := radians(16)
	k := look(0, 13)
	l, r := vec{-math.Cos(deg), -math.Sin(deg), 0}, vec{math.Cos(deg), -math.Sin(deg), 0}
	k = k.fit(44, 84, 520, 600, l.mul(w), l.mul(w).add(up.mul(h)), r.mul(w), r.mul(w).add(up.mul(h)))
	foot := k.at(vec{0, -10, 0})
	c.shadow(foot.x, foot.y+8, 290, 32)
	for i, u := range []vec{l, r} {
		back := vec{-u.y, u.x, 0}
		if i == 0 {
			back = vec{u.y, -u.x, 0}
		}
		half := prism{o: vec{}, u: u, v: up, outline: halfPage(w, h, 9), ext: back.mul(t)}
		half.draw(c, k, glass, []paint{body.base, body.deep}[i])
		k.on(c, vec{0, 0, h}, u, up.mul(-1), func() {
			c.path(polygon(halfPage(w, h, 9)), body.light)
			c.path(polygon(halfPage(w-.9, h, 8)), glass)
		})
		// The left half runs from the fold to the left: mirrored paper.
		o, du := vec{0, 0, h - 3}, u
		if i == 0 {
			o, du = u.mul(w-3).add(up.mul(h-3)), u.mul(-1)
		}
		k.on(c, o, du, up.mul(-1), func() {
			c.clip(pageClip(w-3, h-6, 7, i == 0), func() {
				c.move(-float64(i)*(w-3), 0, func() { paper(c, 2*(w-3), h-6) })
				if i == 0 {
					c.rect(w-13, 0, 10, h, 0, c.linear(0, 0, 1, 0, "#00000000", 1, "#00000038"))
				} else {
					c.rect(0, 0, 12, h, 0, c.linear(0, 0, 1, 0, "#FFFFFF40", 1, "#FFFFFF00"))
					c.circle(w-14, 9, 2, "#07090A")
				}
			})
		})
	}
	folded(c, body)
}

// halfPage is a page whose corners are round only on the far side of the fold.
func halfPage(w, h, r float64) []pt {
	all := rounded(0, 0, w, h, r) // four corners of seven points each
	pts := []pt{{0, h}, {0, 0}}
	pts = append(pts, all[21:28]...)
	return append(pts, all[0:7]...)
}

func pageClip(w, h, r float64, left bool) string {
	pts := halfPage(w, h, r)
	if left {
		for i := range pts {
			pts[i].x = w - pts[i].x
		}
	}
	return polygon(pts)
}

// folded is the same phone shut, seen from behind.
func folded(c *canvas, body tone) {
	p := phone{w: 68, h: 158, r: 9, body: body, frame: body, cameras: func(c *canvas, p phone) {
		c.rect(6, 7, 17, 48, 8.5, body.shade)
		c.frame(6.3, 7.3, 16.4, 47.4, 8.2, .6, body.light)
		for i := range 3 {
			c.lens(14.5, 16+15*float64(i), 6, body.light)
		}
		c.flash(29, 13, 1.8)
		c.rect(p.w-5.5, .9, 4.6, p.h-1.8, 2, c.linear(0, 0, 1, 0, body.shade, .4, body.light, 1, body.deep))
	}}
	const k = 3.3
	c.shadow(650, 716, 130, 22)
	c.move(-12, 8, func() { c.cast(round(522, 196, p.w*k, p.h*k, p.r*k), 11, "#06120E70") })
	c.at(522, 190, k, 0, func() { p.back(c) })
}
