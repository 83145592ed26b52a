package accounts

import (
	"errors"
	"image/color"
	"strconv"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// QR is a QR code for SVG: the outline of its dark modules in a square of Side
// units, the quiet zone included.
type QR struct {
	Path string
	Side int
}

// quietZone is how many modules a reader wants empty around the code.
const quietZone = 4

// NewQR draws a text.
func NewQR(text string) (QR, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return QR{}, errors.Join(errNoQR, err)
	}
	size := code.Bounds()
	var path strings.Builder
	for y := size.Min.Y; y < size.Max.Y; y++ {
		for x := size.Min.X; x < size.Max.X; {
			from := x
			for x < size.Max.X && code.At(x, y) == color.Black {
				x++
			}
			if run := x - from; run > 0 {
				path.WriteString("M" + strconv.Itoa(from+quietZone) + " " + strconv.Itoa(y+quietZone) + "h" + strconv.Itoa(run) + "v1h-" + strconv.Itoa(run) + "z")
			} else {
				x++
			}
		}
	}
	return QR{Path: path.String(), Side: size.Dx() + 2*quietZone}, nil
}
