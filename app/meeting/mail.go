package meeting

import (
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"golang.org/x/net/html/charset"
)

// mailSource reads a mail as it was sent, with headers and encoded parts: what
// mail programs save as .eml.
func mailSource(text string) (string, bool) {
	if !strings.Contains(text, "Content-") {
		return "", false
	}
	message, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		return "", false
	}
	header := textproto.MIMEHeader(message.Header)
	if header.Get("Content-Type") == "" && header.Get("Content-Transfer-Encoding") == "" {
		return "", false
	}
	var b strings.Builder
	if subject, err := new(mime.WordDecoder).DecodeHeader(header.Get("Subject")); err == nil {
		b.WriteString(subject + apart)
	}
	mailPart(&b, header, message.Body, 0)
	return b.String(), true
}

// mailPart reads the texts in a part, and in the parts of that. What is damaged
// is read as far as it goes.
func mailPart(b *strings.Builder, header textproto.MIMEHeader, body io.Reader, depth int) {
	kind, params, _ := mime.ParseMediaType(header.Get("Content-Type")) // nothing: a plain text
	body = transferred(header.Get("Content-Transfer-Encoding"), body)
	switch {
	case depth >= maxDepth:
	case strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, params["boundary"])
		for part, err := parts.NextRawPart(); err == nil; part, err = parts.NextRawPart() {
			mailPart(b, part.Header, part, depth+1)
		}
	case kind == "message/rfc822":
		if inner, err := mail.ReadMessage(body); err == nil {
			mailPart(b, textproto.MIMEHeader(inner.Header), inner.Body, depth+1)
		}
	case kind == "" || strings.HasPrefix(kind, "text/"):
		b.WriteString(mailText(body, params["charset"]) + apart)
	}
}

func transferred(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

func mailText(body io.Reader, label string) string {
	if decoded, err := charset.NewReaderLabel(label, body); err == nil && label != "" {
		body = decoded
	}
	data, _ := io.ReadAll(body) // as far as it goes
	return content(string(data))
}
