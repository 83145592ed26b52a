// Package mailsink is a mail server for development: it takes every mail on
// loopback, keeps it, and shows it at /dev/mail. Nothing leaves the machine.
package mailsink

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

const (
	// maxMessages is how many mails are kept; the oldest go first.
	maxMessages = 1000
	maxBytes    = 5 << 20
	extension   = ".eml"
)

// Sink is the mail server and what it received.
type Sink struct {
	dir    string // empty: memory alone
	server *smtp.Server
	addr   string

	mu       sync.Mutex
	messages []Message // oldest first
	serial   int
}

// Open reads the mails that an earlier run kept in dir (which is made; empty
// keeps them in memory alone) and listens on a free port of loopback.
func Open(dir string) (*Sink, error) {
	s := &Sink{dir: dir}
	if err := s.load(); err != nil {
		return nil, fmt.Errorf("mail sink: %w", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("mail sink: %w", err)
	}
	s.addr = listener.Addr().String()
	s.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{sink: s}, nil }))
	s.server.Domain = "localhost"
	s.server.ReadTimeout, s.server.WriteTimeout = 30*time.Second, 30*time.Second
	s.server.MaxMessageBytes = maxBytes
	s.server.EnableSMTPUTF8 = true
	s.server.ErrorLog = silent{}
	go s.server.Serve(listener) //nolint:errcheck // it ends with Close
	return s, nil
}

// URL is the sink's address as SMTP_URL wants it.
func (s *Sink) URL() string { return "smtp://" + s.addr }

// Close stops the server; what was received stays readable.
func (s *Sink) Close() error {
	if err := s.server.Close(); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
		return err
	}
	return nil
}

// Messages returns what was received, newest first.
func (s *Sink) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := slices.Clone(s.messages)
	slices.Reverse(all)
	return all
}

// Message returns one mail.
func (s *Sink) Message(id string) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.messages {
		if m.ID == id {
			return m, true
		}
	}
	return Message{}, false
}

// load reads the kept mails in the order of their names, which is the order of
// their arrival.
func (s *Sink) load() error {
	if s.dir == "" {
		return nil
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	names, err := filepath.Glob(filepath.Join(s.dir, "*"+extension))
	if err != nil {
		return err
	}
	slices.Sort(names)
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		m, err := parse(strings.TrimSuffix(filepath.Base(name), extension), raw)
		if err != nil {
			continue // half a file of a run that was killed
		}
		s.messages = append(s.messages, m)
	}
	return nil
}

// keep stores a received mail and forgets the oldest beyond the limit.
func (s *Sink) keep(raw []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.serial++
	m, err := parse(fmt.Sprintf("%019d-%06d", time.Now().UnixNano(), s.serial), raw)
	if err != nil {
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "Not a readable message"}
	}
	if s.dir != "" {
		if err := os.WriteFile(s.path(m.ID), raw, 0o600); err != nil {
			return err
		}
	}
	s.messages = append(s.messages, m)
	for len(s.messages) > maxMessages {
		if s.dir != "" {
			if err := os.Remove(s.path(s.messages[0].ID)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		s.messages = s.messages[1:]
	}
	return nil
}

func (s *Sink) path(id string) string { return filepath.Join(s.dir, id+extension) }

// session is one SMTP conversation. The envelope is noted as the receiving
// server of a real mail would.
type session struct {
	sink *Sink
	from string
	to   []string
}

// Mail implements smtp.Session.
func (c *session) Mail(from string, _ *smtp.MailOptions) error {
	c.from = from
	return nil
}

// Rcpt implements smtp.Session.
func (c *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = append(c.to, to)
	return nil
}

// Data implements smtp.Session.
func (c *session) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	head := "Return-Path: <" + c.from + ">\r\n"
	for _, to := range c.to {
		head += "Delivered-To: " + to + "\r\n"
	}
	return c.sink.keep(append([]byte(head), body...))
}

// Reset implements smtp.Session.
func (c *session) Reset() { c.from, c.to = "", nil }

// Logout implements smtp.Session.
func (c *session) Logout() error { return nil }

// silent drops the server's notes about connections that broke.
type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}
