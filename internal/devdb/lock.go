package devdb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrInUse is what Start returns when another process runs a server in the
// same folder.
var ErrInUse = errors.New("the folder is in use")

// lockDir takes the folder's lock. The server inherits the open file, so that the
// lock is held until the last of its processes has ended: whoever has it knows
// that nothing works on the data. A server whose owner has died is on its way
// out, and is waited for.
func lockDir(ctx context.Context, dir string) (*os.File, error) {
	path := filepath.Join(dir, "lock")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	deadline := time.Now().Add(20 * time.Second)
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			break
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			f.Close()
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		holder := readPid(path)
		if alive(holder) || time.Now().After(deadline) {
			f.Close()
			return nil, fmt.Errorf("%s: %w by process %d: stop it, or choose another DATA_DIR", dir, ErrInUse, holder)
		}
		select {
		case <-ctx.Done():
			f.Close()
			return nil, ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
	if err := f.Truncate(0); err == nil {
		_, err = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
		if err != nil {
			f.Close()
			return nil, err
		}
	}
	return f, nil
}

// clearStalePid removes the postmaster.pid of a server that was killed. The lock
// proves that no server of ours is left; one that somebody started by hand is
// told apart by its process, because its number may long belong to another.
func clearStalePid(data string) error {
	path := filepath.Join(data, "postmaster.pid")
	pid := readPid(path)
	if pid == 0 {
		return nil
	}
	if alive(pid) && strings.Contains(processName(pid), "postgres") && ownsData(pid, data) {
		return fmt.Errorf("%s: %w by a PostgreSQL server started by hand, process %d", data, ErrInUse, pid)
	}
	return os.Remove(path)
}

// readPid returns the number in the first line of a file, zero if there is none.
func readPid(path string) int {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || pid < 1 {
		return 0
	}
	return pid
}

// alive says whether a process runs, be it ours or not.
func alive(pid int) bool {
	if pid < 1 {
		return false
	}
	err := syscall.Kill(pid, 0)
	return (err == nil || errors.Is(err, syscall.EPERM)) && !defunct(pid)
}
