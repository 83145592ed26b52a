package bench

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the unit in which Linux accounts processor time to user programs.
const tick = 10 * time.Millisecond

// stat is what /proc tells of one process.
type stat struct {
	parent int
	own    time.Duration // processor time of its own threads
	ended  time.Duration // of its children that have ended
}

func readStat(pid int) (stat, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return stat{}, err
	}
	// The name in brackets may hold anything, spaces too.
	end := bytes.LastIndexByte(raw, ')')
	fields := strings.Fields(string(raw[end+1:]))
	if end < 0 || len(fields) < 15 {
		return stat{}, fmt.Errorf("/proc/%d/stat: unknown form", pid)
	}
	numbers := make([]int, 15)
	for _, i := range []int{1, 11, 12, 13, 14} {
		if numbers[i], err = strconv.Atoi(fields[i]); err != nil {
			return stat{}, err
		}
	}
	return stat{
		parent: numbers[1],
		own:    time.Duration(numbers[11]+numbers[12]) * tick,
		ended:  time.Duration(numbers[13]+numbers[14]) * tick,
	}, nil
}

// processTime returns the processor time of a process, 0 if it has ended.
func processTime(pid int) time.Duration {
	s, err := readStat(pid)
	if err != nil {
		return 0
	}
	return s.own
}

// familyTime returns the processor time of a process and all its children, those
// that have ended included: a PostgreSQL and its servers.
func familyTime(pid int) time.Duration {
	root, err := readStat(pid)
	if err != nil {
		return 0
	}
	sum := root.own + root.ended
	names, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return sum
	}
	for _, name := range names {
		child, err := strconv.Atoi(filepath.Base(name))
		if err != nil {
			continue
		}
		// A process may end between the two steps.
		if s, err := readStat(child); err == nil && s.parent == pid {
			sum += s.own
		}
	}
	return sum
}

// machineTime returns how long all processors have worked, and how long they
// could have.
func machineTime() (busy, all time.Duration) {
	raw, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, 0
	}
	line, _, _ := strings.Cut(string(raw), "\n")
	for i, field := range strings.Fields(line) {
		// Guest time (9, 10) is part of user time.
		if i == 0 || i > 8 {
			continue
		}
		n, err := strconv.Atoi(field)
		if err != nil {
			return 0, 0
		}
		d := time.Duration(n) * tick
		all += d
		if i != 4 && i != 5 { // idle, waiting for a disk
			busy += d
		}
	}
	return busy, all
}

// memory returns a line of /proc/PID/status such as VmRSS or VmHWM, in bytes.
func memory(pid int, name string) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		key, value, _ := strings.Cut(line, ":")
		if key != name {
			continue
		}
		kib, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		if err != nil {
			return 0
		}
		return kib << 10
	}
	return 0
}

// resetPeak makes VmHWM count from now on; where the system refuses, it goes on
// counting from the start.
func resetPeak(pid int) error {
	return os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0)
}

// loadAverage returns the machine's load of the last minute as the system says it.
func loadAverage() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(raw), " ")
	return first
}

// processor returns the name of the machine's processor.
func processor() string {
	raw, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown processor"
	}
	for line := range strings.Lines(string(raw)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown processor"
}
