package arch

import (
	"regexp"
	"strings"
)

// said is a piece of text that a template writes as it stands.
type said struct {
	text   string
	offset int
}

var (
	templBody = regexp.MustCompile(`(?m)^templ .*\{\s*$`)
	control   = regexp.MustCompile(`^(if|for|switch|case|default|else|\} else)\b`)
)

// templTexts returns the text nodes and the shown attributes of a templ file. It
// relies on the layout that templ's formatter gives: a component begins with templ
// and ends with a brace, both at the beginning of a line.
func templTexts(text string) []said {
	var all []said
	for _, at := range templBody.FindAllStringIndex(text, -1) {
		end := strings.Index(text[at[1]:], "\n}")
		if end < 0 {
			end = len(text) - at[1]
		}
		r := templReader{text: text[:at[1]+end], at: at[1]}
		r.read()
		all = append(all, r.found...)
	}
	return all
}

// templReader walks over the body of one component.
type templReader struct {
	text  string
	at    int
	found []said
}

func (r *templReader) read() {
	fresh := true // at the beginning of a line or behind a tag
	for r.at < len(r.text) {
		rest := r.text[r.at:]
		switch {
		case rest[0] == '\n':
			fresh = true
			r.at++
		case rest[0] == ' ' || rest[0] == '\t':
			r.at++
		case strings.HasPrefix(rest, "<!--"):
			r.skipPast("-->")
		case rest[0] == '<':
			r.tag()
			fresh = true
		case fresh && strings.HasPrefix(rest, "//"):
			r.skipPast("\n")
		case fresh && control.MatchString(rest):
			r.statement()
		case rest[0] == '@':
			r.component()
		case rest[0] == '{':
			r.balanced('{', '}')
			fresh = false
		case rest[0] == '}':
			r.at++
		default:
			r.words()
			fresh = false
		}
	}
}

func (r *templReader) skipPast(end string) {
	if i := strings.Index(r.text[r.at:], end); i >= 0 {
		r.at += i + len(end)
	} else {
		r.at = len(r.text)
	}
}

// words collects plain text up to the next tag, expression or line.
func (r *templReader) words() {
	end := strings.IndexAny(r.text[r.at:], "<{}\n")
	if end < 0 {
		end = len(r.text) - r.at
	}
	r.found = append(r.found, said{r.text[r.at : r.at+end], r.at})
	r.at += max(end, 1)
}

// statement passes over the line of if, for, switch or case; a condition may
// have several lines when its brackets do.
func (r *templReader) statement() {
	isCase := strings.HasPrefix(r.text[r.at:], "case") || strings.HasPrefix(r.text[r.at:], "default")
	for r.at < len(r.text) {
		switch c := r.text[r.at]; {
		case c == '(':
			r.balanced('(', ')')
		case c == '"' || c == '`' || c == '\'':
			r.literal()
		case c == '\n', c == ':' && isCase && strings.HasPrefix(r.text[r.at:], ":\n"):
			r.at++
			return
		default:
			r.at++
		}
	}
}

// component passes over a call: @ui.Button(ui.ButtonProps{…}) {
func (r *templReader) component() {
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case '(':
			r.balanced('(', ')')
		case '{':
			if r.text[r.at-1] != ' ' {
				r.balanced('{', '}')
				continue
			}
			r.at++
			return
		case '\n', '<':
			return
		default:
			r.at++
		}
	}
}

// balanced passes over an expression in brackets, minding Go's literals.
func (r *templReader) balanced(open, closing byte) {
	depth := 0
	for r.at < len(r.text) {
		switch c := r.text[r.at]; c {
		case '"', '`', '\'':
			r.literal()
			continue
		case open:
			depth++
		case closing:
			depth--
			if depth == 0 {
				r.at++
				return
			}
		}
		r.at++
	}
}

func (r *templReader) literal() {
	quote := r.text[r.at]
	for r.at++; r.at < len(r.text); r.at++ {
		switch r.text[r.at] {
		case '\\':
			if quote != '`' {
				r.at++
			}
		case quote:
			r.at++
			return
		}
	}
}

// tag passes over a tag and notes the texts in its attributes. What stands
// in a script or a style sheet is no text.
func (r *templReader) tag() {
	start := r.at
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case '"':
			r.literal()
		case '{':
			r.balanced('{', '}')
		case '>':
			r.at++
			inside := r.text[start:r.at]
			for _, at := range shownAttributes.FindAllStringSubmatchIndex(inside, -1) {
				r.found = append(r.found, said{inside[at[4]:at[5]], start + at[4]})
			}
			for _, code := range []string{"script", "style"} {
				if strings.HasPrefix(inside, "<"+code) && !strings.HasSuffix(inside, "/>") {
					r.skipPast("</" + code + ">")
				}
			}
			return
		default:
			r.at++
		}
	}
}
