package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"tenaz/internal/actor"
	"tenaz/internal/catalog"
	"tenaz/internal/devdb"
	"tenaz/internal/storetest"
)

// TestABackupIsRestoredAsTheReadmeSays runs the two pieces of shell that README.md
// gives, as they stand there, from a store that has sold to an empty cluster.
func TestABackupIsRestoredAsTheReadmeSays(t *testing.T) {
	t.Parallel()
	pieces := readmeShell(t, "Backup and restore")
	if len(pieces) != 2 || !strings.Contains(pieces[0], "pg_dump") || !strings.Contains(pieces[1], "pg_restore") {
		t.Fatalf("README.md has %d pieces of shell about backups, want one to save and one to restore", len(pieces))
	}
	data, copied := t.TempDir(), t.TempDir()
	s := storetest.Start(t, storetest.Options{DataDir: data})
	for role, address := range map[string]string{
		devdb.AppRole: s.App.Config.DatabaseURL.Reveal(), devdb.OwnerRole: s.App.Config.MigrateDatabaseURL.Reveal(),
	} {
		if u, err := url.Parse(address); err != nil || u.User.Username() != role {
			t.Skipf("the given server's role is %s, and the empty cluster has %s", u.User.Username(), role)
		}
	}
	pictures := sellPictures(t, s)

	cluster := emptyCluster(t)
	source := machine{t: t, dir: t.TempDir(), bin: filepath.Dir(cluster.Program("pg_dump"))}
	source.configure(map[string]string{
		"DATABASE_URL": s.App.Config.DatabaseURL.Reveal(), "DATA_DIR": data,
	}, s.App.Config.MigrateDatabaseURL.Reveal())
	source.run(pieces[0])
	target := machine{t: t, dir: t.TempDir(), bin: source.bin}
	target.configure(map[string]string{"DATABASE_URL": cluster.URL(devdb.AppRole, "tenaz"), "DATA_DIR": copied}, cluster.URL(devdb.OwnerRole, "tenaz"))
	for _, name := range []string{"tenaz.dump", "tenaz-pictures.tar.gz"} {
		content, err := os.ReadFile(filepath.Join(source.dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(target.dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	target.run(pieces[1])

	for _, command := range []string{"tenaz audit", "tenaz export orders"} {
		before, after := source.run(command), target.run(command)
		if diff := cmp.Diff(before, after); diff != "" || before == "" {
			t.Errorf("%s (-before +after):\n%s", command, diff)
		}
	}
	if diff := cmp.Diff(files(t, filepath.Join(data, "blobs")), files(t, filepath.Join(copied, "blobs"))); diff != "" {
		t.Errorf("pictures (-before +after):\n%s", diff)
	}
	kept := files(t, filepath.Join(copied, "blobs"))
	for key, content := range pictures {
		if got := kept[key]; got != content {
			t.Errorf("picture %s holds %d bytes, want the %d that were put", key, len(got), len(content))
		}
	}
	target.wantGuarded(cluster.URL(devdb.AppRole, "tenaz"))
}

// readmeShell returns the pieces of shell in a section of README.md.
func readmeShell(t *testing.T, section string) []string {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, found := strings.Cut(string(readme), "\n## "+section+"\n")
	if !found {
		t.Fatalf("README.md has no section %q", section)
	}
	text, _, _ = strings.Cut(text, "\n## ")
	var pieces []string
	for _, part := range strings.Split(text, "```sh\n")[1:] {
		piece, _, _ := strings.Cut(part, "```")
		pieces = append(pieces, piece)
	}
	return pieces
}

// sellPictures puts products with pictures on sale and sells one of them; it
// returns what the pictures hold, by key.
func sellPictures(t *testing.T, s *storetest.Store) map[string]string {
	t.Helper()
	ctx, pictures := t.Context(), map[string]string{}
	var inputs []catalog.ProductInput
	for n := range 6 {
		content := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="%d"/></svg>`, n+1)
		key, err := s.App.Blobs.Put(ctx, []byte(content), "svg")
		if err != nil {
			t.Fatal(err)
		}
		pictures[key] = content
		inputs = append(inputs, catalog.ProductInput{
			Title: fmt.Sprintf("Cabo Ipê %d", n), Brand: "Ipê", Category: "Cabos",
			Images:   []catalog.ImageInput{{Key: key, Width: 9, Height: 9, Alt: "Cabo"}},
			Variants: []catalog.VariantInput{{SKU: fmt.Sprintf("B-%d", n), Price: 4990, Stock: 5}},
		})
	}
	saved, err := s.App.Catalog.SaveProducts(ctx, actor.Store("test"), inputs)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range saved {
		if one.Err != nil {
			t.Fatal(one.Err)
		}
	}
	c := s.Client(t)
	c.Add(storetest.Goods{Slug: saved[0].Slug}, 2)
	if paid := c.Place("card").PayByCard("4242424242424242").Want(http.StatusOK); !paid.Has("Pagamento confirmado") {
		t.Fatalf("the purchase ended with:\n%s", paid.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
	return pictures
}

// emptyCluster is another server with the two roles and an empty database.
func emptyCluster(t *testing.T) *devdb.Cluster {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cluster, err := devdb.Start(ctx, devdb.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cluster.Stop(); err != nil {
			t.Errorf("the second cluster: %v", err)
		}
	})
	if _, err := cluster.EnsureDatabase(ctx, "tenaz"); err != nil {
		t.Fatal(err)
	}
	return cluster
}

// machine is where the shell of the README is run: its folder stands for /etc/tenaz
// and for the folder that one works in.
type machine struct {
	t        *testing.T
	dir, bin string
}

// configure writes the two files of the environment, and the command.
func (m machine) configure(environment map[string]string, ownerURL string) {
	m.t.Helper()
	self, err := os.Executable()
	if err != nil {
		m.t.Fatal(err)
	}
	quoted := func(value string) string { return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'" }
	var env strings.Builder
	for name, value := range environment {
		fmt.Fprintf(&env, "%s=%s\n", name, quoted(value))
	}
	for name, content := range map[string]string{
		"env": env.String(), "owner.env": "MIGRATE_DATABASE_URL=" + quoted(ownerURL) + "\n",
		"tenaz": "#!/bin/sh\n" + asCommand + "=1 exec " + quoted(self) + " \"$@\"\n",
	} {
		if err := os.WriteFile(filepath.Join(m.dir, name), []byte(content), 0o700); err != nil {
			m.t.Fatal(err)
		}
	}
}

// run runs a piece of shell and returns its standard output; a command of tenaz
// alone gets its environment first.
func (m machine) run(piece string) string {
	m.t.Helper()
	if !strings.Contains(piece, "/etc/tenaz/") {
		piece = "set -a; . /etc/tenaz/env; set +a\n" + piece
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-eu", "-c", strings.ReplaceAll(piece, "/etc/tenaz/", m.dir+"/"))
	cmd.Dir = m.dir
	cmd.Env = []string{"PATH=" + m.dir + ":" + m.bin + ":" + os.Getenv("PATH"), "HOME=" + m.dir}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		m.t.Fatalf("%s\n%v\n%s%s", piece, err, out.String(), errs.String())
	}
	return out.String()
}

// wantGuarded checks that the grants came along: the store's role adds to the
// ledger and changes nothing of it.
func (m machine) wantGuarded(appURL string) {
	m.t.Helper()
	conn, err := pgx.Connect(m.t.Context(), appURL)
	if err != nil {
		m.t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var orders int
	if err := conn.QueryRow(m.t.Context(), `SELECT count(*) FROM orders WHERE payment_state = 'paid'`).Scan(&orders); err != nil || orders != 1 {
		m.t.Errorf("%d paid orders in the copy, %v; want 1", orders, err)
	}
	for _, statement := range []string{`UPDATE stock_movements SET delta = 0`, `DELETE FROM audit_log`, `DROP TABLE orders`} {
		var refused *pgconn.PgError
		if _, err := conn.Exec(m.t.Context(), statement); !errors.As(err, &refused) || refused.Code != "42501" {
			m.t.Errorf("%s in the copy: %v, want it refused", statement, err)
		}
	}
}

// files reads a folder of pictures: what each file holds, by its name.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	held := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name := filepath.Base(path)
		if plain, err := url.PathUnescape(name); err == nil {
			name = plain
		}
		held[name] = string(content)
		return err
	})
	if err != nil || len(held) == 0 {
		t.Fatalf("%d pictures in %s, %v", len(held), dir, err)
	}
	return held
}
