package testdb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"tenaz/internal/devdb"
)

// maxSlots is how many test processes can run at once without a shared server.
const maxSlots = 64

// startSlot runs a private cluster that ends with this process. Clusters are kept
// in numbered folders and used again, so that only the first start initialises
// and migrates; a folder that another process uses is passed over.
func startSlot(ctx context.Context) (*devdb.Cluster, error) {
	var problems []error
	for _, base := range slotBases() {
		cluster, err := startSlotIn(ctx, base)
		if err == nil {
			return cluster, nil
		}
		if errors.Is(err, devdb.ErrNoPostgres) {
			return nil, err
		}
		problems = append(problems, err)
	}
	return nil, errors.Join(problems...)
}

// slotBases are where the folders may be: the user's cache, or the temporary
// folder where there is no cache or PostgreSQL cannot reach it.
func slotBases() []string {
	var bases []string
	if cache, err := os.UserCacheDir(); err == nil {
		bases = append(bases, filepath.Join(cache, "tenaz", "testdb"))
	}
	return append(bases, filepath.Join(os.TempDir(), fmt.Sprintf("tenaz-testdb-%d", os.Getuid())))
}

func startSlotIn(ctx context.Context, base string) (*devdb.Cluster, error) {
	for slot := range maxSlots {
		config := devdb.Config{
			Dir:       filepath.Join(base, fmt.Sprintf("slot-%d", slot)),
			InitCache: filepath.Join(base, "initdb"),
		}
		cluster, err := devdb.Start(ctx, config)
		if err == nil {
			return cluster, nil
		}
		if errors.Is(err, devdb.ErrInUse) {
			continue
		}
		if errors.Is(err, devdb.ErrNoPostgres) && !hasData(config.Dir) {
			return nil, err
		}
		// Without fsync a machine's crash may have spoilt it, and the version that made
		// it may be gone: there is nothing in it to save.
		if err := os.RemoveAll(filepath.Join(config.Dir, "data")); err != nil {
			return nil, err
		}
		return devdb.Start(ctx, config)
	}
	return nil, fmt.Errorf("%s: all %d test clusters are in use", base, maxSlots)
}

func hasData(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "data"))
	return err == nil
}
