package ratelimit

import "net/netip"

// Network returns the part of a network address that one person, or one network
// of them, can be expected to have: so many leading bits of an IPv4, and of an IPv6
// address. A limit on the whole of an IPv6 address is none: everybody at home has
// 2^64 of them. What is no address stays as it is.
func Network(address string, bits4, bits6 int) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	bits := bits6
	if ip.Is4() {
		bits = bits4
	}
	prefix, err := ip.Prefix(bits)
	if err != nil {
		return address
	}
	return prefix.String()
}

// Client returns what limits by network address count as one client: an IPv4
// address, or what a provider gives to one line of IPv6.
func Client(address string) string { return Network(address, 32, 64) }
