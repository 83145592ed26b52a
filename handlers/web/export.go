package web

import (
	"context"
	"net/http"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/dossier"
)

// Exports gives a person the copies of their data.
type Exports interface {
	File(ctx context.Context, by actor.Actor, p dossier.Person, id int64) (content []byte, at time.Time, err error)
}

// SendExport answers with the person's own copy that the address names; NotFound
// for any other. It is kept nowhere on the way.
func SendExport(k *Kit, w http.ResponseWriter, r *http.Request, from Exports, p dossier.Person) error {
	id, err := PathID(r, "id")
	if err != nil {
		return err
	}
	content, at, err := from.File(r.Context(), k.Actor(r), p, id)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", `attachment; filename="meus-dados-`+at.Format(time.DateOnly)+`.zip"`)
	return k.Send(w, r, http.StatusOK, "application/zip", content)
}
