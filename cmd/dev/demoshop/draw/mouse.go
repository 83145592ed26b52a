package draw

import "fmt"

// shell is a mouse seen from above; its outline is given for the right half
// from the front to the back, in millimetres around its middle.
type shell struct {
	right  string // "C…" commands from (0, -front) to (0, back)
	left   string // the same, mirrored, from back to front
	front  float64
	back   float64
	seam   float64 // where the buttons end
	body   tone
	detail paint
	game   bool
}

var (
	nimble = shell{
		right: "C20 -61 30 -58 30.5 -42C31 -24 28.5 -14 29 2C29.5 18 33 26 32 40C30 56 15 61 0 61",
		left:  "C-15 61 -30 56 -32 40C-33 26 -29.5 18 -29 2C-28.5 -14 -31 -24 -30.5 -42C-30 -58 -20 -61 0 -61",
		front: 61, back: 61, seam: 2, game: true,
	}
	pocket = shell{
		right: "C19 -52 29 -46 30 -22C31 0 31 16 28 32C25 47 14 52 0 52",
		left:  "C-14 52 -25 47 -28 32C-31 16 -31 0 -30 -22C-29 -46 -19 -52 0 -52",
		front: 52, back: 52, seam: 4,
	}
)

func (s shell) outline() string { return "M0 " + num(-s.front) + s.right + s.left + "z" }

func (s shell) of(body tone, detail paint) shell {
	s.body, s.detail = body, detail
	return s
}

// draw shows the mouse turned on the desk.
func (s shell) draw(c *canvas) {
	scale := 5.2
	if !s.game {
		scale = 5.7
	}
	c.with(fmt.Sprintf(`transform="translate(400 398) rotate(24) scale(%s)"`, fine(scale)), func() {
		c.with(`transform="translate(5 1.5)"`, func() { c.cast(s.outline(), 4, "#06120E85") })
		s.art(c)
	})
}

func (s shell) art(c *canvas) {
	b := s.body
	c.path(s.outline(), b.deep)
	c.with(`transform="translate(-.5 -.9) scale(.968)"`, func() {
		c.path(s.outline(), c.linear(0, .1, 1, .55, b.light, .3, b.base, .72, b.base, 1, b.shade))
	})
	c.clip(s.outline(), func() {
		// Buttons: a seam down the middle and one across, bowed backwards.
		c.line(fmt.Sprintf("M0 %sV%s", num(-s.front), num(s.seam+6)), 1.1, b.deep)
		c.line(fmt.Sprintf("M-34 %sQ0 %s 34 %s", num(s.seam-6), num(s.seam+18), num(s.seam-6)), 1, b.deep)
		c.line(fmt.Sprintf("M-34 %sQ0 %s 34 %s", num(s.seam-4.9), num(s.seam+19.2), num(s.seam-4.9)), .6, b.light)
		c.line(fmt.Sprintf("M-1.1 %sV%s", num(-s.front+3), num(s.seam+4)), .5, b.light)
		if s.game {
			c.path("M-34 -14C-26 -14 -22 -10 -22 -2V16C-22 24 -26 28 -34 28z", mix(b.deep, "#0B0E10", .35))
			for _, y := range []float64{-11, 7.5} {
				c.rect(-30, y, 6.4, 16, 3, b.shade)
				c.rect(-29, y+.8, 4.4, 14, 2.2, b.base)
				c.rect(-28.4, y+1.4, 1.2, 12.5, .6, b.light)
			}
		}
	})
	wheel := -s.front + 15
	c.rect(-4.6, wheel-2, 9.2, 27, 4.6, mix(b.deep, "#0B0E10", .6))
	c.rect(-3.1, wheel+.5, 6.2, 22, 3.1, c.linear(0, 0, 0, 1, "#23282C", .45, "#59636A", 1, "#1A1E21"))
	for i := range 7 {
		c.rect(-3.1, wheel+3+2.6*float64(i), 6.2, .9, 0, "#0E111380")
	}
	if s.detail != "" {
		c.rect(-3.1, wheel+10.2, 6.2, 2.2, 1, s.detail)
	}
	c.rect(-2, wheel+30, 4, 6, 2, b.deep)
	c.ellipse(-13, s.back*.42, 7.5, 15, c.radial(.5, .5, .5, "#FFFFFF4A", 1, "#FFFFFF00"))
	c.ellipse(-15, -s.front*.55, 5, 14, c.radial(.5, .5, .5, "#FFFFFF48", 1, "#FFFFFF00"))
}

