package cep_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/actor"
	"tenaz/internal/cep"
	"tenaz/internal/clock"
	"tenaz/internal/testdb"
)

var (
	visitor = actor.Actor{Kind: actor.Customer, Address: "203.0.113.7"}
	se      = cep.Address{Street: "Praça da Sé", District: "Sé", City: "São Paulo", State: "SP", IBGE: "3550308"}
)

const viaCEP = `{"cep":"01001-000","logradouro":"Praça da Sé","complemento":"lado ímpar","bairro":"Sé","localidade":"São Paulo","uf":"SP","ibge":"3550308","ddd":"11"}`

// desk is the service with one or two look-up services that answer as a test
// wants.
type desk struct {
	*cep.Service
	clock *clock.Fake
	asked [2]atomic.Int64
	paths [2]atomic.Value
}

func newDesk(t *testing.T, handlers ...http.HandlerFunc) *desk {
	t.Helper()
	d := &desk{clock: clock.NewFake(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))}
	var bases []string
	for i, handler := range handlers {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			d.asked[i].Add(1)
			d.paths[i].Store(r.URL.Path)
			handler(w, r)
		}))
		t.Cleanup(server.Close)
		base := server.URL + "/ws"
		if i == 1 {
			base = server.URL + "/api/cep/v1"
		}
		bases = append(bases, base)
	}
	d.Service = cep.New(cep.Deps{DB: testdb.Tx(t), Clock: d.clock, Bases: bases})
	return d
}

func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

// never holds the request until its caller gives up.
func never(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func TestAnAddressIsFoundOnceAndKept(t *testing.T) {
	t.Parallel()
	d := newDesk(t, says(200, viaCEP))
	for range 3 {
		got, err := d.Lookup(t.Context(), visitor, "01001000")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(se, got); diff != "" {
			t.Errorf("address (-want +got):\n%s", diff)
		}
	}
	if n := d.asked[0].Load(); n != 1 || d.paths[0].Load() != "/ws/01001000/json/" {
		t.Errorf("asked %d times at %s; want once", n, d.paths[0].Load())
	}
	d.clock.Advance(91 * 24 * time.Hour)
	if _, err := d.Lookup(t.Context(), visitor, "01001000"); err != nil || d.asked[0].Load() != 2 {
		t.Errorf("after months: %v, asked %d times; want again", err, d.asked[0].Load())
	}
}

func TestTheSecondServiceHelpsOut(t *testing.T) {
	t.Parallel()
	brasilAPI := says(200, `{"cep":"01001000","state":"SP","city":"São Paulo","neighborhood":"Sé","street":"Praça da Sé","service":"correios"}`)
	for name, first := range map[string]http.HandlerFunc{
		"an error":          says(500, "oops"),
		"too many":          says(429, ""),
		"a page":            says(200, "<html>manutenção</html>"),
		"another code":      says(200, strings.Replace(viaCEP, "01001-000", "20040-020", 1)),
		"no such state":     says(200, strings.Replace(viaCEP, `"SP"`, `"XX"`, 1)),
		"no city":           says(200, strings.Replace(viaCEP, `"São Paulo"`, `""`, 1)),
		"an endless answer": endless,
		"unknown":           says(200, `{"erro": true}`),
		"never":             never,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, first, brasilAPI)
			got, err := d.Lookup(t.Context(), visitor, "01001000")
			want := se
			want.IBGE = ""
			if err != nil || got != want || d.paths[1].Load() != "/api/cep/v1/01001000" {
				t.Errorf("%+v, %v at %v; want the second one's answer", got, err, d.paths[1].Load())
			}
		})
	}
}

func endless(w http.ResponseWriter, r *http.Request) {
	fmt.Fprint(w, `{"cep":"`)
	for r.Context().Err() == nil {
		if _, err := io.WriteString(w, strings.Repeat("0", 1<<12)); err != nil {
			return
		}
	}
}

