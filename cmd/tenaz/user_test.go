package main

import (
	"strings"
	"testing"

	"tenaz/internal/testdb"
)

// TestUserCommands: who has the machine can repair what the pages cannot, and the
// log has each with the command as its author.
func TestUserCommands(t *testing.T) {
	d := testdb.New(t)
	env := append(database(d), "SECRET_KEY=0123456789abcdef0123456789abcdef", "BASE_URL=https://loja.example.com")
	run := func(want int, says string, args ...string) string {
		t.Helper()
		code, out, errs := command{args: append([]string{"user"}, args...), env: env, stdin: "a long enough passphrase\n"}.run(t)
		if code != want || !strings.Contains(out+errs, says) {
			t.Errorf("tenaz user %s: %d %s %s; want %d and %q", strings.Join(args, " "), code, out, errs, want, says)
		}
		return out
	}
	run(0, "owner", "create", "--role", "owner", "--email", "dona@example.com")
	run(0, "support", "create", "--role", "support", "--email", "rui@example.com")
	run(1, "nobody has the e-mail", "promote", "--role", "manager", "ninguem@example.com")
	run(1, "no such role", "promote", "--role", "king", "rui@example.com")
	run(0, "manager", "promote", "--role", "manager", "rui@example.com")
	run(1, "at least one active owner", "disable", "dona@example.com")
	run(1, "at least one active owner", "promote", "--role", "none", "dona@example.com")
	run(0, "cannot log in", "disable", "rui@example.com")
	list := run(0, "E-MAIL", "list")
	if !strings.Contains(list, "dona@example.com") || !strings.Contains(list, "manager") || !strings.Contains(list, "disabled") || !strings.Contains(list, "never") {
		t.Errorf("the list:\n%s", list)
	}
	run(0, "may log in", "enable", "rui@example.com")
	run(0, "https://loja.example.com/account/recover/", "reset", "--print", "rui@example.com")
	run(0, "rui@example.com", "reset", "rui@example.com")
	run(0, "no second factor", "reset-factor", "rui@example.com")
	rows, err := d.Pool.Query(t.Context(), `SELECT actor_name || ' ' || action FROM audit_log WHERE actor_kind = 'system' ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		got = append(got, line)
	}
	want := []string{
		"tenaz user create user.created", "tenaz user create user.created", "tenaz user promote user.role_changed",
		"tenaz user disable user.disabled", "tenaz user enable user.enabled", "tenaz user reset user.reset",
		"tenaz user reset user.reset", "tenaz user reset-factor factor.reset",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the log has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
