package testdb

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	"tenaz/internal/devdb"
)

// databases lists what exists on a cluster.
func databases(t *testing.T, c *devdb.Cluster) []string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), c.URL(devdb.SuperRole, devdb.SuperRole))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	rows, err := conn.Query(t.Context(), `SELECT datname FROM pg_database ORDER BY datname`)
	if err != nil {
		t.Fatal(err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// somebodysServer is a cluster with a database that must not be touched, whose
// two roles are those of a real installation.
func somebodysServer(t *testing.T) *devdb.Cluster {
	t.Helper()
	c, err := devdb.Start(t.Context(), devdb.Config{Dir: t.TempDir(), InitCache: slotBases()[0] + "/initdb"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	if _, err := c.EnsureDatabase(t.Context(), "precious"); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), c.URL(devdb.SuperRole, devdb.SuperRole))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), `ALTER ROLE `+devdb.OwnerRole+` CREATEDB`); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestRunOnAGivenServer runs this package's own tests on a server of DATABASE_URL
// as make test does.
func TestRunOnAGivenServer(t *testing.T) {
	if os.Getenv(envRun) != "" && os.Getenv("TESTDB_INNER") != "" {
		return // this is the inner run
	}
	c := somebodysServer(t)
	before := databases(t, c)
	t.Setenv(envAdmin, "")
	t.Setenv("TESTDB_INNER", "yes")
	t.Setenv("DATABASE_URL", c.URL(devdb.AppRole, "precious"))
	t.Setenv("MIGRATE_DATABASE_URL", c.URL(devdb.OwnerRole, "precious"))
	code, err := Run(t.Context(), []string{os.Args[0], "-test.run", "New|Tx|GivenServer"})
	if err != nil || code != 0 {
		t.Fatalf("Run = %d, %v", code, err)
	}
	if after := databases(t, c); !slices.Equal(before, after) {
		t.Errorf("databases after the run = %v, want %v", after, before)
	}
	if tables := one[int](t, c.URL(devdb.OwnerRole, "precious"), `SELECT count(*) FROM pg_tables WHERE schemaname = 'public'`); tables != 0 {
		t.Errorf("the named database has %d tables, want it untouched", tables)
	}
}

// TestAServerOfAnotherEncoding has what a cluster has that was made in the plain C
// locale: databases hold bytes, not letters, unless said otherwise.
func TestAServerOfAnotherEncoding(t *testing.T) {
	c := somebodysServer(t)
	conn, err := pgx.Connect(t.Context(), c.URL(devdb.SuperRole, devdb.SuperRole))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, statement := range []string{
		`ALTER DATABASE template1 IS_TEMPLATE false`, `DROP DATABASE template1`,
		`CREATE DATABASE template1 TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C' IS_TEMPLATE true`,
		`CREATE DATABASE bytes OWNER ` + devdb.OwnerRole,
	} {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Migrate(t.Context(), c.URL(devdb.OwnerRole, "bytes"), ""); err == nil || !strings.Contains(err.Error(), "UTF8") {
		t.Errorf("migrating a database of bytes: %v, want to hear that it has to be UTF8", err)
	}
	s, err := givenServer(c.URL(devdb.AppRole, "precious"), c.URL(devdb.OwnerRole, "precious"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ensureTemplate(t.Context()); err != nil {
		t.Errorf("the tests' own database: %v", err)
	}
}

func TestRunReportsTheCommandsExitCode(t *testing.T) {
	c := somebodysServer(t)
	t.Setenv("DATABASE_URL", c.URL(devdb.OwnerRole, "precious"))
	t.Setenv("MIGRATE_DATABASE_URL", "")
	code, err := Run(t.Context(), []string{"/bin/sh", "-c", "exit 3"})
	if err != nil || code != 3 {
		t.Errorf("Run = %d, %v; want 3", code, err)
	}
}

// TestKilledProcessLeavesNoServer kills a test process that has a private cluster.
func TestKilledProcessLeavesNoServer(t *testing.T) {
	if os.Getenv("TESTDB_HANG") != "" {
		c, err := startSlot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		os.Stdout.WriteString(c.Dir() + "\n")
		select {}
	}
	cmd := exec.Command(os.Args[0], "-test.run", "TestKilledProcessLeavesNoServer")
	cmd.Env = append(os.Environ(), "TESTDB_HANG=yes", "XDG_CACHE_HOME="+t.TempDir())
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	buffer := make([]byte, 4096)
	n, readErr := out.Read(buffer)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if readErr != nil || n < 2 {
		t.Fatalf("the process said %q, %v", buffer[:n], readErr)
	}
	// Starting waits for the killed process's server to be gone, and fails if it stays.
	c, err := devdb.Start(t.Context(), devdb.Config{Dir: string(buffer[:n-1])})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(); err != nil {
		t.Error(err)
	}
}

func TestGivenServerNeedsAnAddress(t *testing.T) {
	for _, bad := range []string{"host=localhost dbname=x", "mysql://h/d", "postgres://h/"} {
		if s, err := givenServer(bad, ""); err == nil {
			t.Errorf("givenServer(%q) = %+v, want an error", bad, s)
		}
	}
}
