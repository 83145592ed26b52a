package ui

import (
	"strconv"
	"strings"
)

// joinClass joins class names, leaving out the empty ones.
func joinClass(names ...string) string {
	kept := names[:0:0]
	for _, name := range names {
		if name != "" {
			kept = append(kept, name)
		}
	}
	return strings.Join(kept, " ")
}

// when returns class if on.
func when(on bool, class string) string {
	if on {
		return class
	}
	return ""
}

// size writes a picture's width or height; an unknown one is a square's.
func size(n int) string {
	if n <= 0 {
		return "1"
	}
	return strconv.Itoa(n)
}
