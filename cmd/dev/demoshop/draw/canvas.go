package draw

import (
	"fmt"
	"hash/fnv"
	"math"
	"strconv"
	"strings"
)

// paint is a fill or stroke: "#rrggbb", "#rrggbbaa" or a reference made by a
// gradient function.
type paint string

// canvas collects the elements of one picture of 800 by 800 units.
type canvas struct {
	body strings.Builder
	defs strings.Builder
	ids  map[string]string // definition -> id, so that each is written once
	name string            // short, unique per file: pages may inline several pictures
}

func newCanvas(file string) *canvas {
	h := fnv.New32a()
	h.Write([]byte(file))
	return &canvas{ids: map[string]string{}, name: "t" + strconv.FormatUint(uint64(h.Sum32()), 36)}
}

func (c *canvas) svg() []byte {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800">`)
	if c.defs.Len() > 0 {
		b.WriteString("<defs>" + c.defs.String() + "</defs>")
	}
	b.WriteString(c.body.String() + "</svg>\n")
	return []byte(b.String())
}

// define writes a definition, in which %s stands for its id, once.
func (c *canvas) define(format string) string {
	id, ok := c.ids[format]
	if !ok {
		id = c.name + strconv.Itoa(len(c.ids))
		c.ids[format] = id
		fmt.Fprintf(&c.defs, format, id)
	}
	return id
}

