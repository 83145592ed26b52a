//go:build !linux

package bench

import "syscall"

// endsWithUs puts a child into a group of its own: Ctrl-C reaches it through us.
func endsWithUs() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
