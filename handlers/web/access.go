package web

import (
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// portHeader is how a trusted proxy tells the port of the client's connection to
// it: with thousands of people behind one address, an address alone names nobody.
const portHeader = "X-Client-Port"

// Hit is one request of a page or an action, as the access record keeps it.
// Files, probes and machines are none.
type Hit struct {
	At      time.Time
	Address netip.Addr
	// Port is that of the client's connection, 0 if nobody told.
	Port   int
	Method string
	Route  string
	UserID int64
}

// record hands a request to the access record, if its route is of that kind.
func (k *Kit) record(s *state, r *http.Request) {
	if !s.recorded || k.deps.Record == nil {
		return
	}
	hit := Hit{At: s.start, Method: knownMethod(r.Method), Route: s.route}
	hit.Address, hit.Port = k.source(r)
	if s.user != nil {
		hit.UserID = s.user.ID
	}
	k.deps.Record(hit)
}

// source returns the client's address, and its port as far as it is known: of the
// connection itself, or what the proxy says that the client is connected to.
func (k *Kit) source(r *http.Request) (netip.Addr, int) {
	client, err := netip.ParseAddr(k.Address(r))
	peer, peerErr := netip.ParseAddrPort(r.RemoteAddr)
	switch {
	case err != nil:
		return netip.Addr{}, 0
	case peerErr != nil:
		return client, 0
	case !k.trusts(peer.Addr()):
		return client, int(peer.Port())
	case client == nearest(r):
		port, err := strconv.ParseUint(r.Header.Get(portHeader), 10, 16)
		if err != nil {
			return client, 0
		}
		return client, int(port)
	}
	return client, 0
}

// nearest is the address that the proxy itself has added to X-Forwarded-For: who
// is connected to it.
func nearest(r *http.Request) netip.Addr {
	hops := strings.Join(r.Header["X-Forwarded-For"], ",")
	address, err := netip.ParseAddr(strings.TrimSpace(hops[strings.LastIndexByte(hops, ',')+1:]))
	if err != nil {
		return netip.Addr{}
	}
	return address.Unmap()
}
