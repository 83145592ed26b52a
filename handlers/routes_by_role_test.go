package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/storetest"
	"tenaz/internal/testdb"
)

// columns are who asks, in the order of byRole.
var columns = []string{"none", "shopper", "owner", "manager", "support", "warehouse", "analyst"}

// What somebody gets: in (whatever the handler then says), led to the log-in, or
// refused.
const (
	allowed = "ok"
	toLogin = "-"
	refused = "x"
)

var parameter = regexp.MustCompile(`\{[^}]+\}`)

// probe fills an address with what does not exist, so that nothing happens.
func probe(pattern string) string {
	path := strings.Replace(pattern, "*", "css/app.css", 1)
	return parameter.ReplaceAllString(path, "999999")
}

// crowd has a browser for each column.
type crowd struct {
	*storetest.Store
	browsers map[string]*storetest.Client
	emails   map[string]string
}

func newCrowd(t *testing.T) *crowd {
	t.Helper()
	c := &crowd{Store: storetest.Start(t, storetest.Options{}), browsers: map[string]*storetest.Client{}, emails: map[string]string{}}
	for _, who := range columns {
		c.browsers[who] = c.Client(t)
		if who == "none" {
			continue
		}
		role := who
		if who == "shopper" {
			role = ""
		}
		user, err := c.App.Accounts.Create(t.Context(), actor.Store("test"), accounts.CreateInput{
			Email: fmt.Sprintf("%s.%d@example.com", who, testdb.Serial()), Name: "Pessoa", Password: storetest.StaffPassword, Role: role,
		})
		if err != nil {
			t.Fatal(err)
		}
		c.SecondFactor(t, user)
		c.emails[who] = user.Email
		c.enter(t, who)
	}
	return c
}

func (c *crowd) enter(t *testing.T, who string) {
	t.Helper()
	c.browsers[who] = c.Client(t)
	c.browsers[who].LogIn(c.Store, c.emails[who], storetest.StaffPassword, "/")
}

// asks sends one request of a column to a route and says what it got. Some
// routes end the login: then it is opened anew, and the next one asks with it.
func (c *crowd) asks(t *testing.T, who, method, pattern string) string {
	t.Helper()
	got := outcome(c.browsers[who].Once(method, probe(pattern), url.Values{}))
	if who == "none" {
		return got
	}
	if outcome(c.browsers[who].Once(http.MethodGet, "/account", nil)) == toLogin {
		c.Clock.Advance(time.Minute) // a code of an app is good once
		c.enter(t, who)
	}
	return got
}

func outcome(p *storetest.Page) string {
	switch to := p.Header.Get("Location"); {
	case p.Status == http.StatusForbidden:
		return refused
	case p.Status == http.StatusSeeOther && (to == "/account/login" || strings.HasPrefix(to, "/account/login?")):
		return toLogin
	}
	return allowed
}

// TestRoutesByRole compares the table, which people write, with what each role
// really gets on every route that the router knows.
func TestRoutesByRole(t *testing.T) {
	t.Parallel()
	c := newCrowd(t)
	table := map[string][]string{}
	for line := range strings.Lines(byRole) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "//" {
			continue
		}
		if len(fields) != 2+len(columns) {
			t.Fatalf("the table's line %q has %d fields, want method, route and %d roles", line, len(fields), len(columns))
		}
		table[fields[0]+" "+fields[1]] = fields[2:]
	}
	for _, route := range c.App.Routes() {
		key := route.Method + " " + route.Pattern
		want, known := table[key]
		delete(table, key)
		got := make([]string, len(columns))
		for i, who := range columns {
			got[i] = c.asks(t, who, route.Method, route.Pattern)
		}
		switch line := fmt.Sprintf("%-4s %-45s %s", route.Method, route.Pattern, strings.Join(got, "    ")); {
		case !known:
			t.Errorf("a route is missing in handlers/routes_table_test.go. If this is who should get in, add:\n%s", line)
		case strings.Join(want, " ") != strings.Join(got, " "):
			t.Errorf("%s\n  the table says %s\n  roles get      %s", key, strings.Join(want, " "), strings.Join(got, " "))
		}
	}
	for key := range table {
		t.Errorf("handlers/routes_table_test.go has %s, which no route is", key)
	}
}
