package testdb

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"tenaz/migrations"
)

// prefix begins the name of every database that tests make.
const prefix = "tenaz_test_"

// newRun names a run: when it began, so that what it may leave behind can be
// told from what is in use, and something random.
func newRun() string {
	var random [4]byte
	_, _ = rand.Read(random[:])
	return strconv.FormatInt(time.Now().Unix(), 36) + hex.EncodeToString(random[:])
}

// began returns when the run of a database began, by its name.
func began(database string) (time.Time, bool) {
	run, _, _ := strings.Cut(strings.TrimPrefix(database, prefix), "_")
	if len(run) < 9 {
		return time.Time{}, false
	}
	seconds, err := strconv.ParseInt(run[:len(run)-8], 36, 64)
	return time.Unix(seconds, 0), err == nil
}

// template names the database that holds the migrated schema and nothing else.
func (s *server) template() (string, error) {
	hash, err := schemaHash()
	if err != nil {
		return "", err
	}
	if s.sharedTemplate {
		return prefix + "template_" + hash, nil
	}
	return prefix + s.run + "_template", nil
}

// schemaHash changes with the migrations, and with the code that runs them and
// grants the application its rights.
var schemaHash = sync.OnceValues(func() (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(migrations.FS, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(migrations.FS, path)
		fmt.Fprintf(sum, "%s %d\n%s", path, len(text), text)
		return err
	})
	if err != nil {
		return "", err
	}
	if root, found := moduleRoot(); found {
		text, err := os.ReadFile(filepath.Join(root, "internal", "db", "migrate.go"))
		if err != nil {
			return "", err
		}
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil))[:16], nil
})

// moduleRoot finds the source tree: tests run in their package's folder.
func moduleRoot() (string, bool) {
	dir, err := os.Getwd()
	if err != nil {
		return "", false
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}
