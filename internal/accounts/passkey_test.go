package accounts_test

import (
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/testdb"
)

// addPasskey registers a passkey of the person.
func (g *guarded) addPasskey(a *authenticator) (codes []string) {
	g.t.Helper()
	challenge, err := g.AskNewPasskey(g.t.Context(), g.user.ID, "Loja")
	if err != nil {
		g.t.Fatal(err)
	}
	codes, err = g.AddPasskey(g.t.Context(), g.by, g.answer(challenge, a.create(challenge)))
	if err != nil {
		g.t.Fatal(err)
	}
	return codes
}

func (g *guarded) answer(c accounts.Challenge, answer string) accounts.PasskeyInput {
	return accounts.PasskeyInput{
		FactorInput: accounts.FactorInput{UserID: g.user.ID}, Challenge: c.ID, Answer: answer, Name: " Meu   celular ",
	}
}

func (g *guarded) anyChallenge() accounts.Challenge {
	g.t.Helper()
	c, err := g.AskAnyPasskey(g.t.Context())
	if err != nil {
		g.t.Fatal(err)
	}
	return c
}

func TestAPasskeyLogsItsOwnerIn(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	phone := newAuthenticator(t)
	if codes := g.addPasskey(phone); len(codes) != 10 {
		t.Errorf("%d recovery codes with the first factor, want 10", len(codes))
	}
	if codes := g.addPasskey(newAuthenticator(t)); len(codes) != 0 {
		t.Errorf("%d more with the second", len(codes))
	}
	for range 2 {
		challenge := g.anyChallenge()
		answer := phone.get(challenge)
		if id, err := g.LoginByPasskey(t.Context(), challenge.ID, answer); err != nil || id != g.user.ID {
			t.Fatalf("user %d, %v; want %d", id, err, g.user.ID)
		}
		if _, err := g.LoginByPasskey(t.Context(), challenge.ID, answer); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("the same answer again: %v", err)
		}
	}
	list, err := g.Passkeys(t.Context(), g.user.ID)
	if err != nil || len(list) != 2 || list[0].Name != "Meu celular" || list[0].UsedAt == nil || list[1].UsedAt != nil {
		t.Errorf("the list is %+v, %v", list, err)
	}
}

func TestAPasskeyIsASecondFactor(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	phone := newAuthenticator(t)
	g.addPasskey(phone)
	challenge, err := g.AskPasskey(t.Context(), g.user.ID)
	if err != nil {
		t.Fatal(err)
	}
	factor, err := g.SecondFactor(t.Context(), g.by, g.user.ID, accounts.Proof{Passkey: phone.get(challenge), Challenge: challenge.ID})
	if err != nil || factor != accounts.FactorPasskey {
		t.Errorf("%q, %v", factor, err)
	}
}

