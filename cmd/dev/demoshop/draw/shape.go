package draw

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// polygon writes points as a closed path, each relative to the one before:
// outlines of many points stay short so.
func polygon(pts []pt) string {
	tenth := func(x float64) int { return int(math.Round(x * 10)) }
	var b strings.Builder
	x, y := tenth(pts[0].x), tenth(pts[0].y)
	b.WriteString("M" + num(float64(x)/10) + " " + num(float64(y)/10) + "l")
	first := true
	for _, p := range pts[1:] {
		dx, dy := tenth(p.x)-x, tenth(p.y)-y
		if dx == 0 && dy == 0 {
			continue
		}
		x, y = x+dx, y+dy
		if !first && dx >= 0 {
			b.WriteString(" ")
		}
		b.WriteString(num(float64(dx) / 10))
		if dy >= 0 {
			b.WriteString(" ")
		}
		b.WriteString(num(float64(dy) / 10))
		first = false
	}
	return b.String() + "z"
}

// box writes a rectangle as a path, for clips, holes and rows of keys.
func box(x, y, w, h float64) string {
	return fmt.Sprintf("M%s %sh%sv%sh%sz", num(x), num(y), num(w), num(h), num(-w))
}

// round writes a rectangle with round corners as a path.
func round(x, y, w, h, r float64) string {
	r = math.Min(r, math.Min(w, h)/2)
	a := func(dx, dy float64) string {
		return fmt.Sprintf("a%s %s 0 0 1 %s %s", num(r), num(r), num(dx), num(dy))
	}
	return fmt.Sprintf("M%s %sh%s%sv%s%sh%s%sv%s%sz", num(x+r), num(y), num(w-2*r), a(r, r), num(h-2*r), a(-r, r), num(2*r-w), a(-r, -r), num(2*r-h), a(r, -r))
}

// disc writes a circle as a path.
func disc(x, y, r float64) string {
	return fmt.Sprintf("M%s %sa%s %s 0 1 0 %s 0a%s %s 0 1 0 %s 0z", num(x-r), num(y), num(r), num(r), num(2*r), num(r), num(r), num(-2*r))
}

// rounded returns the outline of a rectangle with round corners as points.
func rounded(x, y, w, h, r float64) []pt {
	r = math.Max(.01, math.Min(r, math.Min(w, h)/2))
	const steps = 7
	var pts []pt
	for q, c := range []pt{{x + w - r, y + h - r}, {x + r, y + h - r}, {x + r, y + r}, {x + w - r, y + r}} {
		for i := range steps {
			s, k := math.Sincos((float64(q) + float64(i)/(steps-1)) * math.Pi / 2)
			pts = append(pts, pt{c.x + k*r, c.y + s*r})
		}
	}
	return pts
}

// hull is the convex outline of points.
func hull(pts []pt) []pt {
	pts = slices.Clone(pts)
	slices.SortFunc(pts, func(a, b pt) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) })
	half := func(pts []pt) []pt {
		var out []pt
		for _, p := range pts {
			for len(out) > 1 {
				a, b := out[len(out)-2], out[len(out)-1]
				if (b.x-a.x)*(p.y-a.y)-(b.y-a.y)*(p.x-a.x) > 0 {
					break
				}
				out = out[:len(out)-1]
			}
			out = append(out, p)
		}
		return out[:len(out)-1]
	}
	lower := half(pts)
	slices.Reverse(pts)
	return append(lower, half(pts)...)
}

// prism is a flat outline in the plane o, u, v pulled along ext.
type prism struct {
	o, u, v vec
	outline []pt
	ext     vec
}

// slab is a box lying on z with round corners seen from above.
func slab(o vec, w, d, h, r float64) prism {
	return prism{o: o.add(up.mul(h)), u: right, v: away, outline: rounded(0, 0, w, d, r), ext: up.mul(-h)}
}

// panel is a box standing on y with round corners seen from the front.
func panel(o vec, w, d, h, r float64) prism {
	return prism{o: o, u: right, v: up, outline: rounded(0, 0, w, h, r), ext: away.mul(d)}
}

func (p prism) face(k camera) []pt {
	pts := make([]pt, len(p.outline))
	for i, q := range p.outline {
		pts[i] = k.at(p.o.add(p.u.mul(q.x)).add(p.v.mul(q.y)))
	}
	return pts
}

func (p prism) silhouette(k camera) []pt {
	face, e := p.face(k), k.dir(p.ext)
	all := slices.Clone(face)
	for _, q := range face {
		all = append(all, q.add(e))
	}
	return hull(all)
}

// draw fills the sides, then the face.
func (p prism) draw(c *canvas, k camera, face, sides paint) {
	c.path(polygon(p.silhouette(k)), sides)
	c.path(polygon(p.face(k)), face)
}

// turned is a paint for the sides of a slab: left of the picture's x corner
// the lit colour, right of it the shaded one.
func (c *canvas) turned(x, soft float64, lit, shaded paint) paint {
	return c.across(pt{x - soft, 0}, pt{x + soft, 0}, lit, 1, shaded)
}

// set draws a box with sharp corners in the light of its tone.
func (t tone) set(c *canvas, k camera, o vec, w, d, h float64) {
	x, lit, dark := w, t.shade, t.deep
	if k.x.y < 0 { // the left side is seen
		x, lit, dark = 0, t.shade, t.base
	}
	face := func(p paint, vs ...vec) {
		for i := range vs {
			vs[i] = vs[i].add(o)
		}
		c.poly(p, k.all(vs...)...)
	}
	face(dark, vec{x, 0, 0}, vec{x, d, 0}, vec{x, d, h}, vec{x, 0, h})
	face(lit, vec{0, 0, 0}, vec{w, 0, 0}, vec{w, 0, h}, vec{0, 0, h})
	face(t.base, vec{0, 0, h}, vec{w, 0, h}, vec{w, d, h}, vec{0, d, h})
}

// put draws a slab with round corners in the light of its tone.
func (t tone) put(c *canvas, k camera, o vec, w, d, h, r float64) {
	corner := k.at(o.add(vec{w, 0, 0}))
	lit, dark := t.shade, t.deep
	if k.x.y < 0 {
		corner, lit, dark = k.at(o), t.base, t.shade
	}
	slab(o, w, d, h, r).draw(c, k, c.linear(0, 0, 1, 1, t.light, .5, t.base), c.turned(corner.x, 4+r*k.x.x*.6, lit, dark))
}
