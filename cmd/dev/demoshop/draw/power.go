package draw

import "fmt"

// powerSupply stands with its fan up and its modular side to us.
func powerSupply(c *canvas) {
	const w, d, h = 150, 150, 86
	k := look(-28, 34).fit(80, 80, 640, 640, corners(vec{}, w, d, h)...)
	t := black
	c.move(16, 16, func() { c.cast(polygon(slab(vec{}, w, d, 0, 3).face(k)), 15, "#06120E80") })
	t.put(c, k, vec{}, w, d, h, 3)
	k.on(c, vec{0, d, h}, right, away.mul(-1), func() {
		c.frame(1.5, 1.5, w-3, d-3, 3, .9, t.light)
		c.circle(75, 75, 66, t.deep)
		c.circle(75, 75, 64, "#101416")
		c.fan(75, 75, 61, 11, "#3C444A", .55)
		c.circle(75, 75, 19, "#23292D")
		for i := range 6 {
			c.ring(75, 75, 18+9*float64(i), 1.7, "#8D979D")
		}
		for i := range 4 {
			c.turn(45+90*float64(i), 75, 75, func() { c.rect(74, 9, 2.2, 50, 0, "#8D979D") })
		}
		for _, p := range []pt{{9, 9}, {141, 9}, {9, 141}, {141, 141}} {
			c.circle(p.x, p.y, 2.8, steel.light)
			c.circle(p.x, p.y, 1, steel.deep)
		}
	})
	k.on(c, vec{0, 0, h}, right, up.mul(-1), func() { modular(c) })
	k.on(c, vec{w, 0, h}, away, up.mul(-1), func() {
		c.poly("#0A6C5B", pt{24, 0}, pt{44, 0}, pt{20, h}, pt{0, h})
		c.poly(lime, pt{50, 0}, pt{56, 0}, pt{32, h}, pt{26, h})
	})
}

// modular is the face with the sockets, 150 by 86.
func modular(c *canvas) {
	c.rect(6, 6, 138, 74, 2, "#14181A")
	socket := func(x, y float64, cols, rows int) {
		c.rect(x, y, 4.6*float64(cols)+2.4, 4.6*float64(rows)+2.4, 1, "#3C444A")
		var d string
		for i := range cols {
			for j := range rows {
				d += box(x+2+4.6*float64(i), y+2+4.6*float64(j), 3, 3)
			}
		}
		c.path(d, "#07090A")
	}
	socket(12, 14, 10, 2)
	socket(66, 14, 9, 2)
	for i := range 4 {
		socket(12+32*float64(i), 38, 4, 2)
	}
	for i := range 3 {
		socket(12+36*float64(i), 60, 5, 1)
	}
	for i := range 3 {
		c.rect(120+7*float64(i), 60, 4, 14, 2, "#3C444A")
	}
}

// powerCables is that face from near, with four cables plugged in.
func powerCables(c *canvas) {
	c.move(14, 20, func() { c.cast(round(70, 130, 660, 380, 18), 16, "#06120E70") })
	c.rect(70, 132, 660, 380, 18, black.deep)
	c.rect(70, 126, 660, 380, 18, c.linear(0, 0, 1, 1, black.light, .4, black.base, 1, black.shade))
	c.at(70, 126, 4.4, 0, func() { modular(c) })
	plug := func(x, y, w float64, wires int, end float64) {
		for i := range wires {
			x1 := x + w*(float64(i)+.5)/float64(wires)
			d := fmt.Sprintf("M%s %sC%s %s %s %s %s 742", num(x1), num(y+40), num(x1), num(y+180), num(x1+end*.7), num(620), num(x1+end))
			c.line(d, w/float64(wires)*.92, "#101416")
			c.line(d, w/float64(wires)*.5, "#3A4248")
			c.dashes(d, w/float64(wires)*.5, "3 6", "#59636A")
		}
		c.rect(x-4, y-8, w+8, 64, 6, "#0B0E10")
		c.rect(x-2, y-8, w+4, 58, 5, c.linear(0, 0, 1, 0, "#4A5258", 1, "#23292D"))
		c.rect(x+w/2-12, y+6, 24, 34, 5, "#59636A")
		c.rect(x+w/2-10, y+8, 20, 8, 3, "#8D979D")
	}
	plug(128, 186, 200, 8, -30)
	plug(408, 290, 84, 4, 10)
	plug(548, 290, 84, 4, 40)
}
