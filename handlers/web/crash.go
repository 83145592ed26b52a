package web

import (
	"bytes"
	"context"

	"tenaz/internal/i18n"
	"tenaz/views/layout"
	"tenaz/views/problem"
)

// requestMark stands in a prepared page where the request's id belongs.
const requestMark = "%REQUEST-ID%"

// crashPage is the page of last resort, cut at the request's id.
type crashPage struct{ before, after []byte }

// renderCrashPages prepares the 500 page in every language: when it is needed,
// templates, database and settings may be what broke.
func renderCrashPages() (map[string]crashPage, error) {
	pages := map[string]crashPage{}
	for _, lang := range i18n.Languages {
		ctx := i18n.With(context.Background(), lang)
		props := problem.Props{
			Status: 500, RequestID: requestMark,
			Title: i18n.T(ctx, "problem.500.title"), Text: i18n.T(ctx, "problem.500.text"),
		}
		var out bytes.Buffer
		shell := layout.Page{Title: props.Title, Lang: lang, Path: "/", NoIndex: true}
		if err := problem.Page(shell, props).Render(ctx, &out); err != nil {
			return nil, err
		}
		before, after, _ := bytes.Cut(out.Bytes(), []byte(requestMark))
		pages[lang] = crashPage{before: bytes.Clone(before), after: bytes.Clone(after)}
	}
	return pages, nil
}

func (k *Kit) crashPage(lang, id string) []byte {
	page, ok := k.crash[lang]
	if !ok {
		page = k.crash[i18n.Default]
	}
	return bytes.Join([][]byte{page.before, page.after}, []byte(id))
}
