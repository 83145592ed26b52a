package draw

import (
	"fmt"
	"math"
	"strings"
)

// fan draws the blades of a fan as curved sickles around its hub; twist bends
// them, negative the other way round.
func (c *canvas) fan(x, y, r float64, blades int, p paint, twist float64) {
	var d strings.Builder
	hub := r * .3
	at := func(radius, angle float64) pt { return pt{x + radius*math.Cos(angle), y + radius*math.Sin(angle)} }
	step := 2 * math.Pi / float64(blades)
	for i := range blades {
		a := float64(i) * step
		p1, q1 := at(hub, a), at(r, a+twist)
		p2, q2 := at(hub, a+step*.62), at(r, a+twist+step*.66)
		m1, m2 := at(r*.68, a+twist*.25), at(r*.68, a+twist*.25+step*.66)
		fmt.Fprintf(&d, "M%s %sQ%s %s %s %sL%s %sQ%s %s %s %sz", num(p1.x), num(p1.y), num(m1.x), num(m1.y), num(q1.x), num(q1.y),
			num(q2.x), num(q2.y), num(m2.x), num(m2.y), num(p2.x), num(p2.y))
	}
	c.path(d.String(), p)
}

// sweep writes an arc around a centre, from one angle to another in degrees
// clockwise from three o'clock.
func sweep(x, y, r, from, to float64) string {
	s1, c1 := math.Sincos(radians(from))
	s2, c2 := math.Sincos(radians(to))
	large, clockwise := 0, 1
	if math.Abs(to-from) > 180 {
		large = 1
	}
	if to < from {
		clockwise = 0
	}
	return fmt.Sprintf("M%s %sA%s %s 0 %d %d %s %s", num(x+r*c1), num(y+r*s1), num(r), num(r), large, clockwise, num(x+r*c2), num(y+r*s2))
}