// num writes a coordinate with one decimal at most.
func num(x float64) string {
	s := strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

// fine writes a factor of a matrix.
func fine(x float64) string {
	s := strconv.FormatFloat(math.Round(x*1e4)/1e4, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

func (p paint) attr(name string) string {
	if len(p) == 9 && p[0] == '#' {
		a, _ := strconv.ParseUint(string(p[7:]), 16, 8)
		return fmt.Sprintf(` %s="%s" %s-opacity="%s"`, name, p[:7], name, strconv.FormatFloat(math.Round(float64(a)/2.55)/100, 'f', -1, 64))
	}
	return fmt.Sprintf(` %s="%s"`, name, p)
}

func (c *canvas) rect(x, y, w, h, r float64, p paint) {
	round := ""
	if r > 0 {
		round = ` rx="` + num(math.Min(r, math.Min(w, h)/2)) + `"`
	}
	fmt.Fprintf(&c.body, `<rect x="%s" y="%s" width="%s" height="%s"%s%s/>`, num(x), num(y), num(w), num(h), round, p.attr("fill"))
}

func (c *canvas) frame(x, y, w, h, r, width float64, p paint) {
	fmt.Fprintf(&c.body, `<rect x="%s" y="%s" width="%s" height="%s" rx="%s" fill="none" stroke-width="%s"%s/>`, num(x), num(y), num(w), num(h), num(r), num(width), p.attr("stroke"))
}

func (c *canvas) circle(x, y, r float64, p paint) {
	fmt.Fprintf(&c.body, `<circle cx="%s" cy="%s" r="%s"%s/>`, num(x), num(y), num(r), p.attr("fill"))
}

func (c *canvas) ring(x, y, r, width float64, p paint) {
	fmt.Fprintf(&c.body, `<circle cx="%s" cy="%s" r="%s" fill="none" stroke-width="%s"%s/>`, num(x), num(y), num(r), num(width), p.attr("stroke"))
}

func (c *canvas) ellipse(x, y, rx, ry float64, p paint) {
	fmt.Fprintf(&c.body, `<ellipse cx="%s" cy="%s" rx="%s" ry="%s"%s/>`, num(x), num(y), num(rx), num(ry), p.attr("fill"))
}

func (c *canvas) path(d string, p paint) {
	fmt.Fprintf(&c.body, `<path d="%s"%s/>`, d, p.attr("fill"))
}

// holes fills a path by the even-odd rule.
func (c *canvas) holes(d string, p paint) {
	fmt.Fprintf(&c.body, `<path fill-rule="evenodd" d="%s"%s/>`, d, p.attr("fill"))
}

// soft fills a path and rounds its corners by a stroke of the same colour.
func (c *canvas) soft(d string, round float64, p paint) {
	fmt.Fprintf(&c.body, `<path d="%s" stroke-width="%s" stroke-linejoin="round"%s%s/>`, d, num(round*2), p.attr("fill"), p.attr("stroke"))
}

func (c *canvas) line(d string, width float64, p paint) {
	fmt.Fprintf(&c.body, `<path d="%s" fill="none" stroke-width="%s" stroke-linecap="round" stroke-linejoin="round"%s/>`, d, num(width), p.attr("stroke"))
}

func (c *canvas) dashes(d string, width float64, dash string, p paint) {
	fmt.Fprintf(&c.body, `<path d="%s" fill="none" stroke-width="%s" stroke-dasharray="%s"%s/>`, d, num(width), dash, p.attr("stroke"))
}

func (c *canvas) poly(p paint, pts ...pt) { c.path(polygon(pts), p) }

// with wraps what f draws in a group with the given attributes.
func (c *canvas) with(attrs string, f func()) {
	c.body.WriteString("<g " + attrs + ">")
	f()
	c.body.WriteString("</g>")
}

func (c *canvas) move(x, y float64, f func()) {
	c.with(fmt.Sprintf(`transform="translate(%s %s)"`, num(x), num(y)), f)
}

func (c *canvas) turn(deg, x, y float64, f func()) {
	c.with(fmt.Sprintf(`transform="rotate(%s %s %s)"`, num(deg), num(x), num(y)), f)
}

// mirror draws f twice: as it is, and mirrored at the vertical x.
func (c *canvas) mirror(x float64, f func()) {
	f()
	c.with(fmt.Sprintf(`transform="matrix(-1 0 0 1 %s 0)"`, num(2*x)), f)
}

// clip shows of what f draws only what lies inside the path d.
func (c *canvas) clip(d string, f func()) {
	id := c.define(`<clipPath id="%s"><path d="` + d + `"/></clipPath>`)
	c.with(`clip-path="url(#`+id+`)"`, f)
}

// shadow is the soft contact shadow under something that stands on the ground.
func (c *canvas) shadow(x, y, rx, ry float64) {
	p := c.radial(.5, .5, .5, "#06120E66", .35, "#06120E3a", 1, "#06120E00")
	c.ellipse(x, y, rx, ry, p)
}

// castLine is the blurred shadow of a line, such as a cable's.
func (c *canvas) castLine(d string, width, blur float64, p paint) {
	fmt.Fprintf(&c.body, `<path filter="url(#%s)" d="%s" fill="none" stroke-width="%s" stroke-linecap="round"%s/>`, c.blur(blur), d, num(width), p.attr("stroke"))
}

// cast is the blurred shadow of an outline, for things that lie on the ground.
func (c *canvas) cast(d string, blur float64, p paint) {
	fmt.Fprintf(&c.body, `<path filter="url(#%s)" d="%s"%s/>`, c.blur(blur), d, p.attr("fill"))
}

func (c *canvas) blur(deviation float64) string {
	return c.define(`<filter id="%s" x="-30%%" y="-30%%" width="160%%" height="160%%"><feGaussianBlur stdDeviation="` + num(deviation) + `"/></filter>`)
}

// twice fills one path two times, each time inside its own group, and writes
// it once.
func (c *canvas) twice(d string, first, second func(shape func(round float64, p paint))) {
	id := c.define(`<path id="%s" stroke-linejoin="round" d="` + d + `"/>`)
	shape := func(round float64, p paint) {
		fmt.Fprintf(&c.body, `<use href="#%s" stroke-width="%s"%s%s/>`, id, num(round*2), p.attr("fill"), p.attr("stroke"))
	}
	first(shape)
	second(shape)
}
