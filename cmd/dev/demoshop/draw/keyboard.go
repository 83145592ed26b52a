package draw

import (
	"fmt"
	"math"
	"strings"
)

// Rows of keyboards in key widths; a negative one is a gap.
var (
	compactRows = [][]float64{
		append(row(13), 2, 1), append(append([]float64{1.5}, row(12)...), 1.5, 1),
		append(append([]float64{1.75}, row(12)...), 1.25, 1), append(append([]float64{1.25}, row(11)...), 1.75, 1, 1),
		{1.25, 1.25, 1.25, 6.25, 1, 1, 1, 1, 1, 1},
	}
	fullRows = [][]float64{
		{1, -1, 1, 1, 1, 1, -.5, 1, 1, 1, 1, -.5, 1, 1, 1, 1, -.25, 1, 1, 1, -4.25},
		append(append(row(13), 2, -.25, 1, 1, 1, -.25), row(4)...),
		append(append(append([]float64{1.5}, row(12)...), 1.5, -.25, 1, 1, 1, -.25), row(4)...),
		append(append(append([]float64{1.75}, row(12)...), 1.25, -3.5), row(4)...),
		append(append(append([]float64{1.25}, row(12)...), 1.75, -1.25, 1, -1.25), row(4)...),
		append([]float64{1.25, 1.25, 1.25, 6.25, 1.25, 1.25, 1.25, 1.25, -.25, 1, 1, 1, -.25}, 2, 1, 1),
	}
)

// plate is a keyboard or a half of one, lying in the scene.
type plate struct {
	o      vec
	turned float64 // around its corner, in degrees
	w, d   float64
	h      float64
	body   tone
	caps   tone
	accent tone
	glow   paint
}

func (p plate) axes() (u, v vec) {
	s, k := math.Sincos(radians(p.turned))
	return vec{k, s, 0}, vec{-s, k, 0}
}

func (p plate) slab(h float64, r float64) prism {
	u, v := p.axes()
	return prism{o: p.o.add(up.mul(h)), u: u, v: v, outline: rounded(0, 0, p.w, p.d, r), ext: up.mul(-h)}
}

func (p plate) shadow(c *canvas, k camera) {
	c.move(12, 18, func() { c.cast(polygon(p.slab(0, 9).face(k)), 13, "#06120E66") })
}

func (p plate) housing(c *canvas, k camera) {
	s := p.slab(p.h, 9)
	var corner float64
	bottom := math.Inf(-1)
	for _, q := range s.face(k) {
		if q.y > bottom {
			bottom, corner = q.y, q.x
		}
	}
	s.draw(c, k, c.linear(0, 0, 1, 1, p.body.light, .5, p.body.base, 1, p.body.base), c.turned(corner, 14, p.body.shade, p.body.deep))
}

// keyset is keys as blocks: their feet on the plate and their tops above.
type keyset struct{ feet, tops, lit strings.Builder }

func (s *keyset) add(x, y, w, h, pitch float64) {
	g := pitch * .05 // one, so that coordinates stay short
	s.feet.WriteString(box(x+g*2, y+g*2, w-4*g, h-4*g))
	s.tops.WriteString(box(x+g*4, y+g*4, w-8*g, h-9*g))
	s.lit.WriteString("M" + num(x+g*4) + " " + num(y+g*4) + "h" + num(w-8*g))
}

func (p plate) put(c *canvas, k camera, keys *keyset, t tone, high, pitch float64) {
	u, v := p.axes()
	top := p.o.add(v.mul(p.d))
	at := func(z float64, f func()) { k.on(c, top.add(up.mul(p.h+z)), u, v.mul(-1), f) }
	foot := t.deep
	if p.glow != "" {
		foot = p.glow
	}
	type draw = func(round float64, p paint)
	c.twice(keys.feet.String(),
		func(shape draw) { at(0, func() { shape(pitch*.06, foot) }) },
		func(shape draw) { at(high*.5, func() { shape(pitch*.02, t.shade) }) })
	at(high, func() {
		c.soft(keys.tops.String(), pitch*.09, t.base)
		c.line(keys.lit.String(), pitch*.05, t.light)
	})
}

// rows lays rows of keys from the back left; the accent is for the first key
// and for the enter key.
func (p plate) rows(c *canvas, k camera, rows [][]float64, margin, pitch float64, split float64) {
	u, v := p.axes()
	k.on(c, p.o.add(v.mul(p.d)).add(up.mul(p.h)), u, v.mul(-1), func() {
		well := mix(p.body.deep, "#0E1214", .5)
		c.rect(margin-2, margin-2, p.w-2*margin+4, float64(len(rows))*pitch+split+4, 3, well)
	})
	var plain, accent keyset
	for i, keys := range rows {
		x, y := margin, margin+pitch*float64(i)
		if i > 0 {
			y += split
		}
		for j, w := range keys {
			if w < 0 {
				x -= w * pitch
				continue
			}
			s := &plain
			if (i == 0 && j == 0) || (i == 2 && w == 1.25) || (i == 3 && w == 1.25 && j > 2) {
				s = &accent
			}
			s.add(x, y, w*pitch, pitch, pitch)
			x += w * pitch
		}
	}
	p.put(c, k, &plain, p.caps, 6, pitch)
	p.put(c, k, &accent, p.accent, 6, pitch)
}

