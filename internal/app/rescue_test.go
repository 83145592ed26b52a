package app_test

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/app"
	"tenaz/internal/config"
	"tenaz/internal/storetest"
)

// What a process that died had begun is begun again within minutes: a mail or a
// payment must not wait for an hour.
func TestJobsOfADeadProcessAreWorkedAgainSoon(t *testing.T) {
	t.Parallel()
	var id int64
	_, d, _ := start(t, func(c *config.Config, _ *app.Options) {
		conn, err := pgx.Connect(t.Context(), c.DatabaseURL.Reveal())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(t.Context())
		err = conn.QueryRow(t.Context(), `INSERT INTO river_job (state, attempt, attempted_at, attempted_by, args, kind)
			VALUES ('running', 1, now() - interval '4 minutes', '{dead}', '{}', 'purge') RETURNING id`).Scan(&id)
		if err != nil {
			t.Fatal(err)
		}
	})
	storetest.Eventually(t, func() error {
		var state string
		if err := d.Pool.QueryRow(t.Context(), "SELECT state FROM river_job WHERE id = $1", id).Scan(&state); err != nil {
			return err
		}
		if state == "running" {
			return errors.New("nobody has taken the job up")
		}
		return nil
	})
}
