package arch

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// owners says which package's queries may write a table. Every table of the
// migrations has to be here.
var owners = map[string][]string{
	"accounts": {
		"users", "roles", "user_roles", "logins", "tokens", "invitations",
		"totp_secrets", "recovery_codes", "passkeys", "passkey_challenges",
		"addresses", "customer_notes", "customer_groups", "customer_group_members",
	},
	"audit": {"audit_log"},
	"cart":  {"carts", "cart_lines", "checkouts"},
	"catalog": {
		"categories", "brands", "products", "variants", "options", "option_values", "variant_options",
		"attributes", "attribute_choices", "attribute_values", "images", "scheduled_prices", "price_history",
		"slug_redirects", "listing",
	},
	"cep":       {"cep_cache"},
	"inventory": {"locations", "stock_levels", "reservations", "stock_movements", "shortages"},
	"mail":      {"mail_log"},
	"orders":    {"orders", "order_lines", "order_adjustments", "order_events", "order_counters", "order_notes", "refund_lines"},
	"pages":     {"pages", "page_versions"},
	"payments":  {"payment_attempts", "payment_declines", "payments", "provider_events", "refunds"},
	"privacy":   {"consent_subjects", "consent_texts", "consents", "suppressions", "newsletters", "newsletter_sends", "data_requests", "access_record"},
	"ratelimit": {"rate_limits"},
	"settings":  {"settings"},
	"shipping": {
		"shipping_services", "shipping_zones", "shipping_zone_ranges", "shipping_rates", "shipments", "shipment_lines",
	},
	"support": {"contact_messages"},

	// These have no queries of ours: scs's pgxstore and River write their own.
	"scs": {"sessions"},
	"river": {
		"river_job", "river_leader", "river_migration", "river_notification", "river_queue",
	},
}

// owner returns who owns a table, empty if nobody does.
func owner(table string) string {
	for who, tables := range owners {
		if slices.Contains(tables, table) {
			return who
		}
	}
	return ""
}

// migrationFiles are the paths of the schema's files, in order.
func migrationFiles(t *tree) []string {
	var names []string
	for name := range t.texts {
		if under(name, "migrations") && path.Ext(name) == ".sql" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// up returns the part of a migration that leads forward.
func up(text string) string {
	forward, _, _ := strings.Cut(text, "-- +goose Down")
	return forward
}

// createdTables lists the tables that a piece of SQL creates, with their places.
func createdTables(text string) (tables []write, dropped []string) {
	tokens := tokenize(text)
	for i, t := range tokens {
		switch {
		case t.is("CREATE"):
			j := i + 1
			for wordAt(tokens, j) == "UNLOGGED" || wordAt(tokens, j) == "TEMP" || wordAt(tokens, j) == "TEMPORARY" {
				j++
			}
			if wordAt(tokens, j) != "TABLE" || wordAt(tokens, j-1) == "TEMP" || wordAt(tokens, j-1) == "TEMPORARY" {
				continue
			}
			j++
			for wordAt(tokens, j) == "IF" || wordAt(tokens, j) == "NOT" || wordAt(tokens, j) == "EXISTS" {
				j++
			}
			if name, _ := tableName(tokens, j); name != "" {
				tables = append(tables, write{verb: "CREATE", table: name, offset: t.offset})
			}
		case t.is("DROP") && wordAt(tokens, i+1) == "TABLE":
			j := i + 2
			for wordAt(tokens, j) == "IF" || wordAt(tokens, j) == "EXISTS" {
				j++
			}
			for _, start := range nameList(tokens, j) {
				name, _ := tableName(tokens, start)
				dropped = append(dropped, name)
			}
		case t.is("RENAME") && wordAt(tokens, i+1) == "TO" && wordAt(tokens, i-2) == "TABLE":
			if name, _ := tableName(tokens, i+2); name != "" {
				dropped = append(dropped, tokens[i-1].text)
				tables = append(tables, write{verb: "RENAME", table: name, offset: t.offset})
			}
		}
	}
	return tables, dropped
}

// checkTableOwners wants the table of owners to name every table of the schema,
// each once.
func checkTableOwners(t *tree) []Problem {
	var problems []Problem
	places := map[string]string{}
	for _, name := range migrationFiles(t) {
		text := up(t.texts[name])
		created, dropped := createdTables(text)
		for _, c := range created {
			places[c.table] = line(name, text, c.offset)
		}
		for _, gone := range dropped {
			delete(places, gone)
		}
	}
	for table, place := range places {
		if owner(table) == "" {
			problems = append(problems, Problem{Where: place, What: fmt.Sprintf("table %s has no owner in internal/arch/tables.go", table)})
		}
	}
	seen := map[string]string{}
	for who, tables := range owners {
		for _, table := range tables {
			if other, twice := seen[table]; twice {
				problems = append(problems, Problem{Where: "internal/arch/tables.go", What: fmt.Sprintf("table %s has two owners, %s and %s", table, other, who)})
			}
			seen[table] = who
			if len(places) > 0 && places[table] == "" {
				problems = append(problems, Problem{Where: "internal/arch/tables.go", What: fmt.Sprintf("table %s of %s is in no migration", table, who)})
			}
		}
	}
	return problems
}
