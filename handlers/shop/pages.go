package shop

import (
	"net/http"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/pages"
	vpages "tenaz/views/pages"
)

// Page answers GET /p/{slug}: a text of the shop, with the shop's facts of now.
// ?version= shows an older one, which an order may have accepted.
func (s *Shop) Page(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	version := 0
	if text := r.URL.Query().Get("version"); text != "" {
		var err error
		if version, err = strconv.Atoi(text); err != nil || version < 1 || version > 1_000_000 {
			return apperr.New(apperr.NotFound, "")
		}
	}
	text, err := s.Pages.Get(ctx, web.Param(r, "slug"), version)
	if err != nil {
		return err
	}
	current, err := s.Settings.Get(ctx)
	if err != nil {
		return err
	}
	m := vpages.PageModel{
		Page: s.Kit.Page(r, text.Title), Text: text, HTML: text.HTML(pages.FactsOf(current, i18n.T(i18n.With(ctx, i18n.Default), "pages.missing"))),
	}
	m.Page.NoIndex = text.Version != text.Current
	return s.Kit.Render(w, r, http.StatusOK, vpages.Page(m), nil)
}