func TestNobodyWaitsLongerThanTwoSeconds(t *testing.T) {
	t.Parallel()
	d := newDesk(t, never, never)
	begin := time.Now()
	_, err := d.Lookup(t.Context(), visitor, "01001000")
	if took := time.Since(begin); !errors.Is(err, cep.ErrUnavailable) || took > 3*time.Second {
		t.Errorf("%v after %s; want unavailable after two seconds", err, took)
	}
}

func TestUnknownCodesAreRememberedForADay(t *testing.T) {
	t.Parallel()
	d := newDesk(t, says(200, `{"erro": "true"}`), says(404, `{"name":"CepPromiseError"}`))
	for range 2 {
		if _, err := d.Lookup(t.Context(), visitor, "00000001"); !errors.Is(err, cep.ErrUnknown) {
			t.Errorf("%v, want unknown", err)
		}
	}
	if d.asked[0].Load() != 1 || d.asked[1].Load() != 1 {
		t.Errorf("asked %d and %d times, want once each", d.asked[0].Load(), d.asked[1].Load())
	}
	d.clock.Advance(25 * time.Hour)
	if _, err := d.Lookup(t.Context(), visitor, "00000001"); !errors.Is(err, cep.ErrUnknown) || d.asked[0].Load() != 2 {
		t.Errorf("a day later: %v, asked %d times; want again", err, d.asked[0].Load())
	}
}

func TestUnknownIsNotSaidWhileOneCannotTell(t *testing.T) {
	t.Parallel()
	d := newDesk(t, says(500, ""), says(404, ""))
	if _, err := d.Lookup(t.Context(), visitor, "00000001"); !errors.Is(err, cep.ErrUnavailable) {
		t.Errorf("%v, want unavailable", err)
	}
}

func TestABrokenServiceIsLeftAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t, says(500, ""))
	for n := range 6 {
		if _, err := d.Lookup(t.Context(), visitor, fmt.Sprintf("0100100%d", n)); !errors.Is(err, cep.ErrUnavailable) {
			t.Errorf("%v, want unavailable", err)
		}
	}
	if n := d.asked[0].Load(); n != 3 {
		t.Errorf("asked %d times, want 3 and then rest", n)
	}
	d.clock.Advance(31 * time.Second)
	for range 2 {
		_, _ = d.Lookup(t.Context(), visitor, "01001009")
	}
	if n := d.asked[0].Load(); n != 4 {
		t.Errorf("asked %d times, want one trial", n)
	}
}

func TestTooManyMakesAServiceRestAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t, says(429, ""))
	for range 3 {
		_, _ = d.Lookup(t.Context(), visitor, "01001000")
	}
	if n := d.asked[0].Load(); n != 1 {
		t.Errorf("asked %d times, want once", n)
	}
}

func TestACityWideCode(t *testing.T) {
	t.Parallel()
	d := newDesk(t, says(200, `{"cep":"78360-000","logradouro":"","bairro":"","localidade":"Campo Novo do Parecis","uf":"MT","ibge":"5102637"}`))
	got, err := d.Lookup(t.Context(), visitor, "78360000")
	if err != nil || !got.CityWide() || got.City != "Campo Novo do Parecis" || got.State != "MT" {
		t.Errorf("%+v, %v; want the city alone", got, err)
	}
}

func TestTheShopIsNoOpenDoorToTheServices(t *testing.T) {
	t.Parallel()
	d := newDesk(t, says(200, `{"erro": true}`))
	for n := range 70 {
		_, _ = d.Lookup(t.Context(), visitor, fmt.Sprintf("010010%02d", n))
	}
	if n := d.asked[0].Load(); n != 60 {
		t.Errorf("one address asked %d times, want 60", n)
	}
}

func TestWithoutServicesNothingIsAsked(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if _, err := d.Lookup(t.Context(), visitor, "01001000"); !errors.Is(err, cep.ErrUnavailable) || d.Enabled() {
		t.Errorf("%v, want unavailable", err)
	}
}
