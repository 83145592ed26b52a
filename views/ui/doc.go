// Package ui is the design system's set of components. Each takes one props
// struct, renders plain HTML that works without JavaScript, takes every colour
// and size from static/css, and shows its own states; /dev/styleguide shows
// them all. Texts that belong to a component come from ui.*.toml, everything
// else from the caller, already translated.
//
// Fields named Attrs are added to the component's main element as they are:
// hx-get, data-*, autofocus. Fields named Href or Action hold site paths.
package ui
