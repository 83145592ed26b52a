package accounts

import (
	"context"
	"encoding/json"
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

const (
	// challengeFor is how long a passkey has to answer.
	challengeFor = 5 * time.Minute
	// maxPasskeys is how many a person may have.
	maxPasskeys    = 20
	maxPasskeyName = 60
)

// What a challenge is for.
const (
	forRegister = "register"
	forLogin    = "login"
	forProof    = "prove"
)

// Passkey is a key on a person's device, with the name that the person gave it.
type Passkey struct {
	ID        int64
	Name      string
	CreatedAt time.Time
	UsedAt    *time.Time
	// Synced tells that it is kept by an account with its maker, not by one device.
	Synced bool
}

// Passkeys speaks with the passkeys of one address of the store.
type Passkeys struct{ *webauthn.WebAuthn }

// NewPasskeys returns what speaks with passkeys at this address, nil where a
// browser allows none: an address without a name.
func NewPasskeys(base url.URL) (*Passkeys, error) {
	host := base.Hostname()
	if _, err := netip.ParseAddr(host); err == nil || host == "" {
		return nil, nil
	}
	speaks, err := webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: host, RPOrigins: []string{base.Scheme + "://" + base.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{
			Login: webauthn.TimeoutConfig{Timeout: challengeFor}, Registration: webauthn.TimeoutConfig{Timeout: challengeFor},
		},
	})
	return &Passkeys{speaks}, err
}

// HasPasskeys reports whether the store's address allows passkeys.
func (s *Service) HasPasskeys() bool { return s.Keys != nil }

// Challenge is what a browser hands to a passkey: Options as JSON, and the ID of
// what has to be answered.
type Challenge struct {
	ID      int64
	Options json.RawMessage
}

// AskNewPasskey returns the challenge that a new passkey has to answer. Shop is
// the name that the device shows.
func (s *Service) AskNewPasskey(ctx context.Context, userID int64, shop string) (Challenge, error) {
	owner, err := s.passkeyOwner(ctx, s.DB, userID)
	if err != nil {
		return Challenge{}, err
	}
	if len(owner.credentials) >= maxPasskeys {
		return Challenge{}, apperr.New(apperr.Conflict, "security.error.passkeys_full", "Max", maxPasskeys)
	}
	exclusions := webauthn.Credentials(owner.credentials).CredentialDescriptors()
	options, session, err := s.Keys.BeginRegistration(owner, webauthn.WithExclusions(exclusions), webauthn.WithRegistrationRelyingPartyName(shop))
	if err != nil {
		return Challenge{}, err
	}
	return s.putChallenge(ctx, forRegister, userID, options, session)
}

// PasskeyInput is a new passkey's answer to a challenge.
type PasskeyInput struct {
	FactorInput
	Challenge int64
	Answer    string
	Name      string
}

// AddPasskey keeps a new passkey. Recovery codes are made with the first second
// factor of all, and returned this once.
func (s *Service) AddPasskey(ctx context.Context, by actor.Actor, in PasskeyInput) (codes []string, err error) {
	name, err := passkeyName(in.Name)
	if err != nil {
		return nil, err
	}
	session, err := s.takeChallenge(ctx, forRegister, in.Challenge, in.UserID)
	if err != nil {
		return nil, err
	}
	answer, err := protocol.ParseCredentialCreationResponseBytes([]byte(in.Answer))
	if err != nil {
		return nil, passkeyError(err)
	}
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		codes = nil
		if _, err := lockPersonTx(ctx, tx, in.UserID); err != nil {
			return err
		}
		owner, err := s.passkeyOwner(ctx, tx, in.UserID)
		if err != nil {
			return err
		}
		credential, err := s.Keys.CreateCredential(owner, session, answer)
		if err != nil {
			return passkeyError(err)
		}
		kept, err := json.Marshal(credential)
		if err != nil {
			return err
		}
		if _, err := q.New().InsertPasskey(ctx, tx, q.InsertPasskeyParams{
			UserID: in.UserID, CredentialID: credential.ID, Credential: kept, Name: name, At: s.Clock.Now(),
		}); err != nil {
			return err
		}
		if codes, err = s.firstCodesTx(ctx, tx, in.UserID); err != nil {
			return err
		}
		return s.factorChangedTx(ctx, tx, by, in.FactorInput, "passkey_added", FactorPasskey)
	})
	return codes, err
}

// Passkeys lists a person's passkeys, the oldest first.
func (s *Service) Passkeys(ctx context.Context, userID int64) ([]Passkey, error) {
	rows, err := q.New().PasskeysOf(ctx, s.DB, userID)
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]Passkey, len(rows))
	for i, row := range rows {
		var credential webauthn.Credential
		if err := json.Unmarshal(row.Credential, &credential); err != nil {
			return nil, err
		}
		list[i] = Passkey{ID: row.ID, Name: row.Name, CreatedAt: row.CreatedAt, UsedAt: row.LastUsedAt, Synced: credential.Flags.BackupState}
	}
	return list, nil
}

// RenamePasskey gives one of the person's own passkeys another name; NotFound for
// any other.
func (s *Service) RenamePasskey(ctx context.Context, userID, id int64, name string) error {
	name, err := passkeyName(name)
	if err != nil {
		return err
	}
	found, err := q.New().RenamePasskey(ctx, s.DB, q.RenamePasskeyParams{ID: id, UserID: userID, Name: name})
	if err == nil && found == 0 {
		return apperr.New(apperr.NotFound, "")
	}
	return db.Error(err)
}

// RemovePasskey takes one of the person's own passkeys away; NotFound for any
// other. Staff keep one second factor at least: Conflict.
func (s *Service) RemovePasskey(ctx context.Context, by actor.Actor, in FactorInput, id int64) error {
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		person, err := lockPersonTx(ctx, tx, in.UserID)
		if err != nil {
			return err
		}
		gone, err := q.New().DropPasskey(ctx, tx, q.DropPasskeyParams{ID: id, UserID: in.UserID})
		if err != nil {
			return err
		}
		if gone == 0 {
			return apperr.New(apperr.NotFound, "")
		}
		if err := keepOneTx(ctx, tx, in.UserID, person.Staff); err != nil {
			return err
		}
		return s.factorChangedTx(ctx, tx, by, in, "passkey_removed", "")
	})
}

func passkeyName(typed string) (string, error) {
	name := strings.Join(strings.Fields(typed), " ")
	var fields apperr.Fields
	switch {
	case name == "":
		fields.Add("name", "security.error.passkey_name")
	case utf8.RuneCountInString(name) > maxPasskeyName:
		fields.Add("name", "security.error.passkey_name_long", "Max", maxPasskeyName)
	}
	return name, fields.Err()
}

// passkeyError says to the person that the passkey did not do, and to the log
// why.
func passkeyError(err error) error {
	var why *protocol.Error
	if errors.As(err, &why) {
		err = errors.Join(err, errors.New(why.Details+" "+why.DevInfo))
	}
	return apperr.Wrap(apperr.Invalid, err, "security.error.passkey")
}
