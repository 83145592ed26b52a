// Package problem holds the pages and alerts that say what went wrong and what
// to do next.
package problem

import "strconv"

// Props describes one failure in words that a person can act on.
type Props struct {
	// Status is the HTTP status; it also chooses the advice.
	Status int
	Title  string
	Text   string
	// RequestID lets the person tell us which request failed; only shown when
	// the failure was ours.
	RequestID string
}

// icon is the sign above the title.
func (p Props) icon() string {
	switch {
	case p.Status == 404:
		return "search"
	case p.Status == 401 || p.Status == 403:
		return "lock"
	case p.Status == 429 || p.Status == 503:
		return "clock"
	default:
		return "triangle-alert"
	}
}

// advice is the id of the sentence that says what to do next.
func (p Props) advice() string {
	return "problem." + strconv.Itoa(p.Status) + ".next"
}
