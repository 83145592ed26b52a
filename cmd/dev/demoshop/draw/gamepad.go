package draw

import "fmt"

// pad is the wireless controller.
type pad struct {
	body  tone
	grips tone
	keys  [4]paint // upper, right, lower, left
}

// draw shows it from the front.
func (p pad) draw(c *canvas) {
	c.shadow(404, 640, 300, 40)
	c.with(`transform="translate(0 -14)"`, func() { p.art(c) })
}

const padOutline = "M400 232H512C566 214 640 224 676 286C716 360 746 500 738 580C732 644 672 660 632 616C596 576 566 530 520 518H280C234 530 204 576 168 616C128 660 68 644 62 580C54 500 84 360 124 286C160 224 234 214 288 232z"

// art is the controller in the middle of the picture, 676 wide.
func (p pad) art(c *canvas) {
	b := p.body
	// Triggers and bumpers behind.
	c.mirror(400, func() {
		c.path("M150 262C166 196 214 182 262 190C290 196 300 214 304 236H160z", p.grips.deep)
		c.path("M156 262C176 214 224 206 268 212C292 216 300 226 304 240L170 270z", p.grips.base)
		c.line("M176 238C196 218 232 214 264 219", 5, p.grips.light)
	})
	c.path(padOutline, b.deep)
	c.with(`transform="translate(-1 -5) scale(1 .995)"`, func() {
		c.path(padOutline, c.linear(0, 0, 1, 1, b.light, .22, b.base, .7, b.base, 1, b.shade))
	})
	c.clip(padOutline, func() {
		c.mirror(400, func() {
			c.path("M50 480C120 470 150 520 206 548C190 590 150 660 100 668H40z", p.grips.shade)
			c.path("M50 488C116 480 146 528 198 552C184 590 146 652 100 660H40z", p.grips.base)
		})
		c.path("M276 224H524L500 356C494 380 474 388 452 388H348C326 388 306 380 300 356z", mix(b.base, b.shade, .55))
		c.path("M284 224H516L494 352C488 374 470 380 450 380H350C330 380 312 374 306 352z", mix(b.base, b.light, .3))
	})
	c.line("M300 238C250 226 196 232 160 274C132 318 104 410 98 470", 6, b.light)
	// Middle.
	c.rect(334, 352, 132, 5, 2.5, lime)
	for _, x := range []float64{292, 508} {
		c.rect(x-15, 262, 30, 14, 7, b.deep)
		c.rect(x-15, 261, 30, 11, 5.5, b.shade)
	}
	c.circle(400, 424, 17, b.deep)
	c.circle(400, 422, 14, mix(b.base, b.light, .5))
	c.circle(400, 422, 5, "#0A6C5B")
	for i := range 5 {
		c.circle(376+12*float64(i), 468, 3, b.deep)
	}
	thumb(c, 224, 352, p)
	thumb(c, 492, 448, p)
	// Cross.
	x, y := 308.0, 448.0
	c.circle(x, y, 52, mix(b.base, b.shade, .8))
	c.soft(crossPath(x, y+3), 5, p.grips.deep)
	c.soft(crossPath(x, y-1), 4, p.grips.base)
	c.line(fmt.Sprintf("M%s %sh20M%s %sv20", num(x-10), num(y-38), num(x-38), num(y-10)), 3, p.grips.light)
	for i, q := range []pt{{576, 300}, {628, 352}, {576, 404}, {524, 352}} {
		c.circle(q.x, q.y+4, 26, b.deep)
		c.circle(q.x, q.y, 25, mix(p.keys[i], "#0B0E10", .3))
		c.circle(q.x-1, q.y-2, 23, p.keys[i])
		c.ellipse(q.x-7, q.y-10, 9, 5.5, "#FFFFFF70")
	}
}

func crossPath(x, y float64) string {
	return fmt.Sprintf("M%s %sh22v24h24v22h-24v24h-22v-24h-24v-22h24z", num(x-11), num(y-35))
}

func thumb(c *canvas, x, y float64, p pad) {
	c.circle(x, y, 54, mix(p.body.base, p.body.shade, .8))
	c.circle(x, y, 48, "#14181A")
	c.circle(x+2, y+6, 42, "#0B0E10")
	c.circle(x, y-2, 40, p.grips.shade)
	c.circle(x-1, y-4, 38, c.linear(0, 0, 1, 1, p.grips.light, .5, p.grips.base))
	c.circle(x-1, y-3, 27, p.grips.shade)
	c.circle(x-1, y-2, 25, c.linear(0, 0, 1, 1, p.grips.shade, 1, p.grips.base))
}
