package main

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
)

// options is what the demo shop takes from its environment.
type options struct {
	port        int
	dataDir     string
	databaseURL string
	// migrateURL is databaseURL for the role that owns the schema.
	migrateURL string
	secrets    secrets
}

// secrets are made at the first start and kept, so that links and sessions
// outlive a restart.
type secrets struct {
	SecretKey     string `json:"secret_key"`
	StripeKey     string `json:"stripe_key"`
	WebhookSecret string `json:"webhook_secret"`
}

func readOptions() (options, error) {
	o := options{port: 8080, dataDir: ".data", databaseURL: os.Getenv("DATABASE_URL")}
	o.migrateURL = cmp.Or(os.Getenv("MIGRATE_DATABASE_URL"), o.databaseURL)
	if text := os.Getenv("PORT"); text != "" {
		port, err := strconv.Atoi(text)
		if err != nil || port < 1 || port > 65534 {
			return o, fmt.Errorf("PORT: %q is not a port number below 65535", text)
		}
		o.port = port
	}
	if dir := os.Getenv("DATA_DIR"); dir != "" {
		o.dataDir = dir
	}
	var err error
	if o.dataDir, err = filepath.Abs(o.dataDir); err != nil {
		return o, err
	}
	if err := os.MkdirAll(o.dataDir, 0o700); err != nil {
		return o, fmt.Errorf("DATA_DIR: %w", err)
	}
	if err := o.checkFolder(); err != nil {
		return o, err
	}
	o.secrets, err = loadSecrets(o.secretsFile())
	return o, err
}

// parts are the folders of a demo shop that are emptied when its filling was
// interrupted.
var parts = []string{"stripe", "mail", "media"}

// checkFolder refuses a folder that holds what only looks like ours, because it
// would be written to and emptied.
func (o options) checkFolder() error {
	if _, err := os.Stat(o.secretsFile()); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, part := range append([]string{"postgres"}, parts...) {
		if _, err := os.Lstat(filepath.Join(o.dataDir, part)); err == nil {
			return fmt.Errorf("DATA_DIR: %s holds a %q that is not of a demo shop: choose an empty folder", o.dataDir, part)
		}
	}
	return nil
}

func (o options) secretsFile() string { return filepath.Join(o.dataDir, "secrets.json") }

func loadSecrets(path string) (secrets, error) {
	var s secrets
	raw, err := os.ReadFile(path)
	if err == nil {
		return s, json.Unmarshal(raw, &s)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return s, err
	}
	s = secrets{SecretKey: rand.Text() + rand.Text(), StripeKey: "sk_test_" + rand.Text(), WebhookSecret: "whsec_" + rand.Text()}
	if raw, err = json.Marshal(s); err != nil {
		return s, err
	}
	return s, os.WriteFile(path, raw, 0o600)
}

// blobURL names the folder of the pictures, whatever characters its path holds.
func (o options) blobURL() string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(o.dataDir, "media"))}
	return u.String()
}

func (o options) storeURL() string   { return "http://localhost:" + strconv.Itoa(o.port) }
func (o options) sandboxURL() string { return "http://localhost:" + strconv.Itoa(o.port+1) }
