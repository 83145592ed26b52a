package draw

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// polygon writes points as a closed path.
func polygon(pts []pt) string {
	var b strings.Builder
	for i, p := range pts {
		b.WriteString(map[bool]string{true: "M", false: "L"}[i == 0])
		b.WriteString(num(p.x) + " " + num(p.y))
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
