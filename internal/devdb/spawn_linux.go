package devdb

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// account says as whom the server's programs run. PostgreSQL refuses root: as
// root they run in a user namespace that shows root's files as nobody's, or,
// where namespaces are refused, as a real unprivileged user.
type account struct {
	namespaceID int                 // root is shown as this id when above zero
	credential  *syscall.Credential // the other user, nil otherwise
}

// chooseAccount tries the ways for the calling user; probe is a program to try
// them with.
func chooseAccount(probe string, noNamespace bool) (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	if noNamespace {
		return realAccount(probe)
	}
	for _, name := range []string{"nobody", "postgres"} {
		id, _, err := lookup(name)
		if err != nil {
			continue
		}
		a := account{namespaceID: id}
		if a.command(probe, "--version").Run() == nil {
			return a, nil
		}
	}
	return realAccount(probe)
}

// realAccount is the way without namespaces: a user of this machine.
func realAccount(probe string) (account, error) {
	err := error(nil)
	for _, name := range []string{"postgres", "nobody"} {
		var uid, gid int
		if uid, gid, err = lookup(name); err != nil {
			continue
		}
		a := account{credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
		if err = a.command(probe, "--version").Run(); err == nil {
			return a, nil
		}
	}
	return account{}, fmt.Errorf("PostgreSQL refuses root, and no other user can run it here: %w", err)
}

func lookup(name string) (uid, gid int, err error) {
	u, err := user.Lookup(name)
	if err != nil {
		return 0, 0, err
	}
	if uid, err = strconv.Atoi(u.Uid); err != nil {
		return 0, 0, err
	}
	gid, err = strconv.Atoi(u.Gid)
	return uid, gid, err
}

// command prepares a program to run under the account, out of reach of the
// terminal's Ctrl-C. It ends when the thread that starts it ends: call it from a
// goroutine that is locked to its thread.
func (a account) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = environment()
	// A fast shutdown rather than a kill: the next start needs no recovery.
	attr := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGINT}
	switch {
	case a.namespaceID > 0:
		attr.Cloneflags = syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: a.namespaceID, HostID: os.Getuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: a.namespaceID, HostID: os.Getgid(), Size: 1}}
	case a.credential != nil:
		attr.Credential = a.credential
		cmd.Dir = "/"
	}
	cmd.SysProcAttr = attr
	return cmd
}

// own gives a tree to the account, and makes sure that it can be reached. A tree
// that another account used before changes hands.
func (a account) own(root string) error {
	uid, gid := os.Getuid(), os.Getgid()
	if a.credential != nil {
		uid, gid = int(a.credential.Uid), int(a.credential.Gid)
		if err := a.reaches(filepath.Dir(root)); err != nil {
			return err
		}
	} else if owner, err := ownerOf(root); err != nil || owner == uid || uid != 0 {
		return err
	}
	return filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		}
		return os.Lchown(path, uid, gid)
	})
}

// reaches says whether the other user may walk through all folders down to dir.
func (a account) reaches(dir string) error {
	for ; ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			return err
		}
		owner, err := ownerOf(dir)
		if err != nil {
			return err
		}
		mine := owner == int(a.credential.Uid) && info.Mode()&0o100 != 0
		if !mine && info.Mode()&0o001 == 0 {
			return fmt.Errorf("%s is closed to the user that runs PostgreSQL: choose a DATA_DIR outside it", dir)
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

func ownerOf(path string) (int, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return 0, err
	}
	return int(info.Sys().(*syscall.Stat_t).Uid), nil
}

// processName returns the name of a process's program, empty when unknown.
func processName(pid int) string {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "comm"))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// ownsData says whether a server works in the folder: it always stands in it.
func ownsData(pid int, data string) bool {
	cwd, err := os.Readlink(filepath.Join("/proc", strconv.Itoa(pid), "cwd"))
	return err != nil || cwd == data
}

// isOther says whether files have to be given to another user.
func (a account) isOther() bool { return a.credential != nil }

// defunct says whether a process has ended and only its parent has not noticed:
// a container's first process may never notice.
func defunct(pid int) bool {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return false
	}
	_, state, found := strings.Cut(string(text), ") ")
	return found && strings.HasPrefix(state, "Z")
}
