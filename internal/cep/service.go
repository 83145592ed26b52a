package cep

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/ratelimit"
	q "tenaz/queries/cep"
)

const (
	// waitAll bounds a whole look-up, waitOne the first service in it, so that
	// the second one has time to answer.
	waitAll = 2 * time.Second
	waitOne = 1200 * time.Millisecond
	// maxAnswer is far more than an address needs.
	maxAnswer = 64 << 10
	// keepKnown and keepUnknown are how long an answer is not asked for again.
	keepKnown   = 90 * 24 * time.Hour
	keepUnknown = 24 * time.Hour
	// One address may ask this often: the shop is no open door to the services.
	askLimit  = 60
	askWindow = 10 * time.Minute
)

// Deps are what the service needs.
type Deps struct {
	DB    db.DB
	Clock clock.Clock
	// Bases are the addresses of the services in the order in which they are
	// asked; one that ends in /ws speaks as ViaCEP, any other as BrasilAPI.
	// Without any, every look-up is ErrUnavailable.
	Bases []string
	// Client is http.DefaultClient's like if nil.
	Client *http.Client
}

// Service looks up codes; safe for concurrent use.
type Service struct {
	deps     Deps
	breakers []breaker
}

// New returns a Service.
func New(d Deps) *Service {
	if d.Client == nil {
		d.Client = &http.Client{}
	}
	return &Service{deps: d, breakers: make([]breaker, len(d.Bases))}
}

// Enabled reports whether there is any service to ask.
func (s *Service) Enabled() bool { return s != nil && len(s.deps.Bases) > 0 }

// Lookup returns the address of a code of eight digits within two seconds, or
// ErrUnknown or ErrUnavailable. It must not be called inside a transaction.
func (s *Service) Lookup(ctx context.Context, by actor.Actor, code string) (Address, error) {
	if !s.Enabled() {
		return Address{}, ErrUnavailable
	}
	now := s.deps.Clock.Now()
	kept, err := q.New().Get(ctx, s.deps.DB, code)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
	case err != nil:
		return Address{}, db.Error(err)
	case kept.Known && now.Sub(kept.AskedAt) < keepKnown:
		return Address{Street: kept.Street, District: kept.District, City: kept.City, State: kept.Uf, IBGE: kept.Ibge}, nil
	case !kept.Known && now.Sub(kept.AskedAt) < keepUnknown:
		return Address{}, ErrUnknown
	}
	ok, _, err := ratelimit.Allow(ctx, s.deps.DB, "cep "+ratelimit.Client(by.Address), askLimit, askWindow, now)
	if err != nil {
		return Address{}, err
	}
	if !ok {
		return Address{}, ErrUnavailable
	}
	found, err := s.askAll(ctx, code)
	if errors.Is(err, ErrUnavailable) {
		return Address{}, err
	}
	keep := q.PutParams{
		Cep: code, Known: err == nil, Street: found.Street, District: found.District, City: found.City, Uf: found.State,
		Ibge: found.IBGE, AskedAt: now,
	}
	if failure := q.New().Put(ctx, s.deps.DB, keep); failure != nil {
		return Address{}, db.Error(failure)
	}
	return found, err
}

// askAll asks one service after the other until one knows the code. It is
// unknown only if all that were asked say so.
func (s *Service) askAll(ctx context.Context, code string) (Address, error) {
	// A shopper who leaves is no failure of a service.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), waitAll)
	defer cancel()
	unknown, unsure := false, false
	for i, base := range s.deps.Bases {
		if !s.breakers[i].allow(s.deps.Clock.Now()) {
			unsure = true
			continue
		}
		found, status, err := s.ask(ctx, base, code, i == len(s.deps.Bases)-1)
		s.breakers[i].note(s.deps.Clock.Now(), err != nil && !errors.Is(err, ErrUnknown), status == http.StatusTooManyRequests)
		switch {
		case err == nil:
			return found, nil
		case errors.Is(err, ErrUnknown):
			unknown = true
		default:
			unsure = true
		}
	}
	if unknown && !unsure {
		return Address{}, ErrUnknown
	}
	return Address{}, ErrUnavailable
}

// ask asks one service; the last one may use all the time that is left.
func (s *Service) ask(ctx context.Context, base, code string, last bool) (Address, int, error) {
	if !last {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, waitOne)
		defer cancel()
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address(base, code), nil)
	if err != nil {
		return Address{}, 0, err
	}
	request.Header.Set("Accept", "application/json")
	response, err := s.deps.Client.Do(request)
	if err != nil {
		return Address{}, 0, err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotFound {
		return Address{}, response.StatusCode, ErrUnknown
	}
	if response.StatusCode != http.StatusOK {
		return Address{}, response.StatusCode, fmt.Errorf("the service answered %d", response.StatusCode)
	}
	var read answer
	if err := json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(&read); err != nil {
		return Address{}, response.StatusCode, err
	}
	found, err := read.address(code)
	return found, response.StatusCode, err
}

func address(base, code string) string {
	base = strings.TrimRight(strings.TrimSpace(base), "/")
	if strings.HasSuffix(base, "/ws") {
		return base + "/" + code + "/json/"
	}
	return base + "/" + code
}
