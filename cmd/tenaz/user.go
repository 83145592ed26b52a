package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/app"
	"tenaz/internal/apperr"
	"tenaz/internal/config"
	"tenaz/internal/i18n"
)

type userCmd struct {
	Create      userCreateCmd      `cmd:"" help:"Create a person with a role. The password is asked for on a terminal, else it is the first line of the standard input, or USER_PASSWORD."`
	Promote     userPromoteCmd     `cmd:"" help:"Give somebody another role, or none."`
	Reset       userResetCmd       `cmd:"" help:"Mail somebody a link with which to choose another password, or print it."`
	ResetFactor userResetFactorCmd `cmd:"" help:"Take away the second factors that somebody has lost; they are set up anew at the next log-in."`
	Disable     userDisableCmd     `cmd:"" help:"Keep somebody out and end the open logins."`
	Enable      userEnableCmd      `cmd:"" help:"Let somebody in again."`
	List        userListCmd        `cmd:"" help:"List who works for the store."`
}

type userCreateCmd struct {
	Role  string `required:"" help:"Role: owner, manager, support, warehouse or analyst."`
	Email string `required:"" help:"E-mail address to log in with."`
	Name  string `help:"Name that colleagues see; what the address begins with if not given."`
}

// Run creates the person. The password never comes from the command line, which
// other people of the machine can read.
func (c *userCreateCmd) Run(ctx context.Context) error {
	cfg, log, err := configured(config.Database)
	if err != nil {
		return err
	}
	password, err := readPassword(os.Stdin, os.Getenv("USER_PASSWORD"))
	if err != nil {
		return err
	}
	core, err := app.OpenCore(ctx, cfg, app.Options{Logger: log, Conns: 2})
	if err != nil {
		return err
	}
	defer core.Close()
	user, err := core.Accounts.Create(ctx, actor.Store("tenaz user create"), accounts.CreateInput{
		Email: c.Email, Name: c.name(), Password: password, Role: c.Role,
	})
	if err != nil {
		return inWords(err)
	}
	fmt.Printf("%s may now log in as %s.\n", user.Email, c.Role)
	return nil
}

// name is what colleagues see: as given, else what the address begins with.
func (c *userCreateCmd) name() string {
	local, _, _ := strings.Cut(c.Email, "@")
	return cmp.Or(c.Name, local)
}

// readPassword takes the environment's password, else asks on a terminal (twice,
// without showing it), else reads the first line of in.
func readPassword(in *os.File, fromEnv string) (string, error) {
	if fromEnv != "" {
		return fromEnv, nil
	}
	if !term.IsTerminal(int(in.Fd())) {
		return firstLine(in)
	}
	first, err := ask(in, "Password: ")
	if err != nil {
		return "", err
	}
	again, err := ask(in, "The same again: ")
	if err != nil {
		return "", err
	}
	if first != again {
		return "", errors.New("the two passwords differ")
	}
	return first, nil
}

func ask(in *os.File, prompt string) (string, error) {
	fmt.Fprint(os.Stderr, prompt)
	defer fmt.Fprintln(os.Stderr)
	typed, err := term.ReadPassword(int(in.Fd()))
	return string(typed), err
}

func firstLine(in io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", errors.New("no password given")
	}
	return line, nil
}

// inWords turns an error for people into their words, each field's on a line.
func inWords(err error) error {
	var known *apperr.Error
	if !errors.As(err, &known) {
		return err
	}
	ctx := i18n.With(context.Background(), "en")
	var lines []string
	for _, field := range slices.Sorted(maps.Keys(known.Fields)) {
		message := known.Fields[field]
		lines = append(lines, field+": "+i18n.T(ctx, message.ID, message.Args...))
	}
	if len(lines) == 0 && known.ID != "" {
		lines = append(lines, i18n.T(ctx, known.ID, known.Args...))
	}
	if len(lines) == 0 && known.Err != nil {
		return known.Err
	}
	if len(lines) == 0 {
		return err
	}
	return errors.New(strings.Join(lines, "\n"))
}
