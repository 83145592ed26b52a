package catalog

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

// Markdown returns a text of staff as HTML that is safe to show: headings begin
// at the third level, links do not vouch for their target, and HTML that was
// typed is shown as it was typed.
func Markdown(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	md := markdown()
	var out bytes.Buffer
	if err := md.parser.Convert([]byte(text), &out); err != nil {
		return md.policy.Sanitize(text)
	}
	return md.policy.Sanitize(out.String())
}

type markdownTools struct {
	parser goldmark.Markdown
	policy *bluemonday.Policy
}

var markdown = sync.OnceValue(func() markdownTools {
	policy := bluemonday.NewPolicy()
	policy.AllowElements("p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "h6", "hr",
		"table", "thead", "tbody", "tr", "th", "td")
	policy.AllowAttrs("href").OnElements("a")
	policy.AllowStandardURLs()
	policy.RequireNoFollowOnLinks(true)
	policy.RequireNoReferrerOnFullyQualifiedLinks(true)
	return markdownTools{
		parser: goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough),
			goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(typedHTML{}, 1)))),
		policy: policy,
	}
})

// typedHTML renders HTML that stands in the Markdown as the text that it is,
// and moves headings below those of the page.
type typedHTML struct{}

// RegisterFuncs implements goldmark's renderer.NodeRenderer.
func (typedHTML) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
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
		level := string(rune('0' + min(heading.Level+2, 6)))
		if entering {
			_, _ = w.WriteString("<h" + level + ">")
		} else {
			_, _ = w.WriteString("</h" + level + ">\n")
		}
		return ast.WalkContinue, nil
	})
}
