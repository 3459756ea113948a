package meeting

import "strings"

// Read says what meeting a text names. It asks nobody and never fails; a
// text that cannot be used says why.
//
// A text is taken out of its form (source.go and the files it names). Its links
// are found (scan.go, find.go, extent.go), put together where they were broken
// (mend.go) and followed as far as that is possible offline (link.go, wrap.go,
// foreign.go). The words around them are read by their labels (notes.go,
// labels.go, gap.go, passcode.go), and then everything is weighed (judge.go,
// belonging.go).
func Read(text string) Reading {
	text = trim(fromUTF16(trim(text)))
	switch {
	case text == "":
		return Reading{Kind: KindInvalid, Why: WhyEmpty}
	case len(text) > MaxText:
		return Reading{Kind: KindInvalid, Why: WhyTooLong}
	case commands(text):
		return Reading{Kind: KindInvalid, Why: WhyUnsafe}
	}
	found := &findings{}
	found.words = scan(readable(text), found)
	found.notes.read(found.words)
	return found.judge(text)
}

// commands says whether a text is a link that makes a program do something;
// what else is written in it is bait.
func commands(text string) bool {
	const longest = 32
	start := strings.ToLower(text[:min(len(text), longest)])
	for _, scheme := range []string{"javascript:", "vbscript:", "data:text/", "data:application/", "file:/", "blob:http", "search-ms:"} {
		if strings.HasPrefix(start, scheme) {
			return true
		}
	}
	scheme, rest, found := strings.Cut(start, ":") // ms-word:ofe|u|…, ms-msdt:/id …
	return found && strings.HasPrefix(scheme, "ms-") && strings.IndexByte(scheme, ' ') < 0 && !strings.HasPrefix(rest, " ")
}
