package draw

// The camera blocks of the phones, drawn on the back in millimetres.

func twoLenses(c *canvas, p phone) {
	c.rect(5, 5, 20, 37, 9, p.body.shade)
	c.frame(5.3, 5.3, 19.4, 36.4, 8.8, .6, p.body.light)
	c.lens(15, 15, 7, p.frame.light)
	c.lens(15, 32, 7, p.frame.light)
	c.flash(30, 12, 2)
}

func threeLenses(c *canvas, p phone) {
	c.rect(5, 5, 38, 38, 10, p.body.shade)
	c.frame(5.3, 5.3, 37.4, 37.4, 9.8, .6, p.body.light)
	c.lens(14.5, 14.5, 7.2, p.frame.light)
	c.lens(14.5, 33, 7.2, p.frame.light)
	c.lens(33, 23.5, 7.2, p.frame.light)
	c.flash(33, 11.5, 1.8)
	c.circle(33, 36.5, .8, "#14181A")
}

func looseLenses(c *canvas, p phone) {
	c.lens(13, 15, 6.4, p.frame.light)
	c.lens(13, 32, 4.6, p.frame.light)
	c.flash(13, 43.5, 1.7)
}

// band is Orvalho's strip of glass with a line of light below it.
func band(c *canvas, p phone) {
	c.rect(.9, 13, p.w-1.8, 21, 0, c.linear(0, 0, 0, 1, "#30383E", .2, "#1A1F23", 1, "#101416"))
	c.rect(.9, 13, p.w-1.8, .8, 0, "#FFFFFF60")
	c.lens(15, 23.5, 7.6, "#4A545B")
	c.lens(33.5, 23.5, 7.6, "#4A545B")
	c.flash(p.w-12, 23.5, 2)
	c.circle(p.w-18.5, 23.5, .8, "#39434A")
	c.rect(6, 38, p.w-12, 1.7, .85, "#FFF6DA")
	c.rect(6, 38, (p.w-12)*.62, 1.7, .85, lime)
}

func torch(c *canvas, p phone) {
	x := p.w / 2
	c.soft("M"+num(x-13)+" 12h26l5 6v24l-5 6h-26l-5 -6v-24z", 3, "#1B1F22")
	c.soft("M"+num(x-11)+" 14h22l4 5v21l-4 5h-22l-4 -5v-21z", 2, "#2A3034")
	c.lens(x-7, 22, 6.3, "#59636A")
	c.lens(x-7, 38, 6.3, "#59636A")
	c.circle(x+8.5, 23, 5, "#E9E3D3")
	c.circle(x+8.5, 23, 3.8, "#FFF2C4")
	c.circle(x+8.5, 23, 1.5, "#FFFFFF")
	c.circle(x+8.5, 37, 2, "#0B0E10")
}

// armour is the rubber frame and the screws of the field phone.
func (p phone) armour(c *canvas) {
	b := p.frame
	for _, y := range []float64{0, p.h - 26} {
		top := y - 1.6
		if y > 0 {
			top = y
		}
		c.rect(-1.6, top, p.w+3.2, 27.6, p.r, c.linear(0, 0, 1, 1, b.light, .3, b.base, 1, b.shade))
	}
	for i := range 6 {
		y := 44 + 9*float64(i)
		c.rect(-1.2, y, 3, 5, 1.2, b.shade)
		c.rect(p.w-1.8, y, 3, 5, 1.2, b.shade)
	}
	c.soft("M5 30L12 20H"+num(p.w-12)+"L"+num(p.w-5)+" 30V"+num(p.h-30)+"L"+num(p.w-12)+" "+num(p.h-20)+"H12L5 "+num(p.h-30)+"z", 2, "#24292D")
	for _, q := range []pt{{6, 7}, {p.w - 6, 7}, {6, p.h - 7}, {p.w - 6, p.h - 7}} {
		c.circle(q.x, q.y, 2.2, steel.deep)
		c.circle(q.x-.3, q.y-.3, 1.6, steel.light)
	}
}

// keypad is the phone with keys in its charging base.
func keypad(c *canvas, body tone) {
	const k = 4.35
	w, h := 54.0, 128.0
	c.shadow(400, 716, 210, 30)
	x := 400 - w*k/2
	c.at(x, 84, k, 0, func() {
		keyCap, mark := paint("#F4F2EA"), body.deep
		if body == white {
			keyCap = "#FFFFFF"
		}
		c.rect(0, 0, w, h, 10, c.linear(0, 0, 1, 0, body.light, .2, body.base, .8, body.base, 1, body.shade))
		c.frame(.8, .8, w-1.6, h-1.6, 9.4, .8, body.light)
		c.rect(w/2-7, 4.5, 14, 1.8, .9, mix(body.deep, "#000000", .4))
		c.rect(4, 9, w-8, 46, 4, glass)
		c.screen(6.5, 11.5, w-13, 41, 2, skylight("#BFE3EE", "#3A7FA8"))
		c.rect(17, 59, 20, 13, 4.5, keyCap)
		c.rect(22, 62, 10, 7, 3, body.shade)
		for i, q := range []paint{"#3F9C5E", "#C8483F"} {
			c.rect(5+float64(i)*34, 59, 10, 5.6, 2.4, q)
			c.rect(5+float64(i)*34, 66.4, 10, 5.6, 2.4, keyCap)
		}
		for row := range 4 {
			for col := range 3 {
				kx, ky := 5+15.2*float64(col), 75.5+10.6*float64(row)
				c.rect(kx, ky+.9, 13.6, 8.6, 3, body.deep)
				c.rect(kx, ky, 13.6, 8.6, 3, keyCap)
				c.circle(kx+4.4, ky+4.3, 1.5, mark)
				c.rect(kx+7.4, ky+3.7, 3, 1.2, .6, mark.alpha(.5))
			}
		}
	})
	// The base hides the foot of the phone.
	c.path("M246 706C250 668 268 646 296 640H504C532 646 550 668 554 706Q554 722 536 722H264Q246 722 246 706z", c.linear(0, 0, 1, 0, "#4A5157", .5, "#3A4046", 1, "#25292D"))
	c.path("M296 640H504C512 642 519 645 525 650H275C281 645 288 642 296 640z", "#6A737A")
	c.circle(400, 690, 5, lime)
}
