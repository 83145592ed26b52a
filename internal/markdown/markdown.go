// Package markdown turns what staff write into HTML that is safe to show.
package markdown

import (
	"bytes"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// HTML returns a text of staff as HTML that is safe to show: its first level of
// headings is the page's level top (2 or 3), links do not vouch for their
// target, and HTML that was typed is shown as it was typed.
func HTML(text string, top int) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	md := tools()
	parser := md.third
	if top == 2 {
		parser = md.second
	}
	var out bytes.Buffer
	if err := parser.Convert([]byte(text), &out); err != nil {
		return md.policy.Sanitize(text)
	}
	return md.policy.Sanitize(out.String())
}

type toolbox struct {
	// second and third begin headings at that level.
	second, third goldmark.Markdown
	policy        *bluemonday.Policy
}

var tools = sync.OnceValue(func() toolbox {
	policy := bluemonday.NewPolicy()
	policy.AllowElements("p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "hr",
		"table", "thead", "tbody", "tr", "th", "td")
	policy.AllowAttrs("href").OnElements("a")
	policy.AllowStandardURLs()
	policy.RequireNoFollowOnLinks(true)
	policy.RequireNoReferrerOnFullyQualifiedLinks(true)
	return toolbox{second: parser(2), third: parser(3), policy: policy}
})

func parser(top int) goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(typedHTML{top}, 1))))
}

// typedHTML renders HTML that stands in the Markdown as the text that it is,
// and moves headings below those of the page.
type typedHTML struct{ top int }

// RegisterFuncs implements goldmark's renderer.NodeRenderer.
func (t typedHTML) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindRawHTML, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if raw, ok := n.(*ast.RawHTML); ok && entering {
			for i := range raw.Segments.Len() {
				segment := raw.Segments.At(i)
				_, _ = w.Write(util.EscapeHTML(segment.Value(source)))
			}
		}
		return ast.WalkSkipChildren, nil
	})
	reg.Register(ast.KindHTMLBlock, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		block, ok := n.(*ast.HTMLBlock)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		_, _ = w.WriteString("<p>")
		for i := range block.Lines().Len() {
			segment := block.Lines().At(i)
			_, _ = w.Write(util.EscapeHTML(segment.Value(source)))
		}
		if block.HasClosure() {
			_, _ = w.Write(util.EscapeHTML(block.ClosureLine.Value(source)))
		}
		_, _ = w.WriteString("</p>\n")
		return ast.WalkContinue, nil
	})
	reg.Register(ast.KindHeading, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		heading, ok := n.(*ast.Heading)
		if !ok {
			return ast.WalkContinue, nil
		}
		level := string(rune('0' + min(heading.Level+t.top-1, 6)))
		if entering {
			_, _ = w.WriteString("<h" + level + ">")
		} else {
			_, _ = w.WriteString("</h" + level + ">\n")
		}
		return ast.WalkContinue, nil
	})
}
