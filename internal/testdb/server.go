package testdb

import (
	"context"
	"errors"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"tenaz/internal/devdb"
)

// address is a server's URL without its database.
type address url.URL

func parseAddress(text string) (address, error) {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return address{}, errors.New("DATABASE_URL and MIGRATE_DATABASE_URL have to be postgres:// addresses")
	}
	return address(*u), nil
}

// at names a database of the server.
func (a address) at(database string) string {
	u := url.URL(a)
	u.Path = "/" + database
	return u.String()
}

// role returns the user that the address names.
func (a address) role() string {
	if a.User == nil {
		return ""
	}
	return a.User.Username()
}

// as is the same server for another role of a private cluster, which needs no password.
func (a address) as(role string) address {
	a.User = url.User(role)
	return a
}

// server is where this process makes its databases.
type server struct {
	// admin creates and drops databases, home is the one it connects to meanwhile.
	admin address
	home  string
	owner address
	app   address
	// run begins the names of this run's databases.
	run string
	// sharedTemplate says that the template stays for later runs.
	sharedTemplate bool
}

// connected returns the server of this process, started at the first call.
var connected = sync.OnceValues(func() (*server, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	s, err := chooseServer(ctx)
	if err != nil {
		return nil, err
	}
	return s, s.ensureTemplate(ctx)
})

func theServer(t testing.TB) *server {
	t.Helper()
	s, err := connected()
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	return s
}

func chooseServer(ctx context.Context) (*server, error) {
	if text := os.Getenv(envAdmin); text != "" {
		return privateServer(text)
	}
	if text := os.Getenv("DATABASE_URL"); text != "" {
		s, err := givenServer(text, os.Getenv("MIGRATE_DATABASE_URL"))
		if err != nil {
			return nil, err
		}
		return s, s.sweepAbandoned(ctx)
	}
	cluster, err := startSlot(ctx)
	if err != nil {
		return nil, err
	}
	s, err := privateServer(cluster.URL(devdb.SuperRole, devdb.SuperRole))
	if err != nil {
		return nil, err
	}
	return s, s.sweepAll(ctx)
}

// privateServer is a cluster of devdb.
func privateServer(superURL string) (*server, error) {
	admin, err := parseAddress(superURL)
	if err != nil {
		return nil, err
	}
	return &server{
		admin: admin, home: devdb.SuperRole,
		owner: admin.as(devdb.OwnerRole), app: admin.as(devdb.AppRole),
		run: newRun(), sharedTemplate: true,
	}, nil
}

// givenServer is the one of DATABASE_URL. Its owner role has to be allowed to
// create databases.
func givenServer(appURL, ownerURL string) (*server, error) {
	if ownerURL == "" {
		ownerURL = appURL
	}
	app, err := parseAddress(appURL)
	if err != nil {
		return nil, err
	}
	owner, err := parseAddress(ownerURL)
	if err != nil {
		return nil, err
	}
	home := strings.TrimPrefix(owner.Path, "/")
	if home == "" {
		return nil, errors.New("DATABASE_URL names no database")
	}
	s := &server{admin: owner, home: home, owner: owner, app: app, run: os.Getenv(envRun)}
	if s.run == "" {
		s.run, s.sharedTemplate = newRun(), true
	}
	return s, nil
}
