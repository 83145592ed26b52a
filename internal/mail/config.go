package mail

import (
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
)

// Config is where mail goes out and in whose name. ParseConfig makes it.
type Config struct {
	host     string
	port     int
	implicit bool // TLS from the first byte, as smtps:// asks
	user     string
	password string
	from     netmail.Address
	replyTo  *netmail.Address
}

// ParseConfig reads SMTP_URL (smtp://[user:password@]host[:port], or smtps://
// for TLS from the start), MAIL_FROM and MAIL_REPLY_TO (may be empty). A
// password is refused over a connection that would not be encrypted: with one,
// smtp:// demands STARTTLS, except on loopback.
func ParseConfig(smtpURL, from, replyTo string) (Config, error) {
	var c Config
	server, err := url.Parse(smtpURL)
	if err != nil || server.Hostname() == "" {
		// The parser's own error would repeat the password.
		return Config{}, errors.New("SMTP_URL: want smtp://[user:password@]host[:port] or smtps://")
	}
	c.host, c.port = server.Hostname(), 25
	c.user = server.User.Username()
	c.password, _ = server.User.Password()
	switch server.Scheme {
	case "smtps":
		c.implicit, c.port = true, 465
	case "smtp":
		if c.user != "" {
			c.port = 587
		}
	default:
		return Config{}, fmt.Errorf("SMTP_URL: scheme %q, want smtp or smtps", server.Scheme)
	}
	if server.Port() != "" {
		if c.port, err = strconv.Atoi(server.Port()); err != nil || c.port < 1 || c.port > 65535 {
			return Config{}, fmt.Errorf("SMTP_URL: port %q", server.Port())
		}
	}
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return Config{}, fmt.Errorf("MAIL_FROM: %w", err)
	}
	c.from = *sender
	if replyTo != "" {
		if c.replyTo, err = netmail.ParseAddress(replyTo); err != nil {
			return Config{}, fmt.Errorf("MAIL_REPLY_TO: %w", err)
		}
	}
	return c, nil
}

// domain is the sender's domain, in which message ids are unique.
func (c Config) domain() string {
	_, domain, _ := strings.Cut(c.from.Address, "@")
	return domain
}

func (c Config) loopback() bool {
	ip := net.ParseIP(c.host)
	return c.host == "localhost" || (ip != nil && ip.IsLoopback())
}
