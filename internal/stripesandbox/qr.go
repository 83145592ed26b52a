package stripesandbox

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
)

// The sandbox draws every Pix code as a QR symbol of version 10 with error
// correction M: 57 modules a side, room for 213 bytes. One size keeps the
// encoder to what a Pix code needs.
const (
	qrSize     = 57
	qrCapacity = 213
	qrECC      = 26 // error correction codewords a block
)

// qrBlocks are the data codewords of each block of version 10-M.
var qrBlocks = []int{43, 43, 43, 43, 44}

// qrFormat is the format information of level M with mask 0, qrVersion the
// version information of version 10, both with their check bits.
const (
	qrFormat  = 0b101010000010010
	qrVersion = 0b001010010011010011
)

type qrCode struct {
	dark  [qrSize][qrSize]bool
	fixed [qrSize][qrSize]bool // function patterns: not data, not masked
}

func encodeQR(text string) (*qrCode, error) {
	if len(text) > qrCapacity {
		return nil, errors.New("text is too long for the QR code")
	}
	q := &qrCode{}
	q.patterns()
	q.place(qrCodewords(text))
	return q, nil
}

func (q *qrCode) set(row, col int, dark bool) {
	q.dark[row][col], q.fixed[row][col] = dark, true
}

// patterns draws finders, alignment, timing, format and version.
func (q *qrCode) patterns() {
	for i := range qrSize {
		q.set(6, i, i%2 == 0)
		q.set(i, 6, i%2 == 0)
	}
	for _, at := range [][2]int{{3, 3}, {3, qrSize - 4}, {qrSize - 4, 3}} {
		for dy := -4; dy <= 4; dy++ {
			for dx := -4; dx <= 4; dx++ {
				y, x := at[0]+dy, at[1]+dx
				if y < 0 || x < 0 || y >= qrSize || x >= qrSize {
					continue
				}
				ring := max(abs(dx), abs(dy))
				q.set(y, x, ring != 2 && ring != 4)
			}
		}
	}
	centres := []int{6, 28, 50}
	for _, y := range centres {
		for _, x := range centres {
			if (y == 6 && x == 6) || (y == 6 && x == 50) || (y == 50 && x == 6) {
				continue // finders are there
			}
			for dy := -2; dy <= 2; dy++ {
				for dx := -2; dx <= 2; dx++ {
					q.set(y+dy, x+dx, max(abs(dx), abs(dy)) != 1)
				}
			}
		}
	}
	for i := range 18 {
		bit := qrVersion>>i&1 == 1
		q.set(i/3, qrSize-11+i%3, bit)
		q.set(qrSize-11+i%3, i/3, bit)
	}
	for i := range 15 {
		bit := qrFormat>>i&1 == 1
		switch { // beside the upper left finder
		case i < 6:
			q.set(i, 8, bit)
		case i < 8:
			q.set(i+1, 8, bit)
		case i == 8:
			q.set(8, 7, bit)
		default:
			q.set(8, 14-i, bit)
		}
		if i < 8 { // and split over the other two
			q.set(8, qrSize-1-i, bit)
		} else {
			q.set(qrSize-15+i, 8, bit)
		}
	}
	q.set(qrSize-8, 8, true)
}

// place writes the codewords in the standard zigzag and applies mask 0.
func (q *qrCode) place(words []byte) {
	bit := 0
	for right := qrSize - 1; right >= 1; right -= 2 {
		if right == 6 {
			right = 5
		}
		for step := range qrSize {
			row := step
			if (right+1)&2 == 0 {
				row = qrSize - 1 - step
			}
			for _, col := range []int{right, right - 1} {
				if q.fixed[row][col] {
					continue
				}
				dark := false
				if bit < len(words)*8 {
					dark = words[bit/8]>>(7-bit%8)&1 == 1
					bit++
				}
				q.dark[row][col] = dark != ((row+col)%2 == 0)
			}
		}
	}
}

// qrCodewords packs text in byte mode, pads it, and interleaves the blocks
// with their error correction.
func qrCodewords(text string) []byte {
	total := 0
	for _, n := range qrBlocks {
		total += n
	}
	// Mode 0100, a length of 16 bits, the bytes: everything is half a byte late.
	data := []byte{0x40 | byte(len(text)>>12), byte(len(text) >> 4), byte(len(text)<<4) & 0xF0}
	for i := range len(text) {
		data[len(data)-1] |= text[i] >> 4
		data = append(data, text[i]<<4)
	}
	for pad := byte(0xEC); len(data) < total; pad ^= 0xEC ^ 0x11 {
		data = append(data, pad)
	}
	var blocks, checks [][]byte
	for _, n := range qrBlocks {
		blocks, checks = append(blocks, data[:n]), append(checks, reedSolomon(data[:n]))
		data = data[n:]
	}
	var out []byte
	for i := range qrBlocks[len(qrBlocks)-1] {
		for _, b := range blocks {
			if i < len(b) {
				out = append(out, b[i])
			}
		}
	}
	for i := range qrECC {
		for _, c := range checks {
			out = append(out, c[i])
		}
	}
	return out
}

// reedSolomon is the remainder of data by the generator of degree qrECC.
func reedSolomon(data []byte) []byte {
	generator := make([]byte, qrECC)
	generator[qrECC-1] = 1
	root := byte(1)
	for range qrECC {
		for j := range generator {
			generator[j] = multiply(generator[j], root)
			if j+1 < qrECC {
				generator[j] ^= generator[j+1]
			}
		}
		root = multiply(root, 2)
	}
	rest := make([]byte, qrECC)
	for _, b := range data {
		factor := b ^ rest[0]
		copy(rest, rest[1:])
		rest[qrECC-1] = 0
		for j := range rest {
			rest[j] ^= multiply(generator[j], factor)
		}
	}
	return rest
}

// multiply is multiplication in GF(256) modulo x^8+x^4+x^3+x^2+1.
func multiply(a, b byte) byte {
	var z int
	for i := 7; i >= 0; i-- {
		z = z<<1 ^ z>>7*0x11D
		z ^= int(b>>i&1) * int(a)
	}
	return byte(z)
}

func abs(n int) int { return max(n, -n) }

// svg draws the code with its quiet zone, one path for all modules.
func (q *qrCode) svg() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="`, qrSize+8, qrSize+8, qrSize+8, qrSize+8)
	for y := range qrSize {
		for x := range qrSize {
			if q.dark[y][x] {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+4, y+4)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.Bytes()
}

// png draws the code at five pixels a module.
func (q *qrCode) png() []byte {
	const scale, quiet = 5, 4
	side := (qrSize + 2*quiet) * scale
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range side {
		for x := range side {
			row, col := y/scale-quiet, x/scale-quiet
			if row >= 0 && col >= 0 && row < qrSize && col < qrSize && q.dark[row][col] {
				img.SetColorIndex(x, y, 1)
			}
		}
	}
	var b bytes.Buffer
	// Encoding an image in memory into a buffer cannot fail.
	_ = png.Encode(&b, img)
	return b.Bytes()
}
