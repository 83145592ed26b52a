package web

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"tenaz/internal/apperr"
)

// FormLimit is how large a posted form may be.
const FormLimit = 64 << 10

// Form reads a posted form of up to FormLimit. A larger body is TooLarge, another
// content type UnsupportedMediaType, and text that no person typed (NUL, broken
// UTF-8, broken escapes) Invalid. Values of the query are not part of it.
func Form(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	return FormUpTo(w, r, FormLimit)
}

// FormUpTo is Form with another limit, for the few forms that carry more.
func FormUpTo(w http.ResponseWriter, r *http.Request, limit int64) (url.Values, error) {
	kind, err := formType(r)
	if err != nil {
		return nil, err
	}
	if r.ContentLength > limit {
		return nil, apperr.New(apperr.TooLarge, "")
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	if kind == "multipart/form-data" {
		err = r.ParseMultipartForm(limit)
	} else {
		err = r.ParseForm()
	}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, apperr.Wrap(apperr.TooLarge, err, "")
	case err != nil:
		return nil, apperr.Wrap(apperr.Invalid, err, "error.form")
	}
	if !cleanValues(r.PostForm) {
		return nil, apperr.New(apperr.Invalid, "error.characters")
	}
	return r.PostForm, nil
}

// formType returns the media type of a form that can be read. A POST without
// any body is an empty form.
func formType(r *http.Request) (string, error) {
	header := r.Header.Get("Content-Type")
	if header == "" && r.ContentLength == 0 {
		return "", nil
	}
	kind, _, err := mime.ParseMediaType(header)
	encoding := r.Header.Get("Content-Encoding")
	if err != nil || (encoding != "" && encoding != "identity") ||
		(kind != "application/x-www-form-urlencoded" && kind != "multipart/form-data") {
		return "", apperr.New(apperr.UnsupportedMediaType, "")
	}
	return kind, nil
}

// cleanValues reports whether every name and value is text that the database
// can keep.
func cleanValues(values url.Values) bool {
	for name, list := range values {
		if !cleanText(name) {
			return false
		}
		for _, value := range list {
			if !cleanText(value) {
				return false
			}
		}
	}
	return true
}

func cleanText(s string) bool {
	return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0
}
