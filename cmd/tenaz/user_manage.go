package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/app"
	"tenaz/internal/apperr"
	"tenaz/internal/config"
	"tenaz/internal/i18n"
)

// withPerson opens the store and finds who has an e-mail.
func withPerson(ctx context.Context, email string, act func(core *app.Core, userID int64) error) error {
	cfg, log, err := configured(config.Database)
	if err != nil {
		return err
	}
	core, err := app.OpenCore(ctx, cfg, app.Options{Logger: log, Conns: 2})
	if err != nil {
		return err
	}
	defer core.Close()
	id, err := core.Accounts.UserByEmail(ctx, email)
	if apperr.Is(err, apperr.NotFound) {
		return fmt.Errorf("nobody has the e-mail %s", email)
	}
	if err != nil {
		return err
	}
	return inWords(act(core, id))
}

type userPromoteCmd struct {
	Role  string `required:"" help:"Role: owner, manager, support, warehouse, analyst, or the name of one of the store's own; none takes the role away."`
	Email string `arg:"" help:"E-mail address of the account."`
}

// Run gives the person the role in place of the one before.
func (c *userPromoteCmd) Run(ctx context.Context) error {
	return withPerson(ctx, c.Email, func(core *app.Core, id int64) error {
		var role accounts.Role
		if c.Role != "none" {
			var err error
			if role, err = core.Accounts.RoleNamed(ctx, c.Role); err != nil {
				return err
			}
		}
		if err := core.Accounts.SetRole(ctx, actor.Store("tenaz user promote"), accounts.MemberInput{UserID: id}, role.ID); err != nil {
			return err
		}
		fmt.Printf("%s has the role %s from now on.\n", c.Email, c.Role)
		return nil
	})
}

type userResetCmd struct {
	Email string `arg:"" help:"E-mail address of the account."`
	Print bool   `help:"Print the link instead of mailing it."`
}

// Run mails a link with which the person chooses another password, or prints it.
func (c *userResetCmd) Run(ctx context.Context) error {
	return withPerson(ctx, c.Email, func(core *app.Core, id int64) error {
		if c.Print && (len(core.Config.SecretKeys()) == 0 || core.Config.BaseURL.Host == "") {
			return errors.New("a link needs SECRET_KEY and BASE_URL, as the store has them")
		}
		text, err := core.Accounts.StartReset(ctx, actor.Store("tenaz user reset"), id, c.Print)
		if err != nil {
			return err
		}
		if c.Print {
			fmt.Println(core.Config.BaseURL.JoinPath("/account/recover", text))
			return nil
		}
		fmt.Printf("A link goes to %s as soon as the store works its jobs.\n", c.Email)
		return nil
	})
}

type userResetFactorCmd struct {
	Email string `arg:"" help:"E-mail address of the account."`
}

// Run takes the person's second factors away, to be set up anew.
func (c *userResetFactorCmd) Run(ctx context.Context) error {
	return withPerson(ctx, c.Email, func(core *app.Core, id int64) error {
		if err := core.Accounts.ResetFactors(ctx, actor.Store("tenaz user reset-factor"), id); err != nil {
			return err
		}
		fmt.Printf("%s has no second factor any more, and no open login.\n", c.Email)
		return nil
	})
}

type userDisableCmd struct {
	Email string `arg:"" help:"E-mail address of the account."`
}

// Run keeps the person out and ends the open logins.
func (c *userDisableCmd) Run(ctx context.Context) error {
	return withPerson(ctx, c.Email, func(core *app.Core, id int64) error {
		if err := core.Accounts.Disable(ctx, actor.Store("tenaz user disable"), accounts.MemberInput{UserID: id}); err != nil {
			return err
		}
		fmt.Printf("%s cannot log in any more.\n", c.Email)
		return nil
	})
}

type userEnableCmd struct {
	Email string `arg:"" help:"E-mail address of the account."`
}

// Run lets the person in again.
func (c *userEnableCmd) Run(ctx context.Context) error {
	return withPerson(ctx, c.Email, func(core *app.Core, id int64) error {
		if err := core.Accounts.Enable(ctx, actor.Store("tenaz user enable"), accounts.MemberInput{UserID: id}); err != nil {
			return err
		}
		fmt.Printf("%s may log in again.\n", c.Email)
		return nil
	})
}

type userListCmd struct{}

// Run lists who works for the store.
func (c *userListCmd) Run(ctx context.Context) error {
	cfg, log, err := configured(config.Database)
	if err != nil {
		return err
	}
	core, err := app.OpenCore(ctx, cfg, app.Options{Logger: log, Conns: 2})
	if err != nil {
		return err
	}
	defer core.Close()
	staff, err := core.Accounts.StaffList(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "E-MAIL\tNAME\tROLE\tSTATE\tSECOND FACTOR\tLAST SEEN")
	for _, m := range staff {
		state, factor, seen := "active", "no", "never"
		if !m.Active {
			state = "disabled"
		}
		if m.SecondFactor {
			factor = "yes"
		}
		if m.SeenAt != nil {
			seen = m.SeenAt.In(i18n.Zone()).Format(time.DateTime)
		}
		role := m.Role.Name
		if m.Role.Builtin {
			role = m.Role.Slug
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", m.Email, m.Name, role, state, factor, seen)
	}
	return w.Flush()
}
