package main

import (
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
	secrets     secrets
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
	o.secrets, err = loadSecrets(filepath.Join(o.dataDir, "secrets.json"))
	return o, err
}

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
