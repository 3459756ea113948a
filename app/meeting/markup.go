package meeting

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hasTags tells HTML from text with <https://…> in it.
func hasTags(text string) bool {
	const longest = 12
	for {
		at := strings.IndexByte(text, '<')
		if at < 0 {
			return false
		}
		text = text[at+1:]
		name := strings.TrimPrefix(text[:min(len(text), longest)], "/")
		if end := strings.IndexFunc(name, func(r rune) bool { return r > 0x7F || !alnum(byte(r)) && r != '!' }); end > 0 {
			name = strings.ToLower(name[:end])
			if name == "!doctype" || atom.Lookup([]byte(name)) != 0 {
				return true
			}
		}
	}
}

// fromHTML is the text of a page, each link by its target: what stands
// between <a> and </a> is not where the link leads.
func fromHTML(text string) string {
	z := html.NewTokenizer(strings.NewReader(text))
	var b strings.Builder
	inLink, unseen := false, false
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if !inLink && !unseen {
				b.Write(z.Text())
			}
			continue
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		default:
			continue
		}
		raw := string(z.Raw())
		name, hasAttr := z.TagName()
		tag := atom.Lookup(name)
		start := kind != html.EndTagToken
		switch tag {
		case atom.A, atom.Area:
			href := ""
			if start && hasAttr {
				href = hrefOf(z)
			}
			inLink = href != "" && kind == html.StartTagToken && tag == atom.A
			if href != "" {
				b.WriteString("\n<" + href + ">\n")
			}
		case atom.Script, atom.Style, atom.Title:
			unseen = start
		case atom.Br, atom.P, atom.Div, atom.Td, atom.Th, atom.Tr, atom.Li, atom.H1, atom.H2, atom.H3, atom.Table:
			b.WriteByte('\n')
		case 0: // <https://…> is text
			if !inLink && strings.Contains(raw, "://") {
				b.WriteString(raw)
			}
		}
	}
}

var noBreaks = strings.NewReplacer("\n", "", "\r", "", "\t", "")

// hrefOf is the target, as far as it is a link of the kind we read. Browsers
// drop line breaks and tabs in it.
func hrefOf(z *html.Tokenizer) string {
	for {
		key, value, more := z.TagAttr()
		if string(key) == "href" {
			href := noBreaks.Replace(strings.TrimSpace(string(value)))
			if at := strings.IndexAny(href, " <>\""); at >= 0 {
				href = href[:at] // the rest would read as text beside the link
			}
			if strings.Contains(href, "://") {
				return href
			}
			return ""
		}
		if !more {
			return ""
		}
	}
}