func TestAPasskeysAnswerIsRefused(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	for name, c := range map[string]struct {
		change func(g *guarded, phone *authenticator)
		answer func(g *guarded, phone *authenticator, c accounts.Challenge) string
	}{
		"without a finger, a face or a PIN": {change: func(_ *guarded, p *authenticator) { p.verified = false }},
		"for another site":                  {change: func(_ *guarded, p *authenticator) { p.host = "evil.test" }},
		"from another site":                 {change: func(_ *guarded, p *authenticator) { p.origin = "https://evil.test" }},
		"from a subdomain":                  {change: func(_ *guarded, p *authenticator) { p.origin = "https://x.loja.example.com" }},
		"without TLS":                       {change: func(_ *guarded, p *authenticator) { p.origin = "http://loja.example.com" }},
		"by a copy of the key":              {change: func(_ *guarded, p *authenticator) { p.counter = 0 }},
		"by another key":                    {change: func(g *guarded, p *authenticator) { p.key = newAuthenticator(g.t).key }},
		"too late":                          {change: func(g *guarded, _ *authenticator) { g.clock.Advance(5*time.Minute + time.Second) }},
		"by a key that was removed": {change: func(g *guarded, _ *authenticator) {
			if _, err := g.db.Exec(g.t.Context(), `DELETE FROM passkeys WHERE user_id = $1`, g.user.ID); err != nil {
				g.t.Fatal(err)
			}
		}},
		"of somebody who was blocked": {change: func(g *guarded, _ *authenticator) {
			if _, err := g.db.Exec(g.t.Context(), `UPDATE users SET state = 'blocked' WHERE id = $1`, g.user.ID); err != nil {
				g.t.Fatal(err)
			}
		}},
		"to another challenge": {answer: func(g *guarded, p *authenticator, _ accounts.Challenge) string { return p.get(g.anyChallenge()) }},
		"that is nothing":      {answer: func(*guarded, *authenticator, accounts.Challenge) string { return "" }},
		"that is no JSON":      {answer: func(*guarded, *authenticator, accounts.Challenge) string { return `{"id":` }},
	} {
		g := guard(t, tx, "")
		phone := newAuthenticator(t)
		g.addPasskey(phone)
		login := g.anyChallenge() // counts as the first use
		if _, err := g.LoginByPasskey(t.Context(), login.ID, phone.get(login)); err != nil {
			t.Fatal(err)
		}
		challenge := g.anyChallenge()
		if c.change != nil {
			c.change(g, phone)
		}
		answer := ""
		if c.answer != nil {
			answer = c.answer(g, phone, challenge)
		} else {
			answer = phone.get(challenge)
		}
		if id, err := g.LoginByPasskey(t.Context(), challenge.ID, answer); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%s: user %d, %v", name, id, err)
		}
	}
}

func TestAChallengeIsForOnePurposeAndPerson(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	g, other := guard(t, tx, ""), guard(t, tx, "")
	phone, stranger := newAuthenticator(t), newAuthenticator(t)
	g.addPasskey(phone)
	other.addPasskey(stranger)
	ask := func() accounts.Challenge {
		c, err := g.AskPasskey(t.Context(), g.user.ID)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	prove := func(id int64, c accounts.Challenge, answer string) error {
		_, err := g.SecondFactor(t.Context(), g.by, id, accounts.Proof{Passkey: answer, Challenge: c.ID})
		return err
	}
	c := ask()
	if err := prove(g.user.ID, c, stranger.get(c)); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("another person's passkey: %v", err)
	}
	c = ask()
	if err := prove(other.user.ID, c, stranger.get(c)); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("a challenge of another person: %v", err)
	}
	c = g.anyChallenge()
	if err := prove(g.user.ID, c, phone.get(c)); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("the challenge of a log-in, as a proof: %v", err)
	}
	c = ask()
	if _, err := g.LoginByPasskey(t.Context(), c.ID, phone.get(c)); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("the challenge of a proof, as a log-in: %v", err)
	}
	registration, err := g.AskNewPasskey(t.Context(), g.user.ID, "Loja")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.AddPasskey(t.Context(), other.by, other.answer(registration, newAuthenticator(t).create(registration))); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("a passkey registered with somebody else's challenge: %v", err)
	}
}

func TestPasskeysAreTheOwnersAlone(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	g, other := guard(t, tx, ""), guard(t, tx, "")
	g.addPasskey(newAuthenticator(t))
	list, err := g.Passkeys(t.Context(), g.user.ID)
	if err != nil {
		t.Fatal(err)
	}
	id := list[0].ID
	if err := other.RenamePasskey(t.Context(), other.user.ID, id, "minha"); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("renamed by somebody else: %v", err)
	}
	if err := g.RenamePasskey(t.Context(), g.user.ID, id, " "); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("without a name: %v", err)
	}
	if err := g.RenamePasskey(t.Context(), g.user.ID, id, "Chave azul"); err != nil {
		t.Error(err)
	}
	nested, err := tx.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := other.RemovePasskey(t.Context(), other.by, accounts.FactorInput{UserID: other.user.ID}, id); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("removed by somebody else: %v", err)
	}
	if err := nested.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := g.RemovePasskey(t.Context(), g.by, accounts.FactorInput{UserID: g.user.ID}, id); err != nil {
		t.Error(err)
	}
	if has, err := g.Factors(t.Context(), g.user.ID); err != nil || has.Second() || has.Recovery != 0 {
		t.Errorf("left are %+v, %v", has, err)
	}
}
