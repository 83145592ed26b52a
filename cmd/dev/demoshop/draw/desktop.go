package draw

import (
	"fmt"
	"math"
)

// What monitors show: work in progress, without a letter.

var syntax = []paint{"#8FD3C4", "#F2C9A1", "#E8907C", "#9DB4F0", "#C9D1D6"}

// editor is a window with lines of code.
func editor(c *canvas, w, h float64) {
	c.rect(0, 0, w, h, 0, "#17212A")
	c.rect(0, 0, w*.16, h, 0, "#111921")
	line := math.Max(h/22, 5)
	for i := range int(h/line) - 2 {
		y := line * (float64(i) + 1.2)
		if i%2 == 0 {
			c.rect(w*.03, y, w*(.05+.02*float64(i%5)), line*.34, line*.17, "#3B4A57")
		}
		if i%6 == 4 {
			continue
		}
		x := w * (.2 + .04*float64([]int{0, 1, 2, 2, 1, 0, 1, 3, 2}[i%9]))
		for j := range 1 + (i*7)%3 {
			l := w * (.06 + .035*float64((i*3+j*5)%5))
			c.rect(x, y, math.Min(l, w*.96-x), line*.4, line*.2, syntax[(i+j*2)%5])
			x += l + w*.02
		}
	}
}

// chart is a window with a chart and figures.
func chart(c *canvas, w, h float64) {
	c.rect(0, 0, w, h, 0, "#F7F6F1")
	c.rect(w*.06, h*.07, w*.3, h*.05, h*.02, "#2B3A40")
	for i := range 3 {
		x := w * (.06 + .305*float64(i))
		c.rect(x, h*.17, w*.27, h*.16, h*.02, []paint{"#DCEEE6", "#E7E5F6", "#F8E6DA"}[i])
		c.rect(x+w*.025, h*.205, w*.1, h*.025, h*.012, "#8E9A9C")
		c.rect(x+w*.025, h*.25, w*.16, h*.045, h*.015, "#2B3A40")
	}
	for i := range 9 {
		b := h * (.12 + .03*float64((i*5)%7) + .018*float64(i))
		p := paint("#A9D5C7")
		if i == 7 {
			p = "#0A6C5B"
		}
		c.rect(w*(.07+.098*float64(i)), h*.93-b, w*.065, b, w*.008, p)
	}
	c.rect(w*.06, h*.935, w*.88, h*.006, 0, "#C9CFCB")
}

// desk shows the two windows over a wallpaper.
func desk(back wallpaper) wallpaper {
	return func(c *canvas, w, h float64) {
		back(c, w, h)
		c.window(w*.06, h*.1, w*.5, h*.72, editor)
		c.window(w*.5, h*.24, w*.44, h*.62, chart)
	}
}

func (c *canvas) window(x, y, w, h float64, content wallpaper) {
	bar := h * .055
	r := h * .03
	c.rect(x+w*.012, y+h*.03, w, h, r, "#06121A40")
	c.clip(round(x, y, w, h, r), func() {
		c.rect(x, y, w, h, 0, "#26323A")
		for i, p := range []paint{"#E8765F", "#E6BC3F", "#6FBF8B"} {
			c.circle(x+bar*(.7+.8*float64(i)), y+bar/2, bar*.22, p)
		}
		c.move(x, y+bar, func() { content(c, w, h-bar) })
	})
}

// darkroom is a photo editor: a landscape between tools and curves.
func darkroom(c *canvas, w, h float64) {
	c.rect(0, 0, w, h, 0, "#1D2226")
	c.rect(0, 0, w, h*.05, 0, "#14181B")
	for i := range 9 {
		c.rect(w*.012, h*(.09+.075*float64(i)), w*.022, w*.022, w*.005, []paint{"#4A555C", lime, "#4A555C"}[min(i, 2)])
	}
	c.clip(box(w*.06, h*.09, w*.68, h*.74), func() { c.move(w*.06, h*.09, func() { coast(c, w*.68, h*.74) }) })
	for i := range 6 {
		c.rect(w*(.06+.115*float64(i)), h*.87, w*.1, h*.09, w*.004, []paint{"#E79F7E", "#3E7F8C", "#C9705F", "#F2C9A1", "#5A6B8C", "#8FB5A8"}[i])
	}
	x := w * .77
	c.rect(x, h*.09, w*.21, h*.2, w*.005, "#0F1315")
	for i, p := range []paint{"#D8615699", "#5FB07A99", "#5B8FE099"} {
		o := float64(i) * .035 * w
		c.path(fmt.Sprintf("M%s %sC%s %s %s %s %s %sS%s %s %s %sz", num(x), num(h*.29), num(x+w*.03+o), num(h*.28), num(x+w*.03+o), num(h*.11), num(x+w*.06+o), num(h*.13),
			num(x+w*.09+o), num(h*.28), num(x+w*.21), num(h*.29)), p)
	}
	for i := range 7 {
		y := h * (.36 + .08*float64(i))
		c.rect(x, y, w*.21, h*.008, h*.004, "#3A444B")
		v := w * (.03 + .021*float64((i*5)%8))
		c.rect(x, y, v, h*.008, h*.004, "#8FD3C4")
		c.circle(x+v, y+h*.004, h*.013, "#E9ECEE")
	}
}

