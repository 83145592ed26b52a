package catalog

import "regexp"

// palette names the colours of options, so that a file can say "petrol".
var palette = map[string]string{
	"": "", "black": "#1D2023", "graphite": "#4A4F55", "silver": "#C9CED2", "white": "#F2F1EC",
	"sand": "#D8C7A9", "cream": "#EDE4CF", "moss": "#5F6B47", "petrol": "#1F5560", "green": "#3E7D4F",
	"blue": "#2F5FA8", "lilac": "#B7A6D6", "purple": "#6C4BA3", "coral": "#EC7A63", "red": "#C23B35",
	"orange": "#E5792B", "pink": "#E3A7B5", "yellow": "#E8BE3F", "gold": "#CDAA6A", "brown": "#6B4A35",
}

var hexColor = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// swatchColor returns the colour that a swatch names or is.
func swatchColor(swatch string) (string, bool) {
	if color, known := palette[swatch]; known {
		return color, true
	}
	return swatch, hexColor.MatchString(swatch)
}
