package draw

import "fmt"

// buds are the wireless earphones before their open case.
func buds(c *canvas, body tone) {
	c.shadow(400, 664, 260, 34)
	dark := mix(body.deep, "#14181B", .55)
	// Lid, leaning back.
	c.path("M214 378C206 300 218 214 262 182C300 158 500 158 538 182C582 214 594 300 586 378z", c.linear(0, 0, 1, .3, body.light, .35, body.base, 1, body.shade))
	c.path("M238 376C232 312 242 242 276 216C310 194 490 194 524 216C558 242 568 312 562 376z", dark)
	c.path("M250 376C244 318 254 254 284 230C316 210 484 210 516 230C546 254 556 318 550 376z", c.linear(0, 0, 0, 1, mix(dark, body.deep, .35), 1, dark))
	// Tray with the two hollows.
	c.path(round(204, 352, 392, 70, 34), body.shade)
	c.path(round(214, 356, 372, 54, 27), dark)
	for _, x := range []float64{306, 494} {
		c.ellipse(x, 384, 62, 19, "#0C0F11")
		c.circle(x-12, 386, 4, gold.base)
		c.circle(x+12, 386, 4, gold.base)
	}
	// Body.
	c.path("M204 392C204 386 596 386 596 392V520C596 610 540 652 470 652H330C260 652 204 610 204 520z", c.linear(0, 0, 1, 0, body.light, .25, body.base, .7, body.base, 1, body.deep))
	c.path("M204 392Q400 424 596 392V402Q400 434 204 402z", body.shade)
	c.line("M222 430V516C222 572 246 608 282 626", 7, body.light)
	c.circle(400, 470, 6, lime)
	c.bud(250, 260, -14, body, false)
	c.bud(548, 236, 16, body, true)
}

// bud is one earphone, its tip to the right unless flipped.
func (c *canvas) bud(x, y, deg float64, body tone, flip bool) {
	sign := 1
	if flip {
		sign = -1
	}
	c.with(fmt.Sprintf(`transform="translate(%s %s) rotate(%s) scale(%d 1)"`, num(x), num(y), num(deg), sign), func() {
		c.with(`transform="translate(6 10)"`, func() { c.cast("M-38 0H8V150C8 176 -38 176 -38 150z", 6, "#06120E50") })
		c.ellipse(62, -44, 34, 46, "#3A4146")
		c.ellipse(66, -46, 27, 39, c.linear(0, 0, 1, 1, "#7A858C", 1, "#454E54"))
		c.ellipse(78, -47, 13, 22, "#1B2023")
		c.path("M-50 -48C-50 -92 -18 -112 20 -108C50 -104 62 -76 56 -44C50 -12 24 4 10 6L8 150C8 176 -38 176 -38 150V-2C-46 -14 -50 -30 -50 -48z", c.linear(0, 0, 1, 0, body.light, .35, body.base, 1, body.shade))
		c.path("M-38 138H8V150C8 176 -38 176 -38 150z", body.deep)
		c.rect(-24, 160, 18, 5, 2.5, "#14181B")
		c.ellipse(-4, -78, 15, 5, "#1B2023")
		c.line("M-38 -60C-36 -80 -24 -94 -6 -97", 6, body.light)
		c.line("M-28 10V124", 5, body.light)
		c.rect(-7, 30, 5, 34, 2.5, body.shade)
	})
}

