package web

import (
	"net/http"
	"time"
)

// deviceAge is how long a browser is remembered without a log-in.
const deviceAge = 365 * 24 * time.Hour

// DeviceCookie returns what the browser keeps of the people who logged in with
// it, empty for nothing. accounts alone can read it.
func (k *Kit) DeviceCookie(r *http.Request) string {
	cookie, err := r.Cookie(k.deviceCookieName())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// SetDeviceCookie gives the browser what accounts.OpenLogin says. It outlives
// the log-out: it opens nothing.
func (k *Kit) SetDeviceCookie(r *http.Request, value string) {
	stateOf(r).setCookie(k.deviceCookieName(), value, deviceAge)
}

func (k *Kit) deviceCookieName() string { return k.cookieName + "_device" }
