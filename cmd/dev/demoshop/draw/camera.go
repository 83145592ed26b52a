package draw

import (
	"fmt"
	"math"
)

// pt is a point of the picture, vec one of the scene: x to the right, y away
// from the viewer, z up, in millimetres.
type (
	pt  struct{ x, y float64 }
	vec struct{ x, y, z float64 }
)

var (
	right = vec{1, 0, 0}
	away  = vec{0, 1, 0}
	up    = vec{0, 0, 1}
)

func (a vec) add(b vec) vec       { return vec{a.x + b.x, a.y + b.y, a.z + b.z} }
func (a vec) mul(k float64) vec   { return vec{a.x * k, a.y * k, a.z * k} }
func (a pt) add(b pt) pt          { return pt{a.x + b.x, a.y + b.y} }
func lerp(a, b pt, t float64) pt  { return pt{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t} }
func radians(deg float64) float64 { return deg * math.Pi / 180 }

// camera projects the scene in parallel, so that every plane of it is drawn
// by one matrix and keeps its true proportions.
type camera struct {
	x, y, z, origin pt
}

// look turns the scene by yaw (positive shows its left side) and looks down at
// it by pitch, both in degrees.
func look(yaw, pitch float64) camera {
	sy, cy := math.Sincos(radians(yaw))
	sp, cp := math.Sincos(radians(pitch))
	return camera{x: pt{cy, -sy * sp}, y: pt{-sy, -cy * sp}, z: pt{0, -cp}}
}

// fit scales and places the scene so that the given points fill the rectangle
// x, y, w, h as far as their proportions allow, centred.
func (k camera) fit(x, y, w, h float64, scene ...vec) camera {
	lo, hi := pt{math.Inf(1), math.Inf(1)}, pt{math.Inf(-1), math.Inf(-1)}
	for _, v := range scene {
		p := k.at(v)
		lo = pt{math.Min(lo.x, p.x), math.Min(lo.y, p.y)}
		hi = pt{math.Max(hi.x, p.x), math.Max(hi.y, p.y)}
	}
	s := math.Min(w/(hi.x-lo.x), h/(hi.y-lo.y))
	scale := func(p pt) pt { return pt{p.x * s, p.y * s} }
	return camera{
		x: scale(k.x), y: scale(k.y), z: scale(k.z),
		origin: pt{x + w/2 - (lo.x+hi.x)/2*s, y + h/2 - (lo.y+hi.y)/2*s},
	}
}

func (k camera) at(v vec) pt {
	return pt{
		k.origin.x + v.x*k.x.x + v.y*k.y.x + v.z*k.z.x,
		k.origin.y + v.x*k.x.y + v.y*k.y.y + v.z*k.z.y,
	}
}

func (k camera) all(vs ...vec) []pt {
	pts := make([]pt, len(vs))
	for i, v := range vs {
		pts[i] = k.at(v)
	}
	return pts
}

// dir is the direction v on the picture.
func (k camera) dir(v vec) pt {
	p := k.at(v)
	return pt{p.x - k.origin.x, p.y - k.origin.y}
}

// on draws f in a plane of the scene: f's point (a, b) lies at o + a·u + b·v.
func (k camera) on(c *canvas, o, u, v vec, f func()) {
	a, b, e := k.dir(u), k.dir(v), k.at(o)
	c.with(fmt.Sprintf(`transform="matrix(%s %s %s %s %s %s)"`, fine(a.x), fine(a.y), fine(b.x), fine(b.y), num(e.x), num(e.y)), f)
}

// corners returns the eight corners of a box, for fit.
func corners(o vec, w, d, h float64) []vec {
	var vs []vec
	for i := range 8 {
		vs = append(vs, o.add(vec{float64(i&1) * w, float64(i>>1&1) * d, float64(i>>2) * h}))
	}
	return vs
}
