package bench

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// site starts a server and returns a connection to it.
func site(t *testing.T, handler http.HandlerFunc) *conn {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	addr := s.Listener.Addr().String()
	c := newConn(addr, addr)
	t.Cleanup(c.close)
	return c
}

func TestConnReadsWholeAnswers(t *testing.T) {
	long := strings.Repeat("página ", 20_000) + "</html>"
	c := site(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/short":
			_, _ = w.Write([]byte("<html></html>"))
		case "/chunked":
			_, _ = w.Write([]byte(long))
		case "/empty":
			w.WriteHeader(http.StatusNoContent)
		case "/last":
			w.Header().Set("Connection", "close")
			_, _ = w.Write([]byte("bye"))
		case "/form":
			http.SetCookie(w, &http.Cookie{Name: "tenaz_1", Value: "abc", Path: "/"})
			http.Redirect(w, r, "/cart?"+r.FormValue("variant_id")+r.Header.Get("Cookie"), http.StatusSeeOther)
		}
	})
	// Twice, so that what one answer leaves behind would be seen by the next.
	for range 2 {
		for path, want := range map[string]int{"/short": 13, "/chunked": len(long), "/empty": 0, "/last": 3} {
			a, err := c.get(path, "")
			if err != nil || a.size != want || len(a.body) != want {
				t.Fatalf("%s: %d bytes, %v; want %d", path, a.size, err, want)
			}
		}
		a, err := c.post("/form", "x=1", "variant_id=7")
		if err != nil || a.status != http.StatusSeeOther || a.location != "/cart?7x=1" || a.cookie != "tenaz_1=abc" {
			t.Fatalf("form answered %+v, %v", a, err)
		}
	}
}

func TestConnReportsTornAnswersAndBeginsAnew(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	answers := []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
		"nonsense\r\n\r\n",
		"HTTP/1.1 200 OK\r\n\r\nwithout a length",
		"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood",
	}
	go func() {
		for _, text := range answers {
			nc, err := listener.Accept()
			if err != nil {
				return
			}
			buffer := make([]byte, 4096)
			_, _ = nc.Read(buffer)
			_, _ = nc.Write([]byte(text))
			_ = nc.Close()
		}
	}()
	c := newConn(listener.Addr().String(), "x")
	defer c.close()
	for _, text := range answers[:4] {
		if a, err := c.get("/", ""); err == nil {
			t.Errorf("%q was taken for an answer: %+v", text, a)
		}
	}
	if a, err := c.get("/", ""); err != nil || string(a.body) != "good" {
		t.Errorf("after errors: %v", err)
	}
}

func TestPageVisitWantsAWholePage(t *testing.T) {
	body, status := "<html>\n</html>\n", http.StatusOK
	c := site(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	})
	look := points[0].visit(shelf{})
	if err := look(c, nil, nil); err != nil {
		t.Error(err)
	}
	body = "<html>"
	if err := look(c, nil, nil); err == nil {
		t.Error("a page without its end passed")
	}
	body, status = "<html></html>", http.StatusInternalServerError
	if err := look(c, nil, nil); err == nil {
		t.Error("a 500 passed")
	}
}
