package meeting

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// markup reads HTML if there is any, else only entities left in the text.
func markup(text string) string {
	if !hasTags(text) {
		return entities(text)
	}
	page := fromHTML(text)
	if strings.Contains(text, "://") && !strings.Contains(page, "://") {
		return entities(text) // what looked like tags, or links in odd places
	}
	return page
}

// entities decodes only those that end with a semicolon: &copy=1 is a
// parameter.
func entities(text string) string {
	const longest = 12
	at := strings.IndexByte(text, '&')
	if at < 0 {
		return text
	}
	var b strings.Builder
	for at >= 0 {
		b.WriteString(text[:at])
		text = text[at:]
		end := strings.IndexByte(text[:min(len(text), longest)], ';') + 1
		if end > 0 {
			b.WriteString(html.UnescapeString(text[:end]))
		} else {
			b.WriteByte('&')
			end = 1
		}
		text = text[end:]
		at = strings.IndexByte(text, '&')
	}
	b.WriteString(text)
	return b.String()
}

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
	p := page{}
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return p.text.String()
		case html.TextToken:
			p.write(string(z.Text()))
		case html.CommentToken:
			if data, ok := strings.CutPrefix(string(z.Text()), "[CDATA["); ok {
				p.write(strings.TrimSuffix(data, "]]"))
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			p.tag(z, kind)
		}
	}
}

// page is a page as it is read.
type page struct {
	text           strings.Builder
	inLink, unseen bool
}

// write takes a text; blanks and breaks at its ends belong to the way the page
// is written.
func (p *page) write(text string) {
	if p.inLink || p.unseen {
		return
	}
	inner := strings.TrimFunc(text, unicode.IsSpace)
	if inner == "" {
		p.text.WriteByte(' ')
		return
	}
	at := strings.Index(text, inner)
	for _, part := range []string{edge(text[:at]), inner, edge(text[at+len(inner):])} {
		p.text.WriteString(part)
	}
}

func edge(blanks string) string {
	if blanks == "" {
		return ""
	}
	return " "
}

// tag takes a tag. Cells of a table are told apart, everything that is not part
// of a line breaks it.
func (p *page) tag(z *html.Tokenizer, kind html.TokenType) {
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
		p.inLink = href != "" && kind == html.StartTagToken && tag == atom.A
		if href != "" {
			p.text.WriteString("\n<" + href + ">\n")
		}
	case atom.Script, atom.Style, atom.Title:
		p.unseen = start
	case atom.Td, atom.Th, atom.Dd:
		if start {
			p.text.WriteByte('|')
		}
	case 0: // <https://…> is text
		switch {
		case strings.Contains(raw, "://"):
			p.write(raw)
		case !strings.HasPrefix(string(name), "o:"): // Outlook's
			p.text.WriteByte('\n')
		}
	default:
		if !inline[tag] {
			p.text.WriteByte('\n')
		}
	}
}

// inline are the tags inside a line.
var inline = map[atom.Atom]bool{
	atom.Span: true, atom.B: true, atom.I: true, atom.U: true, atom.S: true, atom.Em: true, atom.Strong: true,
	atom.Font: true, atom.Code: true, atom.Mark: true, atom.Small: true, atom.Big: true, atom.Sub: true, atom.Sup: true,
	atom.Tt: true, atom.Wbr: true, atom.Kbd: true, atom.Samp: true, atom.Abbr: true, atom.Bdi: true, atom.Bdo: true,
	atom.Ins: true, atom.Del: true, atom.Strike: true, atom.Var: true, atom.Cite: true, atom.Q: true, atom.Nobr: true,
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
			if strings.HasPrefix(href, "//") {
				href = "https:" + href
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
