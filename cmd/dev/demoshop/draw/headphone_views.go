package draw

import "fmt"

// inCase is the folded headphone in its open case, from above.
func inCase(c *canvas, h headphone, shell tone) {
	c.move(14, 20, func() { c.cast(round(110, 120, 580, 580, 200), 16, "#06120E70") })
	c.path(round(110, 112, 580, 580, 200), shell.deep)
	c.path(round(112, 108, 576, 576, 198), c.linear(0, 0, 1, 1, shell.light, .3, shell.base, 1, shell.shade))
	c.frameDash(132, 128, 536, 536, 180)
	c.path(round(146, 142, 508, 508, 166), mix(shell.deep, "#0E1214", .5))
	c.path(round(152, 152, 500, 498, 162), c.linear(0, 0, 0, 1, mix(shell.shade, shell.deep, .8), 1, shell.shade))
	arch := "M246 470C220 250 300 190 400 190C500 190 580 250 554 470"
	c.move(6, 12, func() { c.castLine(arch, 46, 9, "#06120E80") })
	c.line(arch, 54, h.body.deep)
	c.line("M246 466C222 250 302 188 400 188C498 188 578 250 552 466", 46, h.body.base)
	c.line("M262 440C248 276 316 218 400 218C484 218 552 276 538 440", 14, h.cushion.base)
	c.line("M232 400C226 260 300 172 396 170", 6, h.body.light)
	for i, x := range []float64{286, 514} {
		c.move(8, 14, func() { c.cast(disc(x, 486, 98), 10, "#06120E80") })
		c.ellipse(x, 486, 98, 108, h.cushion.deep)
		c.ellipse(x, 482, 98, 106, c.linear(0, 0, 1, 1, h.cushion.light, .5, h.cushion.base, 1, h.cushion.shade))
		if i == 0 {
			c.ellipse(x, 486, 54, 66, "#14181B")
			c.ellipse(x+2, 490, 48, 58, c.linear(0, 0, 1, 1, "#2F363A", 1, "#1A1F22"))
			continue
		}
		c.ellipse(x, 484, 90, 98, h.body.deep)
		c.ellipse(x+1, 481, 88, 95, c.linear(0, 0, 1, 1, h.body.light, .4, h.body.base, 1, h.body.shade))
		c.ellipse(x+3, 483, 64, 70, c.linear(0, 0, 1, 1, h.body.base, .7, mix(h.body.base, h.body.light, .2)))
		c.ellipse(x+4, 484, 20, 23, h.trim.base)
		c.line(fmt.Sprintf("M%s 446C%s 418 %s 408 %s 408", num(x-54), num(x-44), num(x-20), num(x)), 5, h.body.light)
	}
	c.path(round(344, 596, 112, 40, 18), shell.base)
	c.line("M366 616C376 600 392 632 402 616C412 600 428 632 436 616", 7, "#22282C")
	c.rect(640, 380, 34, 22, 8, h.trim.shade)
	c.rect(642, 381, 30, 9, 4, h.trim.light)
}

// frameDash is a zip along a case.
func (c *canvas) frameDash(x, y, w, h, r float64) {
	c.dashes(round(x, y, w, h, r), 7, "4 3", "#14181B90")
}

// mesh is a close view of the open headphone's grille.
func (h headphone) mesh(c *canvas) {
	c.move(16, 24, func() { c.cast(disc(400, 400, 300), 18, "#06120E70") })
	c.circle(400, 404, 312, h.cushion.deep)
	c.circle(400, 396, 308, c.linear(0, 0, 1, 1, h.body.light, .4, h.body.base, 1, h.body.shade))
	c.circle(400, 398, 262, h.trim.shade)
	c.circle(400, 396, 258, c.linear(0, 0, 1, 1, h.trim.light, .5, h.trim.base, 1, h.trim.shade))
	c.circle(400, 398, 236, "#14181A")
	var d string
	for row := -8; row <= 8; row++ {
		y := 398 + float64(row)*27
		for col := -9; col <= 9; col++ {
			x := 400 + float64(col)*31 + float64(row&1)*15.5
			if dx, dy := x-400, y-398; dx*dx+dy*dy < 222*222 && dx*dx+dy*dy > 92*92 {
				d += "M" + num(x) + " " + num(y) + "h.1"
			}
		}
	}
	c.line(d, 24, "#828C93")
	c.move(-1, -1, func() { c.line(d, 20, "#A3ACB2") })
	c.line(d, 17, "#1B2023")
	c.circle(404, 404, 84, "#00000060")
	c.circle(400, 398, 82, c.linear(0, 0, 1, 1, h.trim.light, .5, h.trim.base, 1, h.trim.shade))
	c.circle(400, 398, 62, h.trim.shade)
	c.circle(402, 401, 59, c.linear(0, 0, 1, 1, h.trim.base, 1, h.trim.light))
	c.line(sweep(400, 396, 284, 190, 262), 10, h.body.light)
}
