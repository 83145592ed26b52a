//go:build !linux

package devdb

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// account says as whom the server's programs run: as the caller, who may not be
// root, for only Linux has a way around PostgreSQL's refusal.
type account struct{}

func chooseAccount(string, bool) (account, error) {
	if os.Geteuid() == 0 {
		return account{}, errors.New("PostgreSQL refuses to run as root: use an ordinary user")
	}
	return account{}, nil
}

// command prepares a program, out of reach of the terminal's Ctrl-C.
func (account) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = environment()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

func (account) own(string) error { return nil }

func (account) isOther() bool { return false }

// processName returns the name of a process's program, empty when unknown.
func processName(pid int) string {
	out, err := exec.Command("ps", "-p", strconv.Itoa(pid), "-o", "comm=").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// ownsData cannot tell here in which folder a server works, and is careful.
func ownsData(int, string) bool { return true }

// defunct is not asked here: the first process takes care of orphans.
func defunct(int) bool { return false }
