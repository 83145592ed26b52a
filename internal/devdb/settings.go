package devdb

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// settings are the server's, by profile. Neither profile opens a TCP port.
func settings(profile Profile) map[string]string {
	common := map[string]string{
		"listen_addresses":        "",
		"port":                    socketPort,
		"unix_socket_permissions": "0700",
		"max_connections":         "300",
		"shared_buffers":          "128MB",
		"timezone":                "UTC",
		"log_timezone":            "UTC",
		"lc_messages":             "C",
		"logging_collector":       "off",
		"log_destination":         "stderr",
		"log_line_prefix":         "%m [%p] %d ",
		"log_checkpoints":         "off",
		"wal_level":               "minimal",
		"max_wal_senders":         "0",
		// Short queries lose more by compiling than they win.
		"jit": "off",
	}
	if profile == Durable {
		maps.Copy(common, map[string]string{
			"fsync":              "on",
			"full_page_writes":   "on",
			"synchronous_commit": "on",
			"max_wal_size":       "2GB",
		})
		return common
	}
	maps.Copy(common, map[string]string{
		"fsync":              "off",
		"full_page_writes":   "off",
		"synchronous_commit": "off",
		"checkpoint_timeout": "30min",
		"max_wal_size":       "2GB",
	})
	return common
}

// arguments is the server's command line.
func (c *Cluster) arguments(cfg Config) []string {
	all := settings(cfg.Profile)
	all["unix_socket_directories"] = `"` + strings.ReplaceAll(c.socket, `"`, `""`) + `"`
	maps.Copy(all, cfg.Settings)
	args := []string{"-D", c.data()}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		args = append(args, "-c", name+"="+all[name])
	}
	return args
}

// binaries chooses the server's version: the one that made the data, else the newest.
func (cfg Config) binaries(ctx context.Context, data string) (Binaries, error) {
	want := 0
	if text, err := os.ReadFile(filepath.Join(data, "PG_VERSION")); err == nil {
		if want, err = strconv.Atoi(strings.TrimSpace(string(text))); err != nil {
			return Binaries{}, err
		}
	}
	if cfg.BinDir != "" {
		return inspect(ctx, cfg.BinDir)
	}
	dir := filepath.Dir(data)
	return Find(ctx, want, filepath.Join(dir, "pg"), filepath.Join(filepath.Dir(dir), "pg"))
}
