package draw

import "fmt"

// headphone is worn over the ears; it is seen from its right side.
type headphone struct {
	body, cushion, trim tone
	suspended           bool // a steel bow over an elastic strap
	open                bool // a grille instead of a closed cup
	mic                 bool
	cable               bool
}

func (h headphone) draw(c *canvas) {
	c.shadow(410, 708, 270, 34)
	if h.cable {
		h.wires(c)
	}
	h.farCup(c)
	h.bow(c)
	h.nearCup(c)
	if h.mic {
		h.boom(c)
	}
}

// farCup turns its cushion to us.
func (h headphone) farCup(c *canvas) {
	c.with(`transform="rotate(7 240 520)"`, func() {
		c.ellipse(222, 520, 78, 136, c.linear(0, 0, 1, 0, h.body.base, .5, h.body.shade, 1, h.body.deep))
		c.ellipse(252, 520, 82, 138, h.cushion.deep)
		c.ellipse(256, 518, 79, 133, c.linear(0, 0, 1, 1, h.cushion.light, .5, h.cushion.base, 1, h.cushion.shade))
		c.ellipse(260, 520, 46, 92, h.cushion.deep)
		c.ellipse(263, 522, 43, 87, "#15191C")
		c.ellipse(266, 526, 38, 78, c.linear(0, 0, 1, 1, "#2B3135", 1, "#1A1F22"))
		for i := range 7 {
			c.line(fmt.Sprintf("M%s %sv%s", num(244+7.5*float64(i)), num(476+6*float64(abs(i-3))), num(96-12*float64(abs(i-3)))), 2, "#3C444A")
		}
	})
}

func abs(i int) int {
	if i < 0 {
		return -i
	}
	return i
}

// bow is what goes over the head, from the far cup to the near one.
func (h headphone) bow(c *canvas) {
	arch := "M236 396C236 196 322 104 420 104C530 104 604 216 596 404"
	if h.suspended {
		c.line("M232 400C230 190 316 92 420 92C536 92 610 208 602 410", 15, h.trim.deep)
		c.line("M232 398C230 188 316 90 420 90C536 90 610 206 602 408", 9, h.trim.base)
		c.line("M234 380C236 196 318 94 420 94", 3, h.trim.light)
		c.path("M240 312C270 192 344 150 420 150C502 150 572 202 598 326C552 240 490 204 420 204C348 204 288 236 240 312z", h.cushion.shade)
		c.path("M240 312C270 186 344 144 420 144C502 144 572 196 598 326C556 230 490 188 420 188C346 188 282 222 240 312z", c.linear(0, 0, 1, .4, h.cushion.light, .5, h.cushion.base, 1, h.cushion.shade))
	} else {
		c.line(arch, 52, h.body.deep)
		c.line("M238 392C240 200 324 110 420 110C526 110 598 218 590 400", 44, h.cushion.shade)
		c.line("M262 330C280 204 340 142 420 142C506 142 562 214 568 340", 18, h.cushion.base)
		c.line("M232 380C234 194 322 96 420 96C528 96 606 206 602 392", 25, h.body.base)
		c.line("M234 352C242 190 326 92 420 92", 7, h.body.light)
	}
	// Sliders and yokes.
	c.rect(220, 372, 22, 84, 9, c.linear(0, 0, 1, 0, h.trim.light, 1, h.trim.deep))
	c.rect(586, 380, 24, 92, 9, c.linear(0, 0, 1, 0, h.trim.light, .5, h.trim.base, 1, h.trim.deep))
	for i := range 3 {
		c.rect(590, 394+9*float64(i), 16, 2.4, 1, h.trim.deep)
	}
}