// lying draws the mouse in a scene, as if its outline rose from the desk.
func (s shell) lying(c *canvas, k camera, o vec) {
	c.move(8, 12, func() {
		k.on(c, o, right, away.mul(-1), func() { c.cast(s.outline(), 5, "#06120E66") })
	})
	for i := range 7 {
		t := float64(i) / 6
		k.on(c, o.add(up.mul(20*t)), right.mul(1-.05*t), away.mul(-1+.05*t), func() { c.path(s.outline(), mix(s.body.deep, s.body.shade, t)) })
	}
	k.on(c, o.add(up.mul(23)), right.mul(.93), away.mul(-.93), func() { s.art(c) })
}

// upright is the vertical mouse, from the thumb's side.
func upright(c *canvas, body tone) {
	c.shadow(416, 652, 306, 36)
	// Foot.
	c.path("M136 628C140 592 190 566 262 562H580C650 566 694 592 694 628Q694 654 658 656H176Q136 654 136 628z", body.deep)
	c.path("M136 622C140 588 190 562 262 558H580C650 562 694 588 694 622Q692 640 658 642H176Q138 640 136 622z", c.linear(0, 0, 1, 0, body.base, .5, body.shade, 1, body.deep))
	// Far slope with the buttons under the fingers.
	c.path("M300 214C344 128 466 112 548 200C622 284 664 440 670 572C670 606 646 624 600 624H420z", c.linear(0, 0, 1, .4, body.base, .5, body.shade, 1, body.deep))
	c.line("M464 158C552 250 600 420 610 622", 3, body.deep)
	c.line("M372 154C466 246 520 420 528 622", 3, body.deep)
	c.with(`transform="translate(-22 -72) rotate(-34 520 300)"`, func() {
		c.rect(496, 236, 38, 110, 19, "#14181A")
		c.rect(503, 246, 24, 90, 12, c.linear(0, 0, 0, 1, "#2A3034", .45, "#6A747B", 1, "#1A1E21"))
		for i := range 6 {
			c.rect(503, 258+13*float64(i), 24, 4, 0, "#0E1113A0")
		}
	})
	// Near side: the saddle for the thumb.
	c.path("M300 214C236 280 168 430 162 566C160 604 188 624 236 624H448C468 540 450 430 408 334C382 274 350 228 300 214z", c.linear(0, 0, .9, 1, body.light, .4, body.base, 1, body.shade))
	c.with(`transform="translate(-18 14)"`, func() { upperSide(c, body) })
	c.line("M296 222C236 286 176 432 170 560", 5, body.light)
}

// upperSide is the thumb's rest and its two buttons.
func upperSide(c *canvas, body tone) {
	c.path("M214 470C226 400 262 340 306 330C356 330 420 420 440 520C446 560 430 580 396 584C330 590 262 588 224 574C200 564 206 520 214 470z", mix(body.shade, body.deep, .6))
	c.path("M226 476C238 412 268 356 306 346C350 348 408 428 426 520C430 552 418 566 390 570C330 576 268 574 234 562C216 552 220 514 226 476z", mix(body.base, body.deep, .75))
	for i := range 9 {
		y := 404 + 17*float64(i)
		c.line(fmt.Sprintf("M%s %sQ%s %s %s %s", num(250-3*float64(i%9)), num(y), num(330), num(y+14), num(386+4*float64(i)), num(y-4)), 2.4, body.shade)
	}
	c.path("M300 252C330 262 372 310 392 352C376 356 356 344 344 328C330 304 308 284 284 282C282 268 288 256 300 252z", "#1B2023")
	c.path("M276 296C300 296 324 316 336 336C320 342 300 334 290 320C280 312 272 306 276 296z", "#1B2023")
	c.path("M302 256C328 266 366 308 384 346C370 340 352 318 338 304C324 290 306 276 292 272C292 264 296 258 302 256z", "#454E55")
	c.circle(404, 300, 5, lime)
}
