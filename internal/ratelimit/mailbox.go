package ratelimit

import "strings"

// Mailbox returns where mail to an address ends up, as far as is widely known:
// what follows a plus counts nowhere, dots do not count at Gmail. It serves
// limits and nothing else: who somebody is depends on the address as it is.
func Mailbox(email string) string {
	local, domain, _ := strings.Cut(strings.ToLower(email), "@")
	local, _, _ = strings.Cut(local, "+")
	if domain == "googlemail.com" {
		domain = "gmail.com"
	}
	if domain == "gmail.com" {
		local = strings.ReplaceAll(local, ".", "")
	}
	return local + "@" + domain
}
