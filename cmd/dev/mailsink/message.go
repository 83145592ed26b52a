package mailsink

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
)

// Message is a mail that was received.
type Message struct {
	ID      string
	From    string
	To      string
	Subject string
	Date    time.Time
	// Header is the whole head as it came, decoded nowhere.
	Header string
	HTML   string
	Text   string
}

// parse reads a mail as a mail program would: its two texts out of any nesting
// of parts.
func parse(id string, raw []byte) (Message, error) {
	read, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Message{}, err
	}
	head, _, found := bytes.Cut(raw, []byte("\r\n\r\n"))
	if !found {
		head, _, _ = bytes.Cut(raw, []byte("\n\n"))
	}
	m := Message{ID: id, Header: strings.ReplaceAll(string(head), "\r\n", "\n")}
	m.From, m.To, m.Subject = decode(read.Header.Get("From")), decode(read.Header.Get("To")), decode(read.Header.Get("Subject"))
	if m.Date, err = read.Header.Date(); err != nil {
		m.Date = time.Time{}
	}
	return m, m.body(read.Header.Get("Content-Type"), read.Header.Get("Content-Transfer-Encoding"), read.Body, 0)
}

func (m *Message) body(contentType, encoding string, r io.Reader, depth int) error {
	if contentType == "" {
		contentType = "text/plain"
	}
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil || depth > 5 {
		return fmt.Errorf("content type %q: %w", contentType, err)
	}
	if strings.HasPrefix(kind, "multipart/") {
		parts := multipart.NewReader(r, params["boundary"])
		for {
			part, err := parts.NextRawPart()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			if err := m.body(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part, depth+1); err != nil {
				return err
			}
		}
	}
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	content, err := io.ReadAll(r)
	switch {
	case err != nil:
		return err
	case kind == "text/html" && m.HTML == "":
		m.HTML = string(content)
	case kind == "text/plain" && m.Text == "":
		m.Text = strings.ReplaceAll(string(content), "\r\n", "\n")
	}
	return nil
}

func decode(header string) string {
	text, err := new(mime.WordDecoder).DecodeHeader(header)
	if err != nil {
		return header
	}
	return text
}
