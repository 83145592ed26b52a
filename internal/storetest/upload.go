package storetest

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
)

// Upload sends a form with a file as a browser would.
func (c *Client) Upload(path string, values url.Values, field, name string, content []byte) *Page {
	c.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for key, list := range values {
		for _, value := range list {
			if err := form.WriteField(key, value); err != nil {
				c.t.Fatal(err)
			}
		}
	}
	part, err := form.CreateFormFile(field, name)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		c.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		c.t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodPost, c.absolute(path), &body)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	req.Header.Set("Origin", origin(req.URL))
	resp, err := c.http.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.page(resp)
}
