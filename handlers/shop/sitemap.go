package shop

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
)

const (
	xmlType    = "application/xml; charset=utf-8"
	sitemapXML = "http://www.sitemaps.org/schemas/sitemap/0.9"
)

// Sitemap answers GET /sitemap.xml: the list of the files that name every page
// of the catalogue.
func (s *Shop) Sitemap(w http.ResponseWriter, r *http.Request) error {
	files, err := s.Catalog.SitemapFiles(r.Context())
	if err != nil {
		return err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s<sitemapindex xmlns=%q>\n", xml.Header, sitemapXML)
	for n := range files + 1 {
		fmt.Fprintf(&out, "<sitemap><loc>%s</loc></sitemap>\n", escapeXML(s.Kit.URL("/sitemap/"+strconv.Itoa(n)+".xml")))
	}
	out.WriteString("</sitemapindex>\n")
	return s.Kit.Send(w, r, http.StatusOK, xmlType, out.Bytes())
}

// SitemapFile answers GET /sitemap/{file}: 0.xml holds the front page, the
// categories and the texts of the shop, the others products.
func (s *Shop) SitemapFile(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var n int
	name := web.Param(r, "file")
	if _, err := fmt.Sscanf(name, "%d.xml", &n); err != nil || name != strconv.Itoa(n)+".xml" || n < 0 {
		return apperr.New(apperr.NotFound, "")
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s<urlset xmlns=%q>\n", xml.Header, sitemapXML)
	if n == 0 {
		fmt.Fprintf(&out, "<url><loc>%s</loc></url>\n", escapeXML(s.Kit.URL("/")))
		categories, err := s.Catalog.Categories(ctx)
		if err != nil {
			return err
		}
		for _, c := range categories {
			fmt.Fprintf(&out, "<url><loc>%s</loc></url>\n", escapeXML(s.Kit.URL("/categories/"+c.Slug)))
		}
		texts, err := s.Pages.List(ctx)
		if err != nil {
			return err
		}
		for _, p := range texts {
			fmt.Fprintf(&out, "<url><loc>%s</loc><lastmod>%s</lastmod></url>\n", escapeXML(s.Kit.URL("/p/"+p.Slug)), p.UpdatedAt.UTC().Format("2006-01-02"))
		}
	} else {
		products, err := s.Catalog.SitemapProducts(ctx, n)
		if err != nil {
			return err
		}
		for _, p := range products {
			fmt.Fprintf(&out, "<url><loc>%s</loc><lastmod>%s</lastmod></url>\n", escapeXML(s.Kit.URL(p.Path)), p.UpdatedAt.UTC().Format("2006-01-02"))
		}
	}
	out.WriteString("</urlset>\n")
	return s.Kit.Send(w, r, http.StatusOK, xmlType, out.Bytes())
}

// Robots answers GET /robots.txt: what is one person's or moment's is not to be
// read by machines.
func (s *Shop) Robots(w http.ResponseWriter, r *http.Request) error {
	text := "User-agent: *\nDisallow: /admin\nDisallow: /account\nDisallow: /cart\nDisallow: /checkout\nDisallow: /orders\nDisallow: /search\n\nSitemap: " +
		s.Kit.URL("/sitemap.xml") + "\n"
	return s.Kit.Send(w, r, http.StatusOK, "text/plain; charset=utf-8", []byte(text))
}

func escapeXML(text string) string {
	var out bytes.Buffer
	if err := xml.EscapeText(&out, []byte(text)); err != nil {
		return ""
	}
	return out.String()
}
