// Package migrations embeds the database's schema, one numbered goose file a
// step. River's tables have one file for each version of River's own schema.
package migrations

import "embed"

// FS holds the migration files.
//
//go:embed *.sql
var FS embed.FS
