package devdb

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// server is the running postmaster.
type server struct {
	cmd  *exec.Cmd
	done chan struct{}
}

// guard runs a program beside a reader of the pipe on descriptor 3: when the
// process that holds the other end is gone, the program is told to end. It does
// the work of Linux's parent-death signal where there is none.
const guard = `"$@" 3<&- & pid=$!
(read _ <&3; kill -INT $pid) 4<&- 2>/dev/null &
exec 3<&-
wait $pid`

// launch starts the server and keeps the thread that did so until it ends: the
// signal that ends it with its parent is bound to that thread.
func launch(a account, guarded bool, log, lock *os.File, postgres string, args ...string) (*server, error) {
	cmd := a.command(postgres, args...)
	var ours, theirs *os.File
	if !guarded {
		// The lock lives as long as the last of the server's processes.
		cmd.ExtraFiles = []*os.File{lock}
	} else {
		var err error
		if theirs, ours, err = os.Pipe(); err != nil {
			return nil, err
		}
		cmd = a.command("/bin/sh", append([]string{"-c", guard, "guard", postgres}, args...)...)
		cmd.ExtraFiles = []*os.File{theirs, lock}
	}
	cmd.Stdout, cmd.Stderr = log, log

	s := &server{cmd: cmd, done: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			// How it ended is in its log; that it ended is all that matters here.
			_ = cmd.Wait()
		}
		if ours != nil {
			ours.Close()
			theirs.Close()
		}
		close(s.done)
	}()
	return s, <-started
}

// stop ends the server on pid: politely, then at once, then by force.
func (s *server) stop(pid int) error {
	for _, step := range []struct {
		signal syscall.Signal
		wait   time.Duration
	}{{syscall.SIGINT, 30 * time.Second}, {syscall.SIGQUIT, 5 * time.Second}, {syscall.SIGKILL, 5 * time.Second}} {
		if err := syscall.Kill(pid, step.signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return err
		}
		select {
		case <-s.done:
			return nil
		case <-time.After(step.wait):
		}
	}
	return errors.New("the server does not end")
}

// runBriefly runs a program to its end on a thread of its own, and returns what
// it printed.
func runBriefly(cmd *exec.Cmd) (string, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// environment is the caller's without what would change how the server works:
// its locale, and the client settings of whoever develops with PostgreSQL.
func environment() []string {
	var env []string
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(entry, "=")
		if name == "LANG" || name == "LANGUAGE" || name == "TZ" || strings.HasPrefix(name, "LC_") || strings.HasPrefix(name, "PG") {
			continue
		}
		env = append(env, entry)
	}
	return append(env, "LC_ALL=C", "TZ=UTC")
}
