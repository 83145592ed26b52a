package privacy

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/accounts"
	"tenaz/internal/cart"
	"tenaz/internal/db"
	"tenaz/internal/dossier"
	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/support"
	q "tenaz/queries/privacy"
)

// MakeExport makes the file of an export and mails where to fetch it. Doing it
// again changes nothing.
func (r *Rights) MakeExport(ctx context.Context, requestID int64) error {
	row, err := q.New().Request(ctx, r.DB, requestID)
	if err != nil {
		return db.Error(err)
	}
	if row.State != "open" {
		return nil
	}
	p := personOf(row)
	var sheets []dossier.Sheet
	if err := db.InTx(ctx, r.DB, func(tx pgx.Tx) (err error) {
		sheets, err = exportTx(ctx, tx, p)
		return err
	}); err != nil {
		return err
	}
	content, err := pack(i18n.With(ctx, row.Locale), sheets, r.Clock.Now())
	if err != nil {
		return err
	}
	key, err := r.Blobs.PutPrivate(ctx, content)
	if err != nil {
		return err
	}
	kept := false
	err = db.InTx(ctx, r.DB, func(tx pgx.Tx) error {
		kept = false
		locked, err := q.New().LockRequest(ctx, tx, requestID)
		if err != nil || locked.State != "open" {
			return err
		}
		kept = true
		now := r.Clock.Now()
		if err := q.New().FinishExport(ctx, tx, q.FinishExportParams{ID: requestID, BlobKey: key, Now: now, ExpiresAt: now.Add(exportKept)}); err != nil {
			return err
		}
		switch {
		case p.Email == "":
			return nil
		case p.UserID != 0:
			_, err := r.Jobs.InsertTx(ctx, tx, LinkArgs{RequestID: requestID, Locale: row.Locale}, &river.InsertOpts{Queue: "mail"})
			return err
		}
		return r.linkTx(ctx, tx, p.Email, row.Locale, requestID)
	})
	if err == nil && kept {
		return nil
	}
	// Somebody else was quicker, or the person is gone.
	return errors.Join(err, r.Blobs.DeletePrivate(context.WithoutCancel(ctx), key))
}

// exportTx asks every domain what it knows of a person.
func exportTx(ctx context.Context, tx pgx.Tx, p dossier.Person) ([]dossier.Sheet, error) {
	consents, err := q.New().ExportConsents(ctx, tx, q.ExportConsentsParams{UserID: reference(p.UserID), Email: written(p.Email)})
	if err != nil {
		return nil, err
	}
	sheets := []dossier.Sheet{{Name: "consentimentos", Rows: json.RawMessage(consents)}}
	for _, domain := range []func(context.Context, pgx.Tx, dossier.Person) ([]dossier.Sheet, error){
		accounts.ExportTx, orders.ExportTx, payments.ExportTx, cart.ExportTx, support.ExportTx, mail.ExportTx,
	} {
		more, err := domain(ctx, tx, p)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, more...)
	}
	return sheets, nil
}

// pack writes the file: everything as JSON for machines, each list as CSV for a
// spreadsheet, and a text that says what is what. Empty lists are in the JSON
// alone.
func pack(ctx context.Context, sheets []dossier.Sheet, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	add := func(name string, content []byte) error {
		w, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
		if err == nil {
			_, err = w.Write(content)
		}
		return err
	}
	if err := add("LEIA-ME.txt", []byte(i18n.T(ctx, "privacy.export.readme", "At", i18n.DateTime(ctx, at)))); err != nil {
		return nil, err
	}
	var all bytes.Buffer
	all.WriteString("{")
	for i, s := range sheets {
		if i > 0 {
			all.WriteString(",")
		}
		fmt.Fprintf(&all, "%q:", s.Name)
		all.Write(s.Rows)
	}
	all.WriteString("}")
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, all.Bytes(), "", "  "); err != nil {
		return nil, err
	}
	if err := add("dados.json", pretty.Bytes()); err != nil {
		return nil, err
	}
	for _, s := range sheets {
		table, err := toCSV(s.Rows)
		if err != nil {
			return nil, err
		}
		if table == nil {
			continue
		}
		if err := add(s.Name+".csv", table); err != nil {
			return nil, err
		}
	}
	err := archive.Close()
	return out.Bytes(), err
}

// toCSV turns a JSON array of flat objects into a table, in the order of the
// first object's fields; nil if there is none.
func toCSV(rows json.RawMessage) ([]byte, error) {
	var objects []json.RawMessage
	if err := json.Unmarshal(rows, &objects); err != nil || len(objects) == 0 {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteString("\ufeff") // spreadsheets take it for UTF-8 then
	w := csv.NewWriter(&out)
	for i, object := range objects {
		names, values, err := flat(object)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			if err := w.Write(names); err != nil {
				return nil, err
			}
		}
		if err := w.Write(values); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// flat reads an object with its fields in order.
func flat(object json.RawMessage) (names, values []string, err error) {
	d := json.NewDecoder(bytes.NewReader(object))
	d.UseNumber()
	if _, err := d.Token(); err != nil {
		return nil, nil, err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		value, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		names = append(names, fmt.Sprint(name))
		values = append(values, cell(value))
	}
	return names, values, nil
}

// cell writes a value so that no spreadsheet takes what somebody typed for a
// formula.
func cell(value json.Token) string {
	switch v := value.(type) {
	case nil:
		return ""
	case bool:
		return strconv.FormatBool(v)
	case json.Number:
		return v.String()
	}
	text := fmt.Sprint(value)
	if text != "" && bytes.ContainsRune([]byte("=+-@\t\r"), rune(text[0])) {
		return "'" + text
	}
	return text
}

func personOf(row q.DataRequest) dossier.Person {
	var p dossier.Person
	if row.UserID != nil {
		p.UserID = *row.UserID
	}
	if row.Email != nil {
		p.Email = *row.Email
	}
	return p
}

func written(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
