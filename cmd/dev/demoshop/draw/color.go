package draw

import (
	"fmt"
	"math"
	"strconv"
)

// tone is one material in the family's light: the colour itself, its shade,
// its deeper shade and its highlight.
type tone struct{ base, shade, deep, light paint }

// The materials of the shop. They are a little nearer to middle grey than the
// swatches, so that black and white keep their form on light and dark panels.
var (
	black    = material("#2E3338")
	graphite = material("#50575E")
	silver   = material("#C5CBD0")
	white    = tone{"#EFEEE9", "#D3D3CD", "#ABADA9", "#FFFFFF"}
	sand     = material("#D3C1A1")
	cream    = tone{"#EADFC6", "#CFC2A4", "#A8997A", "#FBF5E6"}
	moss     = material("#66734C")
	petrol   = material("#23606B")
	blue     = material("#3767B0")
	lilac    = material("#B3A1D4")
	coral    = material("#E8765F")
	red      = material("#BE3D37")
	orange   = material("#E27B30")
	pink     = material("#E0A2B0")
	yellow   = material("#E6BC3F")
	steel    = material("#9AA3AA")
	gold     = material("#D2AC55")
	copper   = material("#C47F4F")
	board    = material("#1F4A42")
	lime     = paint("#D6F24B")
	glass    = paint("#12181B")
)

func material(hex string) tone {
	l, a, b := oklab(paint(hex))
	up := l + (1-l)*.3
	if l < .4 {
		up = l + .17
	}
	return tone{
		base:  paint(hex),
		shade: fromOklab(l*.83, a*.95, b*.95),
		deep:  fromOklab(l*.63, a*.85, b*.85),
		light: fromOklab(up, a*.8, b*.8),
	}
}

// mix returns the colour t of the way from p to q, as the eye sees it.
func mix(p, q paint, t float64) paint {
	l1, a1, b1 := oklab(p)
	l2, a2, b2 := oklab(q)
	return fromOklab(l1+(l2-l1)*t, a1+(a2-a1)*t, b1+(b2-b1)*t)
}

// alpha returns the colour with an opacity of 0 to 1.
func (p paint) alpha(a float64) paint {
	return p[:7] + paint(fmt.Sprintf("%02x", int(math.Round(a*255))))
}

func oklab(p paint) (l, a, b float64) {
	v, err := strconv.ParseUint(string(p[1:7]), 16, 32)
	if err != nil {
		panic(fmt.Sprintf("colour %q: %v", p, err))
	}
	lin := func(shift uint) float64 {
		x := float64(v>>shift&255) / 255
		if x <= .04045 {
			return x / 12.92
		}
		return math.Pow((x+.055)/1.055, 2.4)
	}
	r, g, u := lin(16), lin(8), lin(0)
	x := math.Cbrt(.4122214708*r + .5363325363*g + .0514459929*u)
	y := math.Cbrt(.2119034982*r + .6806995451*g + .1073969566*u)
	z := math.Cbrt(.0883024619*r + .2817188376*g + .6299787005*u)
	return .2104542553*x + .7936177850*y - .0040720468*z,
		1.9779984951*x - 2.4285922050*y + .4505937099*z,
		.0259040371*x + .7827717662*y - .8086757660*z
}

func fromOklab(l, a, b float64) paint {
	cube := func(x float64) float64 { return x * x * x }
	x := cube(l + .3963377774*a + .2158037573*b)
	y := cube(l - .1055613458*a - .0638541728*b)
	z := cube(l - .0894841775*a - 1.2914855480*b)
	out := func(v float64) int {
		v = math.Min(1, math.Max(0, v))
		if v <= .0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - .055
		}
		return int(math.Round(v * 255))
	}
	return paint(fmt.Sprintf("#%02X%02X%02X",
		out(4.0767416621*x-3.3077115913*y+.2309699292*z),
		out(-1.2684380046*x+2.6097574011*y-.3413193965*z),
		out(-.0041960863*x-.7034186147*y+1.7076147010*z)))
}