// nearCup turns its outside to us.
func (h headphone) nearCup(c *canvas) {
	c.with(`transform="rotate(-7 560 540)"`, func() {
		c.ellipse(506, 540, 104, 148, h.cushion.deep)
		c.ellipse(512, 536, 104, 148, c.linear(0, 0, 1, 0, h.cushion.base, .4, h.cushion.shade, 1, h.cushion.deep))
		c.line("M446 424C414 500 416 590 452 656", 5, h.cushion.light)
		c.ellipse(560, 540, 116, 152, h.body.deep)
		c.ellipse(566, 538, 113, 149, c.linear(0, 0, 1, 1, h.body.light, .4, h.body.base, 1, h.body.shade))
		if h.open {
			h.grille(c)
			return
		}
		c.ellipse(574, 540, 84, 114, h.body.shade)
		c.ellipse(578, 542, 80, 110, c.linear(0, 0, 1, 1, mix(h.body.base, h.body.light, .25), .6, h.body.base, 1, h.body.base))
		c.line("M512 486C526 446 552 430 582 430", 6, h.body.light)
		c.ellipse(582, 544, 26, 36, h.trim.shade)
		c.ellipse(584, 546, 22, 31, c.linear(0, 0, 1, 1, h.trim.light, .6, h.trim.base))
		if h.mic {
			c.line("M560 618L612 470M580 632L628 492", 4, h.body.deep)
		}
		for i := range 3 {
			c.circle(546+12*float64(i), 674-float64(i*i), 2.6, "#0E1214")
		}
		c.rect(600, 659, 26, 8, 4, "#0E1214")
	})
	c.path("M572 452C574 424 628 424 626 456L618 500C600 492 590 492 580 500z", h.trim.shade)
	c.path("M572 450C574 420 628 420 626 452L620 484C602 476 592 476 578 484z", c.linear(0, 0, 1, 0, h.trim.light, .5, h.trim.base, 1, h.trim.shade))
	c.circle(599, 456, 7, h.trim.deep)
}

// grille is the steel mesh of an open cup.
func (h headphone) grille(c *canvas) {
	c.ellipse(572, 540, 92, 124, h.trim.base)
	c.line("M494 490C508 444 540 420 574 418", 5, h.trim.light)
	c.ellipse(574, 542, 84, 115, "#14181A")
	var d string
	for row := range 17 {
		y := 542 + float64(row-8)*13.5
		half := 84 * (1 - float64((row-8)*(row-8))/72)
		for x := 574 - float64(int(half/13.5))*13.5 + float64(row%2)*6.75; x < 574+half-4; x += 13.5 {
			d += "M" + num(x) + " " + num(y) + "h.1"
		}
	}
	c.line(d, 8.4, "#7C868D")
	c.line(d, 4.6, "#23292D")
	c.ellipse(574, 542, 30, 42, c.linear(0, 0, 1, 1, h.trim.light, .5, h.trim.base, 1, h.trim.shade))
	c.ellipse(575, 543, 22, 33, h.trim.shade)
	c.ellipse(576, 545, 20, 30, h.trim.base)
}

// boom is the microphone, from the near cup towards the mouth.
func (h headphone) boom(c *canvas) {
	c.line("M560 664C520 718 440 716 372 664", 13, "#15191C")
	c.line("M556 662C518 708 442 706 378 660", 4, "#59636A")
	c.turn(34, 356, 650, func() {
		c.rect(318, 634, 64, 34, 17, "#15191C")
		c.rect(322, 637, 56, 26, 13, c.linear(0, 0, 0, 1, "#4A5258", 1, "#23282C"))
		for i := range 4 {
			c.rect(334+10*float64(i), 642, 4, 16, 2, "#0E1113")
		}
	})
	c.circle(330, 634, 5, "#E0483F")
	c.circle(566, 660, 17, h.body.deep)
	c.circle(564, 657, 13, h.body.light)
}

// wires leave both cups and meet in one.
func (h headphone) wires(c *canvas) {
	left, rightWire := "M244 650C244 712 300 726 372 718", "M548 684C540 716 500 724 440 722"
	tail := "M372 719C440 726 480 742 452 760C420 776 330 772 250 752"
	for _, d := range []string{left, rightWire, tail} {
		c.line(d, 9, "#1C2124")
		c.line(d, 3, "#59636A")
	}
	c.rect(358, 706, 60, 26, 12, "#2A3034")
	c.rect(364, 709, 48, 8, 4, "#6A747B")
	c.turn(10, 250, 752, func() {
		c.rect(196, 743, 56, 18, 6, "#2A3034")
		c.rect(170, 747, 28, 10, 2, gold.base)
		c.rect(160, 748.5, 12, 7, 3, gold.light)
	})
}
