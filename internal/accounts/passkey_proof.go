package accounts

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// AskAnyPasskey returns the challenge of a log-in by passkey alone: nobody has
// said yet who they are, and nothing about anybody is told.
func (s *Service) AskAnyPasskey(ctx context.Context) (Challenge, error) {
	if s.Keys == nil {
		return Challenge{}, noPasskeys()
	}
	options, session, err := s.Keys.BeginDiscoverableLogin()
	if err != nil {
		return Challenge{}, err
	}
	return s.putChallenge(ctx, forLogin, 0, options, session)
}

// LoginByPasskey returns whose passkey has answered. The device has asked for a
// finger, a face or a PIN, so that it counts as two factors.
func (s *Service) LoginByPasskey(ctx context.Context, challenge int64, answer string) (userID int64, err error) {
	session, err := s.takeChallenge(ctx, forLogin, challenge, 0)
	if err != nil {
		return 0, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return 0, passkeyError(err)
	}
	var owner *passkeyOwner
	find := func(_, handle []byte) (webauthn.User, error) {
		row, err := q.New().PasskeyOwnerByHandle(ctx, s.DB, handle)
		if err != nil {
			return nil, err
		}
		owner, err = s.withPasskeys(ctx, s.DB, q.PasskeyOwnerRow(row))
		return owner, err
	}
	_, credential, err := s.Keys.ValidatePasskeyLogin(find, session, parsed)
	if err != nil {
		return 0, passkeyError(err)
	}
	return owner.id, s.usedPasskey(ctx, owner.id, credential)
}

// AskPasskey returns a challenge that one of the person's own passkeys has to
// answer.
func (s *Service) AskPasskey(ctx context.Context, userID int64) (Challenge, error) {
	owner, err := s.passkeyOwner(ctx, s.DB, userID)
	if err != nil {
		return Challenge{}, err
	}
	options, session, err := s.Keys.BeginLogin(owner)
	if err != nil {
		return Challenge{}, passkeyError(err)
	}
	return s.putChallenge(ctx, forProof, userID, options, session)
}

// provePasskey checks the answer of one of the person's own passkeys.
func (s *Service) provePasskey(ctx context.Context, userID, challenge int64, answer string) error {
	session, err := s.takeChallenge(ctx, forProof, challenge, userID)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return passkeyError(err)
	}
	owner, err := s.passkeyOwner(ctx, s.DB, userID)
	if err != nil {
		return err
	}
	credential, err := s.Keys.ValidateLogin(owner, session, parsed)
	if err != nil {
		return passkeyError(err)
	}
	return s.usedPasskey(ctx, userID, credential)
}

// usedPasskey keeps a passkey's new counter. One whose counter goes back may have
// been copied and is refused.
func (s *Service) usedPasskey(ctx context.Context, userID int64, credential *webauthn.Credential) error {
	if credential.Authenticator.CloneWarning {
		return passkeyError(errors.New("the passkey's counter went back: it may be a copy"))
	}
	kept, err := json.Marshal(credential)
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	found, err := q.New().NotePasskeyUse(ctx, s.DB, q.NotePasskeyUseParams{
		UserID: userID, CredentialID: credential.ID, Credential: kept, At: &now,
	})
	if err == nil && found == 0 {
		return passkeyError(errors.New("the passkey was removed meanwhile"))
	}
	return db.Error(err)
}

// putChallenge keeps a challenge for its answer and forgets those that nobody
// answered.
func (s *Service) putChallenge(ctx context.Context, purpose string, userID int64, options any, session *webauthn.SessionData) (Challenge, error) {
	body, err := json.Marshal(options)
	if err != nil {
		return Challenge{}, err
	}
	kept, err := json.Marshal(session)
	if err != nil {
		return Challenge{}, err
	}
	now := s.Clock.Now()
	if err := q.New().DropOldChallenges(ctx, s.DB, now); err != nil {
		return Challenge{}, db.Error(err)
	}
	id, err := q.New().PutChallenge(ctx, s.DB, q.PutChallengeParams{
		Purpose: purpose, UserID: reference(userID), Session: kept, ExpiresAt: now.Add(challengeFor),
	})
	return Challenge{ID: id, Options: body}, db.Error(err)
}

// takeChallenge returns a challenge once: what is answered twice, late, or by
// somebody else is refused.
func (s *Service) takeChallenge(ctx context.Context, purpose string, id, userID int64) (webauthn.SessionData, error) {
	var session webauthn.SessionData
	if s.Keys == nil {
		return session, noPasskeys()
	}
	row, err := q.New().TakeChallenge(ctx, s.DB, q.TakeChallengeParams{ID: id, Purpose: purpose})
	if errors.Is(err, pgx.ErrNoRows) {
		return session, passkeyError(errors.New("no such challenge"))
	}
	if err != nil {
		return session, db.Error(err)
	}
	if s.Clock.Now().After(row.ExpiresAt) || (row.UserID != nil && *row.UserID != userID) {
		return session, passkeyError(errors.New("the challenge has expired or is somebody else's"))
	}
	return session, json.Unmarshal(row.Session, &session)
}

func noPasskeys() error { return apperr.New(apperr.NotFound, "") }

// passkeyOwner is a person as go-webauthn asks for one.
type passkeyOwner struct {
	id          int64
	handle      []byte
	email, name string
	credentials []webauthn.Credential
}

// WebAuthnID implements webauthn.User.
func (o *passkeyOwner) WebAuthnID() []byte { return o.handle }

// WebAuthnName implements webauthn.User.
func (o *passkeyOwner) WebAuthnName() string { return o.email }

// WebAuthnDisplayName implements webauthn.User.
func (o *passkeyOwner) WebAuthnDisplayName() string { return o.name }

// WebAuthnCredentials implements webauthn.User.
func (o *passkeyOwner) WebAuthnCredentials() []webauthn.Credential { return o.credentials }

func (s *Service) passkeyOwner(ctx context.Context, d q.DBTX, userID int64) (*passkeyOwner, error) {
	if s.Keys == nil {
		return nil, noPasskeys()
	}
	row, err := q.New().PasskeyOwner(ctx, d, userID)
	if err != nil {
		return nil, db.Error(err)
	}
	return s.withPasskeys(ctx, d, row)
}

func (s *Service) withPasskeys(ctx context.Context, d q.DBTX, row q.PasskeyOwnerRow) (*passkeyOwner, error) {
	owner := &passkeyOwner{id: row.ID, handle: row.PasskeyHandle, email: row.Email, name: row.Name}
	keys, err := q.New().PasskeysOf(ctx, d, row.ID)
	if err != nil {
		return nil, db.Error(err)
	}
	for _, key := range keys {
		var credential webauthn.Credential
		if err := json.Unmarshal(key.Credential, &credential); err != nil {
			return nil, err
		}
		owner.credentials = append(owner.credentials, credential)
	}
	return owner, nil
}
