package draw

import (
	"fmt"
	"strings"
)

// stops writes gradient stops: a colour, then offset and colour, and so on.
func stops(first paint, rest ...any) string {
	var b strings.Builder
	write := func(offset float64, p paint) {
		fmt.Fprintf(&b, `<stop offset="%s"%s/>`, fine(offset), p.attr("stop-color"))
	}
	write(0, first)
	for i := 0; i+1 < len(rest); i += 2 {
		offset, ok := rest[i].(float64)
		if !ok {
			offset = float64(rest[i].(int))
		}
		switch p := rest[i+1].(type) {
		case paint:
			write(offset, p)
		case string:
			write(offset, paint(p))
		}
	}
	return strings.ReplaceAll(b.String(), "stop-color-opacity", "stop-opacity")
}

func (c *canvas) url(format string) paint { return paint("url(#" + c.define(format) + ")") }

// linear is a gradient across the box of what it fills: from (x1, y1) to
// (x2, y2) in parts of that box.
func (c *canvas) linear(x1, y1, x2, y2 float64, first paint, rest ...any) paint {
	return c.url(fmt.Sprintf(`<linearGradient id="%%s" x1="%s" y1="%s" x2="%s" y2="%s">%s</linearGradient>`,
		fine(x1), fine(y1), fine(x2), fine(y2), stops(first, rest...)))
}

// across is a gradient between two points of the drawing.
func (c *canvas) across(a, b pt, first paint, rest ...any) paint {
	return c.url(fmt.Sprintf(`<linearGradient id="%%s" gradientUnits="userSpaceOnUse" x1="%s" y1="%s" x2="%s" y2="%s">%s</linearGradient>`,
		num(a.x), num(a.y), num(b.x), num(b.y), stops(first, rest...)))
}

// radial is a gradient around a point of the box of what it fills.
func (c *canvas) radial(x, y, r float64, first paint, rest ...any) paint {
	return c.url(fmt.Sprintf(`<radialGradient id="%%s" cx="%s" cy="%s" r="%s">%s</radialGradient>`,
		fine(x), fine(y), fine(r), stops(first, rest...)))
}
