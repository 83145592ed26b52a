package devdb

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

const (
	// socketPort only names the socket's file; nothing listens on TCP.
	socketPort = "5432"
	// maxSocketPath stays below sun_path of every system: 108 on Linux, 104 elsewhere.
	maxSocketPath = 100
)

// socketDir returns a folder for the socket that nobody else may enter: below the
// cluster's own, or a short one in the temporary folder when the path would not
// fit into a socket's address, or holds the comma that parts hosts in one.
func socketDir(dir string) (string, error) {
	own := filepath.Join(dir, "run")
	if fits(own) {
		return own, privateDir(own)
	}
	sum := sha256.Sum256([]byte(dir))
	name := fmt.Sprintf("tenaz-%d-%s", os.Getuid(), hex.EncodeToString(sum[:6]))
	for _, temp := range []string{os.TempDir(), "/tmp"} {
		short := filepath.Join(temp, name)
		if fits(short) {
			return short, privateDir(short)
		}
	}
	return "", fmt.Errorf("%s: no path short enough for a socket", dir)
}

func fits(dir string) bool {
	return len(filepath.Join(dir, ".s.PGSQL."+socketPort)) <= maxSocketPath && !strings.Contains(dir, ",")
}

// privateDir makes dir, or accepts one that exists if it is a real folder that
// belongs to this user and is closed to others.
func privateDir(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !os.IsExist(err) {
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || (ok && int(owner.Uid) != os.Geteuid() && os.Geteuid() != 0) {
		return fmt.Errorf("%s belongs to somebody else", dir)
	}
	return os.Chmod(dir, 0o700)
}
