// Package locales embeds the store's texts: one TOML file an area and language,
// named <area>.<language>.toml.
package locales

import "embed"

// FS holds the message files.
//
//go:embed *.toml
var FS embed.FS