// coast is the picture being edited.
func coast(c *canvas, w, h float64) {
	c.rect(0, 0, w, h, 0, c.linear(0, 0, 0, 1, "#7FB7D6", .5, "#F6DDBE", 1, "#F2B48C"))
	c.circle(w*.3, h*.44, h*.08, "#FFF6DF")
	c.path(fmt.Sprintf("M0 %sL%s %sL%s %sL%s %sL%s %sV%sH0z", num(h*.62), num(w*.4), num(h*.56), num(w*.62), num(h*.24), num(w*.8), num(h*.42), num(w), num(h*.3), num(h)), "#47647A")
	c.path(fmt.Sprintf("M%s %sL%s %sL%s %sL%s %sz", num(w*.62), num(h*.24), num(w*.8), num(h*.42), num(w*.74), num(h*.6), num(w*.56), num(h*.6)), "#2F4A60")
	c.rect(0, h*.58, w, h*.42, 0, "#2E8091")
	for i := range 5 {
		c.rect(w*(.2-.03*float64(i)), h*(.62+.055*float64(i)), w*(.2+.06*float64(i)), h*.012, h*.006, "#FBE7C6B0")
	}
	c.path(fmt.Sprintf("M0 %sC%s %s %s %s %s %sV%sz", num(h*.82), num(w*.2), num(h*.76), num(w*.38), num(h*.9), num(w*.62), num(h), num(h)), "#E2BE8B")
}

// timeline is a film being cut, for very wide screens.
func timeline(c *canvas, w, h float64) {
	c.rect(0, 0, w, h, 0, "#1A1E24")
	c.clip(box(w*.3, h*.06, w*.4, h*.5), func() { c.move(w*.3, h*.06, func() { coast(c, w*.4, h*.5) }) })
	for i := range 8 {
		x, y := w*(.03+.125*float64(i%2)), h*(.07+.125*float64(i/2))
		c.rect(x, y, w*.11, h*.1, h*.01, []paint{"#E79F7E", "#3E7F8C", "#5A6B8C", "#C9705F", "#8FB5A8", "#F2C9A1", "#47647A", "#B9A6D6"}[i])
	}
	c.rect(w*.73, h*.06, w*.24, h*.5, h*.01, "#12161A")
	for i := range 3 {
		c.ring(w*(.77+.08*float64(i)), h*.2, h*.055, h*.02, []paint{"#E8765F", "#8FD3C4", "#9DB4F0"}[i])
	}
	c.line(fmt.Sprintf("M%s %sC%s %s %s %s %s %s", num(w*.75), num(h*.5), num(w*.82), num(h*.48), num(w*.86), num(h*.36), num(w*.95), num(h*.33)), h*.01, lime)
	colours := []paint{"#3E7F8C", "#B9A6D6", "#E79F7E", "#6FA58C"}
	for t := range 4 {
		y, x := h*(.64+.082*float64(t)), w*.03
		for i := 0; x < w*.93; i++ {
			l := w * (.05 + .03*float64((i*3+t*2)%5))
			l = math.Min(l, w*.97-x)
			c.rect(x, y, l-w*.003, h*.062, h*.01, mix(colours[t], "#1A1E24", .12*float64((i+t)%3)))
			x += l
		}
	}
	c.rect(w*.44, h*.6, h*.008, h*.38, 0, lime)
}

// race is a game: a road at dusk towards the mountains.
func race(c *canvas, w, h float64) {
	c.rect(0, 0, w, h, 0, c.linear(0, 0, 0, 1, "#2B2360", .35, "#8A4A9E", .58, "#F08A6B", 1, "#F7C873"))
	c.circle(w*.56, h*.5, h*.17, "#FFE3A3")
	ridge := func(y float64, p paint, peaks ...float64) {
		pts := []pt{{0, h * .62}}
		for i, k := range peaks {
			pts = append(pts, pt{w * float64(i) / float64(len(peaks)-1), h * (y - k)})
		}
		c.poly(p, append(pts, pt{w, h * .62})...)
	}
	ridge(.56, "#6A3E86", .1, .22, .08, .14, .02, .0, .05, .2, .12, .26)
	ridge(.6, "#3D2A66", .04, .1, .18, .06, .02, .01, .02, .08, .16, .07)
	c.rect(0, h*.6, w, h*.4, 0, "#2A2150")
	c.poly("#3A3F4A", pt{w * .54, h * .6}, pt{w * .58, h * .6}, pt{w * .95, h}, pt{w * .1, h})
	c.poly(lime, pt{w * .54, h * .6}, pt{w * .543, h * .6}, pt{w * .14, h}, pt{w * .1, h})
	c.poly(lime, pt{w * .577, h * .6}, pt{w * .58, h * .6}, pt{w * .95, h}, pt{w * .91, h})
	for i := range 4 {
		t := .08 + .25*float64(i)
		a, b := t*t, (t+.13)*(t+.13)
		mid := func(k float64) float64 { return w * (.56 - .035*k) }
		c.poly("#FBF5E6", pt{mid(a) - w*.014*a, h * (.6 + .4*a)}, pt{mid(a) + w*.014*a, h * (.6 + .4*a)}, pt{mid(b) + w*.014*b, h * (.6 + .4*b)}, pt{mid(b) - w*.014*b, h * (.6 + .4*b)})
	}
}
