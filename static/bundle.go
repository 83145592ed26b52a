package static

import (
	"bytes"
	"io/fs"
	"strings"
)

// bundle joins the named style sheets in order, without comments, indentation
// and empty lines. Cascade layers decide which rule wins, so the order of the
// files matters only inside one layer.
func bundle(fsys fs.FS, names []string) ([]byte, error) {
	var out bytes.Buffer
	for _, name := range names {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(stripComments(string(src))) {
			if line = strings.TrimSpace(line); line != "" {
				out.WriteString(line)
				out.WriteByte('\n')
			}
		}
	}
	return out.Bytes(), nil
}

// stripComments removes /* … */ outside strings. An unclosed comment swallows
// the rest, as it does in a browser.
func stripComments(src string) string {
	var out strings.Builder
	var quote byte
	for i := 0; i < len(src); i++ {
		c := src[i]
		switch {
		case quote != 0:
			if c == '\\' && i+1 < len(src) {
				out.WriteByte(c)
				i++
				c = src[i]
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '/' && i+1 < len(src) && src[i+1] == '*':
			end := strings.Index(src[i+2:], "*/")
			if end < 0 {
				return out.String()
			}
			i += end + 3
			continue
		}
		out.WriteByte(c)
	}
	return out.String()
}