// compact is the small mechanical keyboard with its braided cable.
func compact(c *canvas, body, caps, accent tone) {
	p := plate{w: 336, d: 116, h: 15, body: body, caps: caps, accent: accent}
	k := look(-22, 47)
	k = k.fit(48, 150, 704, 560, append(corners(vec{}, p.w, p.d, 22), vec{150, 210, 0})...)
	a, b := k.at(vec{190, p.d, 4}), k.at(vec{300, 150, 0})
	m, n := k.at(vec{190, 170, 0}), k.at(vec{240, 205, 0})
	cable := fmt.Sprintf("M%s %sC%s %s %s %s %s %s", num(a.x), num(a.y), num(m.x), num(m.y), num(n.x), num(n.y), num(b.x), num(b.y))
	c.move(5, 10, func() { c.castLine(cable, 10, 4, "#06120E70") })
	c.line(cable, 13, accent.deep)
	c.line(cable, 9, accent.base)
	c.dashes(cable, 9, "2 5", accent.light)
	c.turn(40, b.x, b.y, func() {
		c.rect(b.x-6, b.y-11, 40, 22, 5, "#2E3439")
		c.rect(b.x+34, b.y-7, 20, 14, 5, steel.base)
		c.rect(b.x+34, b.y-7, 20, 4, 2, steel.light)
	})
	p.shadow(c, k)
	p.housing(c, k)
	p.rows(c, k, compactRows, 8, 20, 0)
}

// complete is the keyboard with number pad, volume wheel and wrist rest.
func complete(c *canvas, body, caps, accent tone) {
	const pitch, margin = 20.0, 8.0
	p := plate{o: vec{0, 84, 0}, w: 22.5*pitch + 2*margin, d: 6*pitch + 6 + 2*margin, h: 15, body: body, caps: caps, accent: accent, glow: "#CFE6FF"}
	rest := plate{w: p.w, d: 78, h: 13, body: material("#3A3F44")}
	k := look(-20, 50).fit(34, 120, 732, 600, corners(vec{}, p.w, 84+p.d, 21)...)
	p.shadow(c, k)
	rest.shadow(c, k)
	p.housing(c, k)
	p.rows(c, k, fullRows, margin, pitch, 6)
	knob := k.at(p.o.add(vec{p.w - 22, p.d - 18, p.h}))
	s := k.x.x
	c.ellipse(knob.x+2, knob.y+3, 13*s, 10.4*s, "#06120E80")
	c.ellipse(knob.x, knob.y-1, 12*s, 9.6*s, steel.deep)
	c.ellipse(knob.x, knob.y-9*s*.7, 12*s, 9.6*s, c.linear(0, 0, 1, 1, steel.light, .5, steel.base, 1, steel.shade))
	c.ellipse(knob.x, knob.y-9*s*.7, 7*s, 5.6*s, c.linear(0, 0, 1, 1, steel.shade, 1, steel.light))
	rest.housing(c, k)
	k.on(c, vec{0, 78, 13}, right, away.mul(-1), func() {
		c.rect(8, 8, p.w-16, 62, 12, c.linear(0, 0, 0, 1, "#4A5157", .5, "#3A3F44", 1, "#30353A"))
	})
}

// halves is the split keyboard: straight columns, three thumb keys a side.
func halves(c *canvas, body, caps, accent tone) {
	const pitch = 20.0
	k := look(0, 52)
	left := plate{o: vec{0, 0, 0}, turned: 12, w: 142, d: 128, h: 14, body: body, caps: caps, accent: accent}
	rightHalf := left
	s, cs := math.Sincos(radians(12))
	rightHalf.o, rightHalf.turned = vec{320 - 142*cs, 142 * s, 0}, -12
	var scene []vec
	for _, p := range []plate{left, rightHalf} {
		u, v := p.axes()
		for _, q := range []pt{{0, 0}, {p.w, 0}, {0, p.d}, {p.w, p.d}} {
			scene = append(scene, p.o.add(u.mul(q.x)).add(v.mul(q.y)).add(up.mul(20)))
		}
	}
	k = k.fit(44, 130, 712, 560, scene...)
	attach := func(p plate, part float64) vec {
		u, v := p.axes()
		return p.o.add(u.mul(p.w * part)).add(v.mul(p.d - 2)).add(up.mul(6))
	}
	a, b := k.at(attach(left, .84)), k.at(attach(rightHalf, .16))
	cable := fmt.Sprintf("M%s %sC%s %s %s %s %s %s", num(a.x), num(a.y), num(a.x+20), num(a.y-90), num(b.x-20), num(b.y-90), num(b.x), num(b.y))
	c.line(cable, 10, accent.deep)
	c.line(cable, 6, accent.base)
	c.dashes(cable, 6, "2 5", accent.light)
	for i, p := range []plate{left, rightHalf} {
		p.shadow(c, k)
		p.housing(c, k)
		var plain, hot keyset
		stagger := []float64{6, 6, 2, 0, 2, 5}
		for col := range 6 {
			for r := range 4 {
				x, y := 10+pitch*float64(col), 8+pitch*float64(r)+stagger[col]
				if i == 1 {
					x = p.w - x - pitch
				}
				plain.add(x, y, pitch, pitch, pitch)
			}
		}
		for t := range 3 {
			x := 62 + pitch*float64(t)*1.15
			w := pitch
			if t == 2 {
				w = pitch * 1.5
			}
			if i == 1 {
				x = p.w - x - w
			}
			hot.add(x, 97, w, pitch, pitch)
		}
		p.put(c, k, &plain, p.caps, 6, pitch)
		p.put(c, k, &hot, p.accent, 6, pitch)
	}
}
