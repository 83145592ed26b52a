// Package apperr gives an error a kind for machines and a message for people.
// Domains return these errors; handlers/web turns them into HTTP in one place.
package apperr

import (
	"errors"
	"fmt"
)

// Kind says what class of failure an error is; handlers/web maps each to one
// HTTP status.
type Kind int

// The kinds, in the order of design section 4.
const (
	// Internal is everything not expected: the person reads a plain sentence
	// and a request id, never the cause.
	Internal Kind = iota
	// Invalid is input that the person can correct.
	Invalid
	// NotFound is what does not exist or belongs to somebody else.
	NotFound
	// Conflict is a stale or contradicting write.
	Conflict
	// Unauthenticated asks for a log-in.
	Unauthenticated
	// Forbidden is refused to this actor.
	Forbidden
	// TooLarge is a body over its limit.
	TooLarge
	// UnsupportedMediaType is a body of a type that the route does not read.
	UnsupportedMediaType
	// TooMany is a rate limit reached.
	TooMany
	// Unavailable is an outside service that did not answer.
	Unavailable
	// Unproven asks a person who is logged in to prove once more who they are.
	Unproven
	// NoFactor asks a member of staff to set up a second factor first.
	NoFactor
)

// Error is an error with a kind and a message that is safe to show.
type Error struct {
	// Kind is the class of the failure.
	Kind Kind
	// ID is the message id in views/locales of the sentence that the person
	// reads; empty means the kind's own sentence.
	ID string
	// Args are the message's template arguments, as key and value in turn.
	Args []any
	// Fields are the messages at single form fields, by field name.
	Fields Fields
	// Err is the cause, for the log alone.
	Err error
}

// Fields are the message ids of rejected form fields, by field name.
type Fields map[string]Message

// Message is a message id with its arguments, translated when it is shown.
type Message struct {
	ID   string
	Args []any
}

// Add records a message at a field, keeping the first one.
func (f *Fields) Add(field, id string, args ...any) {
	if *f == nil {
		*f = Fields{}
	}
	if _, taken := (*f)[field]; !taken {
		(*f)[field] = Message{ID: id, Args: args}
	}
}

// Err returns an Invalid error holding the fields, or nil if there is none.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, ID: "error.fields", Fields: f}
}

// Error implements error with the message id and the cause, for logs.
func (e *Error) Error() string {
	text := e.ID
	if text == "" {
		text = fmt.Sprintf("kind %d", e.Kind)
	}
	for name, m := range e.Fields {
		text += fmt.Sprintf(" %s=%s", name, m.ID)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// New returns an error of a kind with a message id and its arguments.
func New(kind Kind, id string, args ...any) *Error {
	return &Error{Kind: kind, ID: id, Args: args}
}

// Wrap returns an error of a kind that keeps err as its cause.
func Wrap(kind Kind, err error, id string, args ...any) *Error {
	return &Error{Kind: kind, ID: id, Args: args, Err: err}
}

// KindOf returns the kind of the first Error in err's chain, else Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is of the kind given.
func Is(err error, kind Kind) bool {
	return err != nil && KindOf(err) == kind
}

// HasID reports whether the first Error in err's chain has this message id.
func HasID(err error, id string) bool {
	var e *Error
	return errors.As(err, &e) && e.ID == id
}
