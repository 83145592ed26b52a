// Package dossier is what the domains hand to each other when a person asks what
// the store knows about them, or to forget it (LGPD, art. 18).
package dossier

import "encoding/json"

// Person is who asks. UserID is 0 for somebody without an account; Email is an
// address that the person has proved to read, and may be empty.
type Person struct {
	UserID int64
	Email  string
}

// Sheet is a list of what one domain knows about a person: Rows is a JSON array
// of flat objects that all have the same fields.
type Sheet struct {
	Name string
	Rows json.RawMessage
}
