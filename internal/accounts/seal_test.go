package accounts_test

import (
	"testing"
	"time"

	"tenaz/internal/testdb"
)

func TestSecretsAreSealedAndOutliveANewKey(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	secret, _ := g.enrol(g.login("").ID)
	sealedNow := func() (kept []byte) {
		if err := g.db.QueryRow(t.Context(), `SELECT sealed FROM totp_secrets WHERE user_id = $1`, g.user.ID).Scan(&kept); err != nil {
			t.Fatal(err)
		}
		return kept
	}
	if n := g.count(`SELECT count(*) FROM totp_secrets WHERE position($1::bytea IN sealed) > 0`, []byte(secret)); n != 0 {
		t.Error("the secret is readable in the table")
	}
	before := sealedNow()
	newKey := []byte("another key of thirty-two bytes..")
	g.Service = g.withKeys([][]byte{newKey, secrets[0]})
	if _, err := g.second(g.code(secret, 0)); err != nil {
		t.Fatalf("after a rotation: %v", err)
	}
	if string(sealedNow()) == string(before) {
		t.Error("the secret was not sealed under the new key")
	}
	g.Service = g.withKeys([][]byte{newKey})
	g.clock.Advance(time.Minute)
	if _, err := g.second(g.code(secret, 0)); err != nil {
		t.Errorf("without the old key: %v", err)
	}
	// A row moved to somebody else opens nothing.
	other := guard(t, g.db, "")
	other.Service = g.Service
	if _, err := g.db.Exec(t.Context(), `UPDATE totp_secrets SET user_id = $1 WHERE user_id = $2`, other.user.ID, g.user.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := other.second(g.code(secret, 1)); err == nil {
		t.Error("a copied row opens another account")
	}
}

func TestResealLeavesNothingToTheOldKey(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	g, other := guard(t, tx, ""), guard(t, tx, "")
	secret, _ := g.enrol(g.login("").ID)
	other.enrol(other.login("").ID)
	newKey := []byte("another key of thirty-two bytes..")
	rotated := g.withKeys([][]byte{newKey, secrets[0]})
	if n, err := rotated.Reseal(t.Context()); err != nil || n != 2 {
		t.Fatalf("%d resealed, %v; want 2", n, err)
	}
	if n, err := rotated.Reseal(t.Context()); err != nil || n != 0 {
		t.Errorf("%d again, %v; want none", n, err)
	}
	g.Service = g.withKeys([][]byte{newKey})
	if _, err := g.second(g.code(secret, 0)); err != nil {
		t.Errorf("without the old key: %v", err)
	}
	if _, err := g.withKeys(secrets).Reseal(t.Context()); err == nil {
		t.Error("secrets that no key opens are not told of")
	}
}
