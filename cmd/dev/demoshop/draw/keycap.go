package draw

// keycap shows four keys from near: one is lifted, and its switch shows.
func keycap(c *canvas, body, caps, accent, stem tone) {
	const pitch = 19.0
	k := look(-32, 38).fit(100, 120, 600, 600, append(corners(vec{-4, -4, 0}, 46, 46, 12), vec{30, 28, 40})...)
	c.move(16, 22, func() { c.cast(polygon(slab(vec{-4, -4, -8}, 46, 46, 0, 5).face(k)), 16, "#06120E66") })
	slab(vec{-4, -4, -8}, 46, 46, 8, 5).draw(c, k, mix(body.deep, "#14181A", .4), c.turned(k.at(vec{42, -4, 0}).x, 16, body.base, body.deep))
	cap := func(x, y, z float64, t tone) {
		foot := rounded(x+.6, y+.6, 17.8, 17.8, 1.6)
		top := rounded(x+3.2, y+3.4, 12.6, 13.4, 3)
		var all, face []pt
		for _, q := range foot {
			all = append(all, k.at(vec{q.x, q.y, z}))
		}
		for _, q := range top {
			face = append(face, k.at(vec{q.x, q.y, z + 9}))
		}
		all = append(all, face...)
		corner := k.at(vec{x + 18, y + 1, z})
		c.path(polygon(hull(all)), c.turned(corner.x, 12, t.shade, t.deep))
		c.path(polygon(face), c.linear(0, 0, 1, 1, t.light, .6, t.base))
	}
	// The switch under the lifted key, seen in its socket.
	cap(0, pitch, 0, caps)
	x, y := pitch, pitch
	slab(vec{x + 2, y + 2, 0}, 15, 15, 5, 1).draw(c, k, "#3B4247", c.turned(k.at(vec{x + 17, y, 0}).x, 10, "#2B3135", "#14181A"))
	slab(vec{x + 3.4, y + 3.4, 5}, 12.2, 12.2, 2, 2).draw(c, k, "#4D565C", "#22272B")
	slab(vec{x + 6.4, y + 5.6, 7}, 6.2, 7.8, 2.4, 1).draw(c, k, stem.base, c.turned(k.at(vec{x + 12.6, y, 0}).x, 8, stem.shade, stem.deep))
	slab(vec{x + 8.8, y + 7.2, 9.4}, 1.5, 4.6, 3, .3).draw(c, k, stem.light, stem.shade)
	slab(vec{x + 7.3, y + 8.8, 9.4}, 4.6, 1.5, 3, .3).draw(c, k, stem.light, stem.shade)
	cap(0, 0, 0, caps)
	cap(pitch, 0, 0, caps)
	cap(pitch, pitch, 29, accent)
}
