// Package i18n gives views and mails the store's texts in the reader's
// language. Brazilian Portuguese is the default; English is the second.
package i18n

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"tenaz/internal/money"
	"tenaz/views/locales"

	"github.com/pelletier/go-toml/v2"
)

// Default is the language of a visitor who chose none.
const Default = "pt-BR"

// Languages are the languages that the store speaks, the default first.
var Languages = []string{Default, "en"}

// Locale returns lang if the store speaks it, else Default.
func Locale(lang string) string {
	for _, known := range Languages {
		if lang == known {
			return known
		}
	}
	return Default
}

type catalogue struct {
	localizers map[string]*i18n.Localizer
	// plain holds the messages without arguments, already resolved: most of
	// the texts of a page, at the price of a map look-up.
	plain map[string]map[string]string
}

var load = sync.OnceValue(func() *catalogue {
	bundle := i18n.NewBundle(language.MustParse(Default))
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	c := &catalogue{localizers: map[string]*i18n.Localizer{}, plain: map[string]map[string]string{}}
	for _, lang := range Languages {
		c.plain[lang] = map[string]string{}
	}
	files, err := fs.Glob(locales.FS, "*.toml")
	if err != nil {
		panic(err)
	}
	for _, name := range files {
		file, err := bundle.LoadMessageFileFS(locales.FS, name)
		if err != nil {
			panic(fmt.Sprintf("locale file %s: %v", name, err))
		}
		lang := file.Tag.String()
		for _, m := range file.Messages {
			if m.One == "" && !strings.Contains(m.Other, "{{") {
				c.plain[lang][m.ID] = m.Other
			}
		}
	}
	for _, lang := range Languages {
		c.localizers[lang] = i18n.NewLocalizer(bundle, lang)
	}
	return c
})

type langKey struct{}

// With returns a context whose texts are in lang (Default if it is unknown).
func With(ctx context.Context, lang string) context.Context {
	return context.WithValue(ctx, langKey{}, Locale(lang))
}

// Lang returns the context's language, such as "pt-BR".
func Lang(ctx context.Context) string {
	if lang, ok := ctx.Value(langKey{}).(string); ok {
		return lang
	}
	return Default
}

// T returns the text of a message id, with template arguments given as name
// and value in turn. An unknown id is returned as it is: a test over the views
// finds those.
func T(ctx context.Context, id string, args ...any) string {
	c, lang := load(), Lang(ctx)
	if len(args) == 0 {
		if text, ok := c.plain[lang][id]; ok {
			return text
		}
	}
	return localize(c.localizers[lang], &i18n.LocalizeConfig{MessageID: id, TemplateData: data(ctx, args)})
}

// N returns the plural form of a message for count, which the template sees as
// {{.Count}}.
func N(ctx context.Context, id string, count int, args ...any) string {
	values := data(ctx, args)
	values["Count"] = count
	return localize(load().localizers[Lang(ctx)], &i18n.LocalizeConfig{
		MessageID: id, TemplateData: values, PluralCount: count,
	})
}

func localize(l *i18n.Localizer, config *i18n.LocalizeConfig) string {
	text, err := l.Localize(config)
	if err != nil && text == "" {
		return config.MessageID
	}
	return text
}

// data names the arguments; amounts are written as people of the language do.
func data(ctx context.Context, args []any) map[string]any {
	values := make(map[string]any, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok {
			name = fmt.Sprint(args[i])
		}
		values[name] = args[i+1]
		if amount, ok := args[i+1].(money.Cents); ok {
			values[name] = Money(ctx, amount)
		}
	}
	return values
}

// Money returns an amount as people write it in the context's language.
func Money(ctx context.Context, c money.Cents) string { return c.Format(Lang(ctx)) }

// zone is where the store's customers read the clock.
var zone = sync.OnceValue(func() *time.Location {
	location, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		// Programs embed time/tzdata; without it Brasília time is still right.
		return time.FixedZone("BRT", -3*60*60)
	}
	return location
})

// Zone is the time zone in which the store shows and groups times.
func Zone() *time.Location { return zone() }

// Date returns the day of t in Brasília time: 31/12/2026, or Dec 31, 2026.
func Date(ctx context.Context, t time.Time) string {
	if Lang(ctx) == Default {
		return t.In(zone()).Format("02/01/2006")
	}
	return t.In(zone()).Format("Jan 2, 2006")
}

// DateTime returns the day and minute of t in Brasília time.
func DateTime(ctx context.Context, t time.Time) string {
	if Lang(ctx) == Default {
		return t.In(zone()).Format("02/01/2006, 15:04")
	}
	return t.In(zone()).Format("Jan 2, 2006, 15:04")
}
