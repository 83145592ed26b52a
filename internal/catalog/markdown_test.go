package catalog

import (
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"O **Juriti** pesa 1,36 kg.", "<p>O <strong>Juriti</strong> pesa 1,36 kg.</p>"},
		{"# Tela\n\n- a\n- b", "<h3>Tela</h3>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"},
		{"a <script>alert(1)</script> b", "<p>a &lt;script&gt;alert(1)&lt;/script&gt; b</p>"},
		{"<ul><li>x</li></ul>", "<p>&lt;ul&gt;&lt;li&gt;x&lt;/li&gt;&lt;/ul&gt;</p>"},
		{"Processor E8200 <br />(6M Cache)", "<p>Processor E8200 &lt;br /&gt;(6M Cache)</p>"},
		{"[x](javascript:alert(1))", "<p>x</p>"},
		{"'; DROP TABLE products; --", "<p>&#39;; DROP TABLE products; --</p>"},
		{"  ", ""},
	}
	for _, c := range cases {
		if got := strings.TrimSpace(Markdown(c.in)); got != c.want {
			t.Errorf("Markdown(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	link := Markdown("[ficha](https://example.com/a)")
	if !strings.Contains(link, `href="https://example.com/a"`) || !strings.Contains(link, "nofollow") {
		t.Errorf("link = %s", link)
	}
	if got := Markdown(`<img src=x onerror=alert(1)> <a href="javascript:x">y</a>`); strings.Contains(got, "<img") || strings.Contains(got, "<a") {
		t.Errorf("typed HTML came through: %s", got)
	}
}
