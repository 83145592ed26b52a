package markdown

import (
	"strings"
	"testing"
)

func TestHTML(t *testing.T) {
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
		if got := strings.TrimSpace(HTML(c.in, 3)); got != c.want {
			t.Errorf("HTML(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	link := HTML("[ficha](https://example.com/a)", 3)
	if !strings.Contains(link, `href="https://example.com/a"`) || !strings.Contains(link, "nofollow") {
		t.Errorf("link = %s", link)
	}
	if got := HTML(`<img src=x onerror=alert(1)> <a href="javascript:x">y</a>`, 3); strings.Contains(got, "<img") || strings.Contains(got, "<a") {
		t.Errorf("typed HTML came through: %s", got)
	}
}

func TestHeadingsBeginWhereThePageSays(t *testing.T) {
	for top, want := range map[int]string{2: "<h2>A</h2>\n<h3>B</h3>", 3: "<h3>A</h3>\n<h4>B</h4>"} {
		if got := strings.TrimSpace(HTML("# A\n\n## B", top)); got != want {
			t.Errorf("headings from %d: %q, want %q", top, got, want)
		}
	}
}
