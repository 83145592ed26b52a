package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// Address returns the client's network address: the peer's, or, behind trusted
// proxies, the nearest address of X-Forwarded-For that is not one of them.
func (k *Kit) Address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	peer, err := netip.ParseAddr(host)
	if err != nil || !k.trusts(peer) {
		return host
	}
	client := peer
	hops := strings.Split(strings.Join(r.Header["X-Forwarded-For"], ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		client = hop
		if !k.trusts(hop) {
			break
		}
	}
	return client.Unmap().String()
}

func (k *Kit) trusts(a netip.Addr) bool {
	a = a.Unmap()
	for _, prefix := range k.deps.TrustedProxies {
		if prefix.Contains(a) {
			return true
		}
	}
	return false
}
