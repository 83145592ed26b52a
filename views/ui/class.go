package ui

import "strings"

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
