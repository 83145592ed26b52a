// Package devdb runs a private PostgreSQL for development and tests: one folder,
// one server, reached by a Unix socket that only the caller's user may open. It
// opens no TCP port, so any number of clusters run side by side, and the server
// ends with the process that started it, however that process ends.
package devdb

import (
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The database roles of every cluster. The owner migrates and owns the
// databases, the application runs and may not change the schema; the superuser
// is for creating and dropping databases only.
const (
	SuperRole = "postgres"
	OwnerRole = "tenaz_owner"
	AppRole   = "tenaz_app"
)

// Profile says what a cluster promises when the machine fails.
type Profile int

const (
	// Fast gives up durability for speed: for tests and the demo shop.
	Fast Profile = iota
	// Durable syncs every commit as production does: for crash tests and benchmarks.
	Durable
)

// Config describes one cluster. Only Dir is required.
type Config struct {
	// Dir holds everything of the cluster: data, socket, lock and log.
	Dir string
	// Profile is Fast unless said otherwise.
	Profile Profile
	// Log receives a line for each slow step; nil keeps quiet.
	Log *slog.Logger
	// Settings are added to the server's own, and win.
	Settings map[string]string
	// InitCache is a folder that keeps freshly initialised data for the next new
	// cluster of the same version; empty initialises each time.
	InitCache string
	// BinDir is a folder with initdb and postgres; empty looks for one.
	BinDir string

	// guarded ends the server by a pipe rather than by Linux's signal.
	guarded bool
	// noNamespace takes the way of a root whose system refuses namespaces.
	noNamespace bool
}

// Cluster is a running server. Stop it, or let it end with this process.
type Cluster struct {
	dir    string
	socket string
	bin    Binaries
	server *server
	lock   *os.File
}

// URL returns the address of a database of this cluster for one of the roles.
func (c *Cluster) URL(role, database string) string {
	// Clients of PostgreSQL take a plus for what it is, not for a space.
	query := strings.ReplaceAll(url.Values{"host": {c.socket}, "port": {socketPort}}.Encode(), "+", "%20")
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database, RawQuery: query}
	return u.String()
}

// Dir returns the cluster's folder.
func (c *Cluster) Dir() string { return c.dir }

// Major returns the server's major version.
func (c *Cluster) Major() int { return c.bin.Major }

// LogFile returns the path of the server's log.
func (c *Cluster) LogFile() string { return filepath.Join(c.dir, "postgres.log") }

// Pid returns the process id of the server.
func (c *Cluster) Pid() int {
	if pid := readPid(filepath.Join(c.data(), "postmaster.pid")); pid > 0 {
		return pid
	}
	return c.server.cmd.Process.Pid
}

// Done is closed when the server has ended, whoever ended it.
func (c *Cluster) Done() <-chan struct{} { return c.server.done }

// Program returns the path of a client program of the server's own version
// (pgbench, pg_dump), or of the one on PATH when the server came without it.
func (c *Cluster) Program(name string) string {
	path := filepath.Join(c.bin.Dir, name)
	if usable(path) {
		return path
	}
	if found, err := exec.LookPath(name); err == nil {
		return found
	}
	return path
}
