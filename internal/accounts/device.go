package accounts

import (
	"encoding/binary"
	"slices"
	"strings"
	"time"
)

const (
	// deviceAge is how long a browser stays known without a log-in.
	deviceAge = 365 * 24 * time.Hour
	// maxDevices is how many people one browser can be known to.
	maxDevices = 4

	deviceBody = 8 + 8 + 8 // user, microseconds, nonce
)

// device is what a browser carries that somebody has logged in with: it lets
// that person alone try to log in while strangers guess. It is no key: the
// password is asked for all the same.
type device struct {
	userID int64
	since  time.Time
	nonce  string
	text   string
}

// devices reads a device cookie, without what is forged or too old.
func (s *Service) devices(cookie string) []device {
	var known []device
	for _, text := range strings.SplitN(cookie, ".", maxDevices+1) {
		raw, ok := decode(text, deviceBody+macSize)
		if !ok || !s.deviceSigner.valid(raw[:deviceBody], raw[deviceBody:]) {
			continue
		}
		d := device{
			userID: int64(binary.BigEndian.Uint64(raw)), since: time.UnixMicro(int64(binary.BigEndian.Uint64(raw[8:]))),
			nonce: encode(raw[16:deviceBody]), text: text,
		}
		if s.Clock.Now().Sub(d.since) <= deviceAge {
			known = append(known, d)
		}
	}
	return known
}

// knownDevice returns the browser's own nonce if a user has logged in with it,
// and has not distrusted it since; else empty.
func (s *Service) knownDevice(cookie string, userID int64, trustedSince *time.Time) string {
	for _, d := range s.devices(cookie) {
		if d.userID == userID && userID != 0 && (trustedSince == nil || !d.since.Before(*trustedSince)) {
			return d.nonce
		}
	}
	return ""
}

// deviceCookie returns the cookie of a browser that a user has just logged in
// with; the others that it was known to stay.
func (s *Service) deviceCookie(old string, userID int64) (string, error) {
	body := binary.BigEndian.AppendUint64(nil, uint64(userID))
	body = binary.BigEndian.AppendUint64(body, uint64(s.Clock.Now().UnixMicro()))
	body = append(body, nonce()[:8]...)
	mac, err := s.deviceSigner.mac(body)
	if err != nil {
		return "", err
	}
	others := slices.DeleteFunc(s.devices(old), func(d device) bool { return d.userID == userID })
	texts := []string{encode(append(body, mac...))}
	for _, d := range others[:min(len(others), maxDevices-1)] {
		texts = append(texts, d.text)
	}
	return strings.Join(texts, "."), nil
}
