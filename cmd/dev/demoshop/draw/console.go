package draw

import "fmt"

// living is the living-room console: two shells around a dark core.
func living(c *canvas, body tone, p pad) {
	const w, d, h = 86.0, 236.0, 306.0
	k := look(40, 12).fit(70, 52, 470, 660, corners(vec{-10, 0, -10}, w+20, d, h+12)...)
	foot := slab(vec{-22, 40, -10}, w+44, d-80, 0, 40)
	c.move(14, 8, func() { c.cast(polygon(slab(vec{-20, -6, -12}, w+50, d, 0, 30).face(k)), 17, "#06120E90") })
	foot.ext = up.mul(-8)
	foot.draw(c, k, "#2B3136", "#14181B")
	core := tone{"#262B30", "#1A1E22", "#101316", "#3C444A"}
	wing := func(x, t float64) {
		shape := prism{o: vec{x, 0, 0}, u: away, v: up, outline: leaf(d, h), ext: right.mul(t)}
		c.path(polygon(shape.silhouette(k)), c.linear(0, 0, 1, 0, body.base, 1, body.shade))
		c.path(polygon(shape.face(k)), c.linear(0, 0, 1, 1, body.light, .4, body.base, 1, body.shade))
	}
	wing(w-9, 9)
	core.set(c, k, vec{9, 10, 0}, w-18, d-20, h-16)
	k.on(c, vec{9, d - 10, h - 16}, right, away.mul(-1), func() {
		c.dashes(fmt.Sprintf("M%s 6V%s", num((w-18)/2), num(d-30)), w-30, "3.4 4.6", "#59636A")
	})
	k.on(c, vec{9, 10, h - 16}, right, up.mul(-1), func() {
		m := (w - 18) / 2
		c.rect(m-2, 26, 4, 120, 2, lime)
		c.circle(m, 168, 7, "#3C444A")
		c.circle(m, 168, 4.4, "#14181A")
		c.rect(m-3.4, 196, 6.8, 20, 1.6, "#07090A")
		c.rect(m-.8, 199, 2.4, 14, 1, "#5B8FE0")
		c.rect(m-2.4, 228, 4.8, 13, 2.4, "#07090A")
		c.rect(m-1, 231, 1.6, 7, .8, "#7C868D")
	})
	wing(0, 9)
	k.on(c, vec{0, d, h}, away.mul(-1), up.mul(-1), func() {
		c.clip(polygon(mirrored(leaf(d, h), d, h)), func() {
			for i := range 5 {
				o := float64(i)
				c.line(fmt.Sprintf("M%s %sC%s %s %s %s %s 0", num(d*.96), num(h*(.99-.02*o)), num(d*(.7-.06*o)), num(h*(.8-.06*o)), num(d*(.4-.09*o)), num(h*(.5-.07*o)), num(d*(.36-.11*o))), 2.2, body.shade)
			}
		})
	})
	c.with(`transform="translate(372 430) scale(.5)"`, func() {
		c.ellipse(404, 626, 330, 50, c.radial(.5, .5, .5, "#06120E80", .35, "#06120E4a", 1, "#06120E00"))
		p.art(c)
	})
}

// leaf is the outline of a shell, from the front (x = 0) to the back.
func leaf(d, h float64) []pt {
	all := rounded(0, 0, d, h, 20)
	big := rounded(0, 0, d, h, 62)
	// Corners in turn: back top, front top, front bottom, back bottom.
	var pts []pt
	pts = append(pts, all[0:7]...)
	pts = append(pts, big[7:14]...)
	pts = append(pts, all[14:21]...)
	return append(pts, big[21:28]...)
}

func mirrored(pts []pt, d, h float64) []pt {
	out := make([]pt, len(pts))
	for i, p := range pts {
		out[i] = pt{d - p.x, h - p.y}
	}
	return out
}

// livingBack is the console from behind.
func livingBack(c *canvas, body tone) {
	const s = 2.05
	c.shadow(404, 716, 190, 28)
	c.at(400-62*s, 70, s, 0, func() {
		c.rect(6, 304, 112, 10, 5, "#14181A")
		c.rect(12, 8, 100, 298, 4, c.linear(0, 0, 1, 0, "#2B3136", .5, "#1A1E22", 1, "#101316"))
		c.rect(0, 0, 17, 306, 8, c.linear(0, 0, 1, 0, body.light, .5, body.base, 1, body.shade))
		c.rect(107, 0, 17, 306, 8, c.linear(0, 0, 1, 0, body.base, .5, body.shade, 1, body.deep))
		for i := range 18 {
			c.rect(24, 22+7*float64(i), 76, 3.4, 1.7, "#07090A")
			c.rect(24, 25.6+7*float64(i), 76, .8, .4, "#3C444A")
		}
		c.rect(32, 160, 60, 128, 6, "#0E1114")
		c.frame(32, 160, 60, 128, 6, 1, "#3C444A")
		c.poly("#59636A", pt{50, 168}, pt{74, 168}, pt{74, 174}, pt{70, 180}, pt{54, 180}, pt{50, 174})
		c.rect(55, 171, 14, 4, 1, "#07090A")
		for i := range 2 {
			c.rect(50, 190+13*float64(i), 24, 8.6, 1.4, "#3C444A")
			c.rect(52, 193+13*float64(i), 20, 2.8, 1, "#5B8FE0")
		}
		c.socket(51, 220, 22, "#59636A", lime)
		c.rect(51, 256, 22, 20, 3, "#3C444A")
		c.circle(57, 266, 3.4, "#07090A")
		c.circle(67, 266, 3.4, "#07090A")
	})
}

