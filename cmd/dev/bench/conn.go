package bench

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// patience is how long an answer may take before it counts as an error.
const patience = 10 * time.Second

// conn is one client's keep-alive connection. It speaks just enough HTTP/1.1 for
// the store, because it shares the processors with what it measures: net/http's
// client costs several times as much. It opens itself when it is used.
type conn struct {
	addr string // host:port to connect to
	host string // what the Host header says
	nc   net.Conn
	r    *bufio.Reader
	out  []byte
	ans  answer
	// heard is told of every answer, which then holds its headers; nil is faster.
	heard func(method, path string, a *answer)
}

// answer is what came back. It is valid until the next request.
type answer struct {
	status   int
	size     int
	location string
	cookie   string // name=value of the last Set-Cookie
	body     []byte
	header   http.Header // nil unless somebody hears
}

func newConn(addr, host string) *conn {
	return &conn{addr: addr, host: host, r: bufio.NewReaderSize(nil, 32<<10)}
}

func (c *conn) close() {
	if c.nc != nil {
		_ = c.nc.Close() // there is nobody to tell
		c.nc = nil
	}
}

func (c *conn) open() error {
	if c.nc != nil {
		return nil
	}
	nc, err := net.DialTimeout("tcp", c.addr, patience)
	if err != nil {
		return err
	}
	c.nc = nc
	c.r.Reset(nc)
	return nil
}

// get and post send one request and read its whole answer; cookie and form may
// be empty. After an error the connection begins anew.
func (c *conn) get(path, cookie string) (*answer, error) { return c.send("GET", path, cookie, "") }

func (c *conn) post(path, cookie, form string) (*answer, error) {
	return c.send("POST", path, cookie, form)
}

func (c *conn) send(method, path, cookie, form string) (*answer, error) {
	if err := c.open(); err != nil {
		return nil, err
	}
	b := append(c.out[:0], method...)
	b = append(append(append(b, ' '), path...), " HTTP/1.1\r\nHost: "...)
	b = append(append(b, c.host...), "\r\nUser-Agent: tenaz-bench\r\nAccept: text/html\r\n"...)
	if cookie != "" {
		b = append(append(append(b, "Cookie: "...), cookie...), "\r\n"...)
	}
	if method == "POST" {
		b = append(b, "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "...)
		b = append(strconv.AppendInt(b, int64(len(form)), 10), "\r\n"...)
	}
	b = append(append(b, "\r\n"...), form...)
	c.out = b
	err := c.nc.SetDeadline(time.Now().Add(patience))
	if err == nil {
		_, err = c.nc.Write(b)
	}
	if err == nil {
		err = c.read()
	}
	if err != nil {
		c.close()
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if c.heard != nil {
		c.heard(method, path, &c.ans)
	}
	return &c.ans, nil
}

// read takes one answer off the connection, with the whole of its body.
func (c *conn) read() error {
	c.ans = answer{body: c.ans.body[:0]}
	line, err := c.line()
	if err != nil {
		return err
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return fmt.Errorf("not an answer: %.40q", line)
	}
	if c.ans.status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return err
	}
	if c.heard != nil {
		c.ans.header = http.Header{}
	}
	length, chunked, last := -1, false, false
	for {
		if line, err = c.line(); err != nil {
			return err
		}
		if len(line) == 0 {
			break
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimSpace(value)
		switch {
		case is(name, "Content-Length"):
			if length, err = strconv.Atoi(string(value)); err != nil {
				return err
			}
		case is(name, "Transfer-Encoding"):
			chunked = is(value, "chunked")
		case is(name, "Connection"):
			last = is(value, "close")
		case is(name, "Location"):
			c.ans.location = string(value)
		case is(name, "Set-Cookie"):
			pair, _, _ := bytes.Cut(value, []byte(";"))
			c.ans.cookie = string(pair)
		}
		if c.heard != nil {
			c.ans.header.Add(string(name), string(value))
		}
	}
	switch {
	case chunked:
		err = c.chunks()
	case length >= 0:
		err = c.take(length)
	case c.ans.status != http.StatusNoContent && c.ans.status != http.StatusNotModified:
		err = errors.New("an answer of unknown length")
	}
	c.ans.size = len(c.ans.body)
	if last {
		c.close()
	}
	return err
}

// is compares without regard to case and without allocating.
func is(got []byte, want string) bool {
	return len(got) == len(want) && bytes.EqualFold(got, []byte(want))
}

func (c *conn) line() ([]byte, error) {
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

func (c *conn) chunks() error {
	for {
		line, err := c.line()
		if err != nil {
			return err
		}
		size, err := strconv.ParseUint(string(line), 16, 31)
		if err != nil {
			return err
		}
		if err := c.take(int(size)); err != nil {
			return err
		}
		if _, err := c.line(); err != nil {
			return err
		}
		if size == 0 {
			return nil
		}
	}
}

// take reads n bytes of the body.
func (c *conn) take(n int) error {
	have := len(c.ans.body)
	for cap(c.ans.body) < have+n {
		c.ans.body = append(c.ans.body[:cap(c.ans.body)], 0)
	}
	c.ans.body = c.ans.body[:have+n]
	_, err := io.ReadFull(c.r, c.ans.body[have:])
	return err
}