// wired is the earphone with a flat cable, in loose loops.
func wired(c *canvas, body tone) {
	left := "M270 214C300 300 380 300 404 262"
	join := "M540 214C500 290 440 300 404 262"
	loops := "M404 268C380 330 250 350 220 450C186 570 300 640 410 632C530 622 600 540 570 440C544 356 430 330 350 380C280 430 290 530 370 560C450 586 530 530 512 454C496 400 420 386 372 424"
	c.move(8, 12, func() {
		c.castLine(loops, 10, 5, "#06120E66")
		c.castLine(left+join, 10, 5, "#06120E50")
	})
	for _, d := range []string{left, join, loops} {
		c.line(d, 11, body.shade)
		c.line(d, 9, body.base)
		c.line(d, 2.4, body.light)
	}
	c.rect(392, 244, 24, 40, 10, body.deep)
	c.rect(394, 246, 20, 34, 8, body.base)
	// Remote on the left cable.
	c.turn(56, 306, 266, func() {
		c.rect(272, 254, 70, 24, 11, body.deep)
		c.rect(273, 253, 68, 21, 10, body.base)
		for i := range 3 {
			c.rect(281+19*float64(i), 258, 13, 10, 5, body.shade)
		}
	})
	capsule := func(x, y, deg float64) {
		c.turn(deg, x, y, func() {
			c.move(8, 12, func() { c.cast(round(x-34, y-90, 68, 130, 30), 7, "#06120E66") })
			c.ellipse(x, y-92, 36, 30, "#3A4146")
			c.ellipse(x-2, y-95, 32, 25, c.linear(0, 0, 1, 1, "#8A949B", 1, "#4A5359"))
			c.ellipse(x-2, y-102, 15, 9, "#1B2023")
			c.rect(x-24, y-82, 48, 26, 8, steel.shade)
			c.rect(x-38, y-70, 76, 62, 20, c.linear(0, 0, 1, 0, steel.light, .4, steel.base, 1, steel.deep))
			c.rect(x-38, y-36, 76, 6, 0, steel.deep)
			c.path(fmt.Sprintf("M%s %sh44l-10 50h-24z", num(x-22), num(y-10)), body.base)
			c.line(fmt.Sprintf("M%s %sl8 40", num(x-15), num(y-6)), 3, body.light)
		})
	}
	capsule(270, 190, -26)
	capsule(540, 190, 24)
	c.turn(-38, 372, 424, func() {
		c.rect(300, 404, 80, 40, 12, body.deep)
		c.rect(300, 402, 80, 36, 11, c.linear(0, 0, 0, 1, body.light, .4, body.base))
		c.rect(256, 410, 46, 22, 9, steel.base)
		c.rect(258, 411, 44, 7, 4, steel.light)
	})
}

// bone is the sports headset that leaves the ears open.
func bone(c *canvas, body tone) {
	c.shadow(400, 640, 270, 36)
	behind := "M226 520C180 420 190 250 400 236C610 250 620 420 574 520"
	c.line(behind, 22, body.deep)
	c.line(behind, 15, body.base)
	c.line("M216 470C190 372 240 256 390 241", 4, body.light)
	c.mirror(400, func() {
		hook := "M226 520C232 590 190 628 158 600C120 560 122 450 170 404C196 384 214 404 216 440"
		c.line(hook, 26, body.deep)
		c.line(hook, 19, body.base)
		c.line("M150 588C126 548 132 464 172 420", 5, body.light)
		c.with(`transform="rotate(12 222 560)"`, func() {
			c.rect(186, 492, 72, 108, 32, body.deep)
			c.rect(184, 488, 70, 106, 31, c.linear(0, 0, 1, 0, body.light, .4, body.base, 1, body.shade))
			c.circle(219, 520, 6, "#14181B")
			c.circle(219, 520, 2.5, lime)
			c.rect(210, 552, 18, 5, 2.5, body.deep)
			c.rect(210, 566, 18, 5, 2.5, body.deep)
		})
		c.with(`transform="rotate(-14 226 430)"`, func() {
			c.rect(190, 396, 64, 76, 24, body.deep)
			c.rect(192, 394, 60, 72, 22, c.linear(0, 0, 1, 1, body.base, 1, body.shade))
			c.ellipse(232, 430, 22, 30, "#22282C")
			c.ellipse(235, 430, 17, 25, c.linear(0, 0, 1, 1, "#59636A", 1, "#2E353A"))
			for i := range 3 {
				c.line(fmt.Sprintf("M%s %sv%s", num(228+7*float64(i)), num(418), num(24)), 2.5, "#14181B")
			}
		})
	})
}
