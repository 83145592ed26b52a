// Package actor says who does something: every writing action takes an Actor,
// and timelines and the audit log record it.
package actor

import (
	"slices"

	"tenaz/internal/money"
)

// Kind is what sort of party acts.
type Kind string

// The kinds of actor.
const (
	// Customer is a shopper, with or without an account.
	Customer Kind = "customer"
	// Staff is a person who works for the store.
	Staff Kind = "staff"
	// System is the store itself: jobs and the command line.
	System Kind = "system"
	// Provider is an outside service that reports something, such as Stripe.
	Provider Kind = "provider"
)

// Actor is who acts, from where, and what it may do.
type Actor struct {
	Kind Kind
	// ID is the user's id, 0 when there is none (guests, the system).
	ID int64
	// Name is what a timeline shows staff; empty for customers.
	Name string
	// Permissions are the named permissions of a staff member.
	Permissions []string
	// RefundLimit is the most that a staff member may give back of one order; nil
	// is no limit.
	RefundLimit *money.Cents
	// Address is the peer's network address.
	Address string
	// Agent is the browser's own description.
	Agent string
	// RequestID ties the action to its request's log line.
	RequestID string
}

// Can reports whether the actor holds a permission. The system may do all.
func (a Actor) Can(permission string) bool {
	return a.Kind == System || slices.Contains(a.Permissions, permission)
}

// Store is the actor of the store's own jobs and command line.
func Store(name string) Actor { return Actor{Kind: System, Name: name} }

// Stripe is the actor of what Stripe reports.
func Stripe() Actor { return Actor{Kind: Provider, Name: "stripe"} }
