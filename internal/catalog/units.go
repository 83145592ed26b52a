package catalog

import "math"

// unitFamilies are the units between which a number converts, each with how
// many of the family's smallest unit it is. Storage and memory count in
// thousands, as their makers do.
var unitFamilies = []map[string]float64{
	{"µm": 1e-3, "um": 1e-3, "mm": 1, "cm": 10, "dm": 100, "m": 1000, "km": 1e6},
	{"mg": 1e-3, "g": 1, "kg": 1000, "t": 1e6},
	{"B": 1e-3, "kB": 1, "KB": 1, "MB": 1e3, "GB": 1e6, "TB": 1e9, "PB": 1e12},
	{"kbit/s": 1, "Mbit/s": 1e3, "Gbit/s": 1e6, "kbps": 1, "Mbps": 1e3, "Gbps": 1e6},
	{"MB/s": 1, "GB/s": 1e3},
	{"mHz": 1e-3, "Hz": 1, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9},
	{"mW": 1e-3, "W": 1, "kW": 1e3},
	{"mWh": 1e-3, "Wh": 1, "kWh": 1e3},
	{"mV": 1e-3, "V": 1, "kV": 1e3},
	{"mA": 1e-3, "A": 1},
	{"mAh": 1, "Ah": 1e3},
	{"ms": 1, "s": 1e3, "min": 6e4, "h": 3.6e6},
	{"ml": 1, "mL": 1, "cl": 10, "l": 1000, "L": 1000},
	{"meses": 1, "mês": 1, "anos": 12, "ano": 12},
}

// convert turns a number from one unit into another of the same family. Unit
// names are compared as they are written: mW is not MW.
func convert(n float64, from, to string) (float64, bool) {
	for _, family := range unitFamilies {
		a, known := family[from]
		if !known {
			continue
		}
		if b, same := family[to]; same {
			return tidy(n * a / b), true
		}
	}
	return 0, false
}

// tidy removes what binary fractions leave behind the twelfth digit.
func tidy(n float64) float64 {
	if n == 0 || math.IsInf(n, 0) {
		return n
	}
	scale := math.Pow(10, 12-math.Ceil(math.Log10(math.Abs(n))))
	if rounded := math.Round(n*scale) / scale; !math.IsNaN(rounded) && !math.IsInf(rounded, 0) {
		return rounded
	}
	return n
}
