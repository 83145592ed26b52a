// Package browsertest drives the running store in Chromium and by HTTP from
// outside: a purchase by mouse and one by keyboard, axe over every page that the
// router knows, the weight of the pages, and hostile input to every address. It
// holds tests only.
package browsertest
