package draw

import "strings"

// Rows of keys in key widths; a negative one is a gap. The Brazilian layout
// has a key more beside the left shift and beside the right one.
var (
	laptopRows = [][]float64{
		row(15),
		{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2},
		{1.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5},
		{1.8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2.2},
		{1.3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.7},
		{1.2, 1, 1, 1.2, 5.6, 1, 1, 1, 1, 1},
	}
	padRows = [][]float64{row(4), row(4), row(4), row(4), row(4), {2, 1, 1}}
)

func row(n int) []float64 {
	keys := make([]float64, n)
	for i := range keys {
		keys[i] = 1
	}
	return keys
}

// keys draws rows of flat keys into a rectangle; the first row, of function
// keys, is lower than the others. A glow shows between and below them.
func (c *canvas) keys(x, y, w, h float64, rows [][]float64, colour, glow paint) {
	total := 0.0
	for _, k := range rows[0] {
		total += k
	}
	unit := w / total
	line := h / (float64(len(rows)) - .35)
	gap := unit * .075
	var caps, tops strings.Builder
	for i, keys := range rows {
		height := line
		if i == 0 {
			height = line * .65
		}
		at := x
		for _, k := range keys {
			if k > 0 {
				caps.WriteString(box(at+gap*1.8, y+gap*1.8, k*unit-3.6*gap, height-3.6*gap))
				tops.WriteString("M" + num(at+gap*2) + " " + num(y+gap*1.6) + "h" + num(k*unit-4*gap))
				at += k * unit
			} else {
				at -= k * unit
			}
		}
		y += height
	}
	if glow != "" {
		c.soft(caps.String(), gap*1.5, glow.alpha(.9))
		c.with(`transform="translate(0 -.5)"`, func() { c.soft(caps.String(), gap*.8, colour) })
		return
	}
	c.soft(caps.String(), gap, colour)
	c.line(tops.String(), .7, mix(colour, "#FFFFFF", .22))
}
