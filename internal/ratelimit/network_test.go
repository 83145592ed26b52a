package ratelimit

import "testing"

func TestWhatCountsAsOneClient(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"203.0.113.9":          "203.0.113.9/32",
		"::ffff:203.0.113.9":   "203.0.113.9/32",
		"2001:db8:1:2::1":      "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::9": "2001:db8:1:2::/64",
		"2001:db8:1:3::1":      "2001:db8:1:3::/64",
		"fe80::1%eth0":         "fe80::/64",
		"":                     "",
		"not an address":       "not an address",
	} {
		if got := Client(address); got != want {
			t.Errorf("Client(%q) = %q, want %q", address, got, want)
		}
	}
	if got := Network("198.51.100.77", 24, 48); got != "198.51.100.0/24" {
		t.Errorf("a block of IPv4: %q", got)
	}
}

func TestAMailboxIsOneHoweverItIsSpelled(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"Ana@Example.com": "ana@example.com", "ana+loja@example.com": "ana@example.com", "a.na@example.com": "a.na@example.com",
		"a.n.a+x@gmail.com": "ana@gmail.com", "ANA@googlemail.com": "ana@gmail.com",
	} {
		if got := Mailbox(typed); got != want {
			t.Errorf("%s: %s, want %s", typed, got, want)
		}
	}
}
