package devdb

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// childDir, when set, makes the test binary a program that starts a cluster in
// that folder and waits to be killed.
const childDir = "DEVDB_TEST_PARENT_OF"

// childGuarded makes it use the way of systems without a parent-death signal.
const childGuarded = "DEVDB_TEST_GUARDED"

func beParent(dir string) {
	c, err := Start(context.Background(), Config{Dir: dir, guarded: os.Getenv(childGuarded) != ""})
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println(c.Pid())
	select {}
}

// killedParent starts a cluster in another process and kills that process the
// hard way; it returns the id that the server had.
func killedParent(t *testing.T, dir string) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, readErr := bufio.NewReader(out).ReadString('\n')
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if readErr != nil || err != nil {
		t.Fatalf("the other process said %q", line)
	}
	return pid
}

func waitUntil(t *testing.T, what string, done func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !done() {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain: %s", what)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestKilledParentLeavesNothing(t *testing.T) {
	for _, guarded := range []string{"", "yes"} {
		t.Setenv(childGuarded, guarded)
		dir := t.TempDir()
		pid := killedParent(t, dir)
		waitUntil(t, "the server ends with its parent", func() bool { return !alive(pid) })

		// Its backends are gone too: only then is the inherited lock free.
		f, err := os.Open(filepath.Join(dir, "lock"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		waitUntil(t, "the last process gives up the lock", func() bool {
			return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
		})
	}
}

func TestStartRightAfterKilledParent(t *testing.T) {
	dir := t.TempDir()
	killedParent(t, dir)
	c := startIn(t, dir)
	if one := ask[int](t, c.URL(SuperRole, SuperRole), `SELECT 1`); one != 1 {
		t.Error("the new server does not answer")
	}
}

func TestStalePidFile(t *testing.T) {
	dir := t.TempDir()
	c, err := Start(t.Context(), Config{Dir: dir, InitCache: sharedCache})
	if err != nil {
		t.Fatal(err)
	}
	pidFile := filepath.Join(c.data(), "postmaster.pid")
	text, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	// The old server's number now belongs to this very process, which is alive.
	_, rest, _ := strings.Cut(string(text), "\n")
	stale := strconv.Itoa(os.Getpid()) + "\n" + rest
	if err := os.WriteFile(pidFile, []byte(stale), 0o600); err != nil {
		t.Fatal(err)
	}
	again := startIn(t, dir)
	if one := ask[int](t, again.URL(SuperRole, SuperRole), `SELECT 1`); one != 1 {
		t.Error("the server does not answer")
	}
}

func TestServerEndsByItself(t *testing.T) {
	c := startIn(t, t.TempDir())
	if err := syscall.Kill(c.Pid(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	select {
	case <-c.Done():
	case <-time.After(20 * time.Second):
		t.Fatal("Done does not tell that the server was killed")
	}
	if err := c.Stop(); err != nil {
		t.Errorf("Stop after the server's death: %v", err)
	}
}
