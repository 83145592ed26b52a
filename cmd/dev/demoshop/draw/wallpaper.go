package draw

import (
	"fmt"
	"math"
)

// wallpaper paints a screen of w by h at the origin; every brand has its own.
type wallpaper func(c *canvas, w, h float64)

// screen shows a wallpaper inside a rectangle with round corners, under a
// diagonal reflection of the light from the upper left.
func (c *canvas) screen(x, y, w, h, r float64, paper wallpaper) {
	c.move(x, y, func() {
		c.clip(round(0, 0, w, h, r), func() {
			paper(c, w, h)
			s := math.Max(w, h)
			c.poly("#FFFFFF14", pt{0, 0}, pt{math.Min(w, s*.46), 0}, pt{0, math.Min(h*1.2, s*.62)})
		})
	})
}

// wing is Juriti's: the feathers of a folded wing.
func wing(sky, a, b, d paint) wallpaper {
	return func(c *canvas, w, h float64) {
		c.rect(0, 0, w, h, 0, c.linear(0, 0, 1, 1, mix(sky, "#FFFFFF", .25), 1, sky))
		colours := []paint{a, mix(a, b, .5), b, mix(b, d, .5), d, mix(d, "#0C1A1C", .45)}
		s := math.Max(w, h)
		for i, p := range colours {
			c.circle(w*1.02, h*1.12, s*(.92-.145*float64(i)), p)
		}
		c.circle(w*.2, h*.26, s*.055, "#FFF3D6")
	}
}

// strata is Lajedo's: layers of rock under a low sun.
func strata(c *canvas, w, h float64) {
	c.rect(0, 0, w, h, 0, c.linear(0, 0, 0, 1, "#F6D8B8", .6, "#E79F7E", 1, "#C9705F"))
	c.circle(w*.66, h*.36, math.Min(w, h)*.13, "#FFF0D2")
	for i, p := range []paint{"#B85F58", "#8F4A55", "#64404F", "#3F3345", "#272838"} {
		y, a := h*(.46+.115*float64(i)), h*(.07-.01*float64(i))
		s := math.Sin(float64(i)*2.1) * a
		c.path(fmt.Sprintf("M0 %sC%s %s %s %s %s %sS%s %s %s %sV%sH0z", num(y+s),
			num(w*.18), num(y-a*1.2), num(w*.32), num(y+a*1.5+s), num(w*.55), num(y+a*.2),
			num(w*.85), num(y-a*1.3-s), num(w), num(y+a*.4), num(h)), p)
	}
}

// bolt is Corisco's: the facets of a crystal that a lightning lights.
func bolt(c *canvas, w, h float64) {
	c.rect(0, 0, w, h, 0, c.linear(0, 0, 1, 1, "#332764", 1, "#0F1027"))
	facets := []struct {
		p    paint
		x, y [3]float64
	}{
		{"#3F2F8C", [3]float64{.3, .68, .46}, [3]float64{0, 0, .58}},
		{"#5A43C4", [3]float64{.68, 1, .46}, [3]float64{0, .12, .58}},
		{"#7C5DF2", [3]float64{1, .72, .46}, [3]float64{.12, .74, .58}},
		{lime, [3]float64{.46, .72, .6}, [3]float64{.58, .74, 1}},
		{"#9BBE2E", [3]float64{.46, .6, .36}, [3]float64{.58, 1, 1}},
		{"#241B52", [3]float64{.3, .46, .12}, [3]float64{0, .58, .8}},
		{"#191440", [3]float64{.46, .36, .12}, [3]float64{.58, 1, .8}},
		{"#4A379F", [3]float64{1, 1, .72}, [3]float64{.12, .9, .74}},
	}
	for _, f := range facets {
		c.poly(f.p, pt{f.x[0] * w, f.y[0] * h}, pt{f.x[1] * w, f.y[1] * h}, pt{f.x[2] * w, f.y[2] * h})
	}
}

// fireflies is Pirilampo's: a warm night over hills.
func fireflies(c *canvas, w, h float64) {
	c.rect(0, 0, w, h, 0, c.linear(0, 0, 0, 1, "#0C2A33", .55, "#14504C", 1, "#2F7D5D"))
	hill := func(y, a float64, p paint) {
		c.path(fmt.Sprintf("M0 %sQ%s %s %s %sT%s %sV%sH0z", num(y), num(w*.3), num(y-a), num(w*.6), num(y), num(w), num(y-a*.4), num(h)), p)
	}
	hill(h*.68, h*.1, "#1B6554")
	hill(h*.8, -h*.05, "#114540")
	hill(h*.9, h*.08, "#0A2C2C")
	s := math.Max(w, h)
	for i, p := range []pt{{.22, .3}, {.7, .2}, {.5, .47}, {.82, .52}, {.15, .6}, {.38, .74}, {.66, .72}, {.86, .84}} {
		r := s * (.009 + .004*float64(i%3))
		c.circle(p.x*w, p.y*h, r*3.4, lime.alpha(.2))
		c.circle(p.x*w, p.y*h, r, lime)
	}
}

// dew is Orvalho's: drops on a petal.
func dew(a, b paint) wallpaper {
	return func(c *canvas, w, h float64) {
		c.rect(0, 0, w, h, 0, c.linear(0, 0, .7, 1, mix(a, "#FFFFFF", .45), 1, b))
		c.path(fmt.Sprintf("M0 %sC%s %s %s %s %s %sV%sH0z", num(h*.62), num(w*.4), num(h*.45), num(w*.6), num(h*.9), num(w), num(h*.66), num(h)), mix(b, "#1B2340", .25))
		s := math.Min(w, h)
		for _, d := range []struct{ x, y, r float64 }{{.3, .24, .2}, {.74, .42, .13}, {.42, .6, .09}, {.66, .76, .17}, {.2, .82, .11}, {.8, .17, .06}} {
			x, y, r := d.x*w, d.y*h, d.r*s
			c.circle(x+r*.1, y+r*.14, r, "#1B234026")
			c.circle(x, y, r, c.radial(.35, .3, .8, "#FFFFFFB0", 1, paint("#FFFFFF38")))
			c.ellipse(x-r*.35, y-r*.42, r*.22, r*.15, "#FFFFFFD0")
		}
	}
}

// skylight is Claraboia's: light that falls through a roof window.
func skylight(a, b paint) wallpaper {
	return func(c *canvas, w, h float64) {
		c.rect(0, 0, w, h, 0, c.linear(0, 0, 1, 1, mix(a, "#FFFFFF", .3), 1, b))
		for i := range 4 {
			x := w * (.06 + .2*float64(i))
			c.poly(paint("#FFFFFF").alpha(.3-.06*float64(i)), pt{x, 0}, pt{x + w*.13, 0}, pt{x + w*.13 + h*.75, h}, pt{x - w*.02 + h*.75, h})
		}
		c.path(fmt.Sprintf("M0 %sC%s %s %s %s %s %sV%sH0z", num(h*.84), num(w*.3), num(h*.66), num(w*.5), num(h*.98), num(w), num(h*.7), num(h)), mix(b, "#0B1D2A", .35))
		c.path(fmt.Sprintf("M0 %sC%s %s %s %s %s %sV%sH0z", num(h*.93), num(w*.35), num(h*.86), num(w*.7), num(h*1.02), num(w), num(h*.87), num(h)), mix(b, "#0B1D2A", .6))
	}
}
