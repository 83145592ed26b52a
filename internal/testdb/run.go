package testdb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"tenaz/internal/devdb"
)

// Run executes a command, such as go test, with one server for all the test
// processes below it, and returns the command's exit code. In the end the private
// cluster is stopped, or the run's databases are dropped from the server of
// DATABASE_URL.
func Run(ctx context.Context, command []string) (code int, err error) {
	if len(command) == 0 {
		return 2, errors.New("no command to run")
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)

	env, finish, err := prepare(ctx)
	if err != nil {
		return 1, err
	}
	defer func() {
		if finishErr := finish(); finishErr != nil && code == 0 {
			code, err = 1, errors.Join(err, finishErr)
		}
	}()

	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), env)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	// A group of its own, so that a signal reaches the test processes too.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	ended := make(chan struct{})
	go func() {
		select {
		case <-signals:
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
		case <-ended:
		}
	}()
	err = cmd.Wait()
	close(ended)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(1, exit.ExitCode()), nil
	}
	return 0, err
}

// prepare starts or finds the server, and returns what tells the test processes
// of it and what ends it.
func prepare(ctx context.Context) (env string, finish func() error, err error) {
	if given := os.Getenv("DATABASE_URL"); given != "" {
		run := newRun()
		s, err := givenServer(given, os.Getenv("MIGRATE_DATABASE_URL"))
		if err != nil {
			return "", nil, err
		}
		s.run = run
		return envRun + "=" + run, func() error { return s.sweepRun(context.WithoutCancel(ctx)) }, s.sweepAbandoned(ctx)
	}
	if err := devdb.Ensure(ctx, devdb.Config{Dir: slotBases()[0]}, os.Stderr); err != nil {
		return "", nil, err
	}
	cluster, err := startSlot(ctx)
	if err != nil {
		return "", nil, err
	}
	admin := cluster.URL(devdb.SuperRole, devdb.SuperRole)
	s, err := privateServer(admin)
	if err == nil {
		err = s.sweepAll(ctx)
	}
	if err != nil {
		return "", nil, errors.Join(err, cluster.Stop())
	}
	return fmt.Sprintf("%s=%s", envAdmin, admin), cluster.Stop, nil
}
