package devdb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// initialise makes the data folder if there is none yet. It appears at once and
// whole: an interrupted start leaves nothing half-made behind.
func (c *Cluster) initialise(ctx context.Context, cfg Config, a account) error {
	data := c.data()
	if _, err := os.Stat(filepath.Join(data, "PG_VERSION")); err == nil {
		return nil
	}
	fresh := data + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	if err := c.makeData(ctx, cfg, a, fresh); err != nil {
		return err
	}
	return os.Rename(fresh, data)
}

// makeData fills an absent folder, from the cache where there is one.
func (c *Cluster) makeData(ctx context.Context, cfg Config, a account, fresh string) error {
	if cfg.InitCache == "" {
		return c.initdb(cfg, a, fresh)
	}
	sum := sha256.Sum256([]byte(c.bin.Version + c.bin.Dir))
	cached := filepath.Join(cfg.InitCache, "initdb-"+hex.EncodeToString(sum[:6]))
	if _, err := os.Stat(cached); err == nil {
		return copyTree(fresh, cached)
	}
	if err := c.initdb(cfg, a, fresh); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return keep(cfg.InitCache, cached, fresh)
}

// keep puts a copy of fresh data into the cache. Whoever comes second finds the
// copy in its place, which serves as well.
func keep(cache, cached, fresh string) error {
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return err
	}
	temp, err := os.MkdirTemp(cache, "new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	whole := filepath.Join(temp, "data")
	if err := copyTree(whole, fresh); err != nil {
		return err
	}
	if err := os.Rename(whole, cached); err != nil && !errors.Is(err, fs.ErrExist) {
		if _, there := os.Stat(cached); there != nil {
			return err
		}
	}
	return nil
}

func copyTree(to, from string) error {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	// The server insists on a closed folder.
	return os.Chmod(to, 0o700)
}

// initdb creates a new cluster: UTF-8 whose letters are known beyond ASCII,
// sorted by code point, so that it is the same on every machine.
func (c *Cluster) initdb(cfg Config, a account, dir string) error {
	args := []string{
		"-D", dir, "-U", SuperRole, "--auth=trust", "--encoding=UTF8",
		"--lc-messages=C", "--no-instructions",
	}
	if cfg.Profile == Fast {
		args = append(args, "--no-sync")
	}
	if a.isOther() {
		if err := os.Mkdir(dir, 0o700); err != nil {
			return err
		}
		if err := a.own(dir); err != nil {
			return err
		}
	}
	program := filepath.Join(c.bin.Dir, "initdb")
	out, err := runBriefly(a.command(program, append(args, "--locale=C.UTF-8")...))
	if err != nil {
		// A system without that locale: letters are then ASCII's only.
		var again string
		again, err = runBriefly(a.command(program, append(args, "--no-locale")...))
		out += "\n" + again
	}
	if err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}
