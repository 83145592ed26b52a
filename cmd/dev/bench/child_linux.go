package bench

import "syscall"

// endsWithUs lets a child die with this process. The signal follows the thread
// that started the child; the bench starts its children from its main one, which
// Run keeps.
func endsWithUs() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}
