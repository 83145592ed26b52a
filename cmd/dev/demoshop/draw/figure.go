// Package draw makes the pictures of the demo shop: one family of flat
// illustrations with two tones and one highlight, lit from the upper left, on
// a transparent ground. Each kind of product has its own drawing, which takes
// sizes, colours and features of the model as parameters.
package draw

import "slices"

// Figure is one picture: its file name and how to draw it.
type Figure struct {
	File string
	draw func(*canvas)
}

// SVG draws the picture. It is the same on every call.
func (f Figure) SVG() []byte {
	c := newCanvas(f.File)
	f.draw(c)
	return c.svg()
}

// Figures returns every picture of the shop, by category.
func Figures() []Figure {
	return slices.Concat(
		notebookFigures(),
		phoneFigures(),
		monitorFigures(),
		keyboardFigures(),
		headphoneFigures(),
		storageFigures(),
		componentFigures(),
		networkFigures(),
		consoleFigures(),
		accessoryFigures(),
	)
}
