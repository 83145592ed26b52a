package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// child is a process that the bench started: the store, the sandbox, the bare
// handler.
type child struct {
	name  string
	cmd   *exec.Cmd
	stdin io.WriteCloser
	done  chan struct{}
	log   string
	err   error
}

// spawn starts a program whose environment is env alone and whose log goes to
// the file log. It ends with this process, however this process ends.
func spawn(name string, log string, env []string, stdout io.Writer, program string, args ...string) (*child, error) {
	file, err := os.OpenFile(log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	defer file.Close() // the child has its own
	cmd := exec.Command(program, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = env, stdout, file
	cmd.SysProcAttr = endsWithUs()
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	c := &child{name: name, cmd: cmd, stdin: stdin, done: make(chan struct{}), log: log}
	go func() {
		c.err = cmd.Wait()
		close(c.done)
	}()
	return c, nil
}

func (c *child) pid() int { return c.cmd.Process.Pid }

// stop ends the process in an orderly way, and after a while in any way.
func (c *child) stop() error {
	if c == nil {
		return nil
	}
	_ = c.stdin.Close()
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-c.done:
	case <-time.After(30 * time.Second):
		_ = c.cmd.Process.Kill()
		<-c.done
		return fmt.Errorf("%s did not stop when told to", c.name)
	}
	return c.err
}

// failed explains why the process ended by itself, with the end of its log.
func (c *child) failed() error {
	raw, err := os.ReadFile(c.log)
	if err != nil {
		return fmt.Errorf("%s ended: %w", c.name, c.err)
	}
	return fmt.Errorf("%s ended: %w\n%s", c.name, c.err, strings.TrimSpace(string(raw[max(0, len(raw)-4000):])))
}

// helper starts this program again as one of the bench's own servers, and returns
// the address that it announces. input is what it reads first.
func helper(log string, input []byte, args ...string) (*child, string, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, "", err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, "", err
	}
	defer read.Close()
	c, err := spawn(args[0], log, os.Environ(), write, self, append([]string{"bench"}, args...)...)
	write.Close() // the child has its own
	if err != nil {
		return nil, "", err
	}
	if len(input) > 0 {
		if _, err := c.stdin.Write(input); err != nil {
			return nil, "", errors.Join(err, c.stop())
		}
	}
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		<-c.done
		return nil, "", c.failed()
	}
	return c, strings.TrimSpace(line), nil
}

// freePort returns a TCP port of the loopback that nobody listens on.
func freePort(ctx context.Context) (int, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}