// handheld is the console with its own screen.
type handheld struct {
	body tone
	keys [4]paint
}

const handOutline = "M196 226H604C676 226 752 262 760 340C766 400 764 470 752 520C742 560 700 576 664 562C640 552 620 548 596 548H204C180 548 160 552 136 562C100 576 58 560 48 520C36 470 34 400 40 340C48 262 124 226 196 226z"

func (h handheld) draw(c *canvas) {
	b := h.body
	c.shadow(404, 632, 340, 36)
	c.mirror(400, func() { c.path("M92 270C110 216 170 204 236 206V240H110z", mix(b.deep, "#0B0E10", .4)) })
	c.path(handOutline, b.deep)
	c.with(`transform="translate(-1 -6)"`, func() {
		c.path(handOutline, c.linear(0, 0, 1, 1, b.light, .3, b.base, .8, b.base, 1, b.shade))
	})
	c.line("M200 226C132 228 66 262 56 340", 6, b.light)
	c.rect(182, 240, 436, 286, 18, "#0E1214")
	c.screen(200, 258, 400, 250, 6, race)
	p := pad{body: b, grips: black, keys: h.keys}
	c.with(`transform="translate(112 304) scale(.84) translate(-224 -352)"`, func() { thumb(c, 224, 352, p) })
	c.with(`transform="translate(688 440) scale(.84) translate(-224 -352)"`, func() { thumb(c, 224, 352, p) })
	c.with(`transform="translate(112 424) scale(.82) translate(-308 -448)"`, func() {
		c.soft(crossPath(308, 451), 5, "#14181A")
		c.soft(crossPath(308, 447), 4, "#3A4147")
	})
	for i, q := range []pt{{684, 276}, {720, 313}, {684, 350}, {648, 313}} {
		c.circle(q.x, q.y+3, 17.5, b.deep)
		c.circle(q.x, q.y, 16.5, h.keys[i])
		c.ellipse(q.x-5, q.y-7, 6, 4, "#FFFFFF70")
	}
	for _, x := range []float64{84, 112, 140} {
		c.rect(x-8, 500, 16, 5, 2.5, b.deep)
	}
	for _, x := range []float64{660, 688, 716} {
		c.rect(x-8, 516, 16, 5, 2.5, b.deep)
	}
	c.circle(152, 258, 7, b.shade)
	c.circle(648, 250, 7, b.shade)
}

// behind shows its back: triggers, vents and the kickstand.
func (h handheld) behind(c *canvas) {
	b := h.body
	c.shadow(404, 632, 340, 36)
	c.mirror(400, func() {
		c.path("M86 286C96 214 176 198 246 204V262H100z", "#101416")
		c.path("M92 280C106 222 176 206 240 212V240C190 240 140 250 104 290z", c.linear(0, 0, 1, 1, "#59636A", 1, "#23292D"))
	})
	c.path(handOutline, b.deep)
	c.with(`transform="translate(-1 -6)"`, func() {
		c.path(handOutline, c.linear(0, 0, 1, 1, b.light, .3, b.base, .8, b.base, 1, b.shade))
	})
	c.rect(212, 250, 376, 118, 18, b.shade)
	for i := range 23 {
		c.line(fmt.Sprintf("M%s 270l-14 78", num(240+15*float64(i))), 6, "#101416")
	}
	c.rect(206, 388, 388, 136, 16, b.deep)
	c.rect(208, 386, 384, 134, 15, c.linear(0, 0, 1, 1, mix(b.base, b.light, .5), .6, b.base))
	c.rect(366, 486, 68, 20, 10, b.shade)
	c.line("M222 400H578", 3, b.light)
	c.mirror(400, func() {
		c.path("M58 420C90 400 132 410 146 440C158 480 150 520 126 548C90 568 60 548 54 516z", b.shade)
		for i := range 5 {
			c.line(fmt.Sprintf("M%s %sh%s", num(78), num(440+18*float64(i)), num(52-3*float64(i))), 4, b.deep)
		}
		c.rect(152, 330, 40, 18, 9, "#101416")
		c.rect(152, 328, 40, 13, 6.5, "#454E54")
		c.circle(66, 330, 5, steel.base)
	})
}
