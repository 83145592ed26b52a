// Package ui is the design system's set of components. Each takes one props
// struct, renders plain HTML that works without JavaScript, takes every colour
// and size from static/css, and shows its own states; /dev/styleguide shows
// them all. Texts that belong to a component come from ui.*.toml, everything
// else from the caller, already translated.
//
// Fields named Attrs are added to the component's main element as they are:
// hx-get, data-*, autofocus. Fields named Href or Action hold site paths.
//
// Around components a page uses the classes of static/css/40-layout.css:
//
//	wrap, wrap-narrow, wrap-form   the width of the page, with gutters
//	page, section, page-head       vertical room, headings
//	stack, stack-1 … stack-12      things under each other
//	cluster, cluster-between       things in a row that may wrap
//	fields + half, third, two-thirds  a form's rows
//	grid-cards, grid-tiles, grid-2, grid-3, grid-4
//	with-side                      Sheet (facets) left of a listing
//	with-aside, sticky             content left of a summary or buy box
//	form-section, save-bar, toolbar, bulk-bar   the back office
//	prose                          running text
//
// and the utilities of 80-utilities.css: muted, small, tiny, strong, num,
// right, center, clip, grow, full, nowrap, vh (for screen readers only),
// only-phone, only-wide, only-js, no-js. What one page alone needs goes to
// static/css/6x-<area>.css in the layer "pages".
//
// static/js/app.js listens to these attributes; everything works without it:
//
//	data-autosubmit on a form      a changed field submits it
//	data-guard on a form           asks before unsaved changes are lost;
//	                               data-dirty inside shows while there are some
//	data-close in a dialog         closes it
//	data-copy="id" on a button     copies that element's text or value;
//	                               data-copied is the label afterwards
//	data-key="n" on a link         a keyboard shortcut
//	data-menu on a details         closes with Escape and a click elsewhere
//	data-errors                    takes the focus when htmx brings it
package ui
