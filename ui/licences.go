package ui

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"behalf/assets"
	"behalf/ui/lang"
)

// licencesPage lists what the program is made of. Each licence has a page of its
// own: together they are as long as a book.
func (s *settings) licencesPage() *settingsPage {
	var rows []*leadRow
	for _, name := range assets.Licences() {
		r := newLeadRow(strings.TrimPrefix(name, "github.com/"), nil)
		r.pressed, r.escape = func() { s.openLicence(name, r) }, s.back
		rows = append(rows, r)
	}
	return &settingsPage{
		title: lang.L("licences.title"), up: atAbout,
		rows: []fyne.CanvasObject{quiet(lang.L("licences.text")), quiet(lang.L("licences.zoom")), leads(rows...)},
	}
}

// openLicence builds the page of one licence; from is the row that leads there.
func (s *settings) openLicence(name string, from *leadRow) {
	s.licence, s.rows[atLicence], s.pages[atLicence] = name, from, nil
	s.open(atLicence)
}

func (s *settings) licencePage() *settingsPage {
	var rows []fyne.CanvasObject
	for _, words := range paragraphs(assets.Licence(s.licence)) {
		rows = append(rows, quiet(words).in(colorText))
	}
	return &settingsPage{title: s.licence, up: atLicences, rows: only(card(rows...))}
}

// fullLine is how long a line is at least that was broken because it was full.
const fullLine = 50

// paragraphs puts the lines of a text together again that were broken for a
// width of eighty letters.
func paragraphs(text string) []string {
	var all []string
	joins := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \n")
		words := strings.TrimSpace(line)
		switch {
		case words == "":
			joins = false
			continue
		case joins:
			all[len(all)-1] += " " + words
		default:
			all = append(all, words)
		}
		joins = utf8.RuneCountInString(line) >= fullLine
	}
	return all
}
