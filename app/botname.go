package app

import (
	"slices"
	"strings"
	"unicode"
)

const (
	longestBotName = 64 // characters; Zoom cuts longer ones
	namelessBot    = "Assistant"
)

// BotName is the name under which an assistant joins: the chosen one, or else
// the one from the settings, or else the assistant's own. Whatever was chosen,
// it says whose assistant it is, so that nobody in the meeting takes it for
// Zoom's support or for a person.
func (s State) BotName(chosen string, assistant Assistant, account Account) string {
	owner := cleanName(account.Name)
	first, _, _ := strings.Cut(owner, " ")
	for _, name := range []string{chosen, s.Settings.BotName, assistant.Name, namelessBot} {
		name = cleanName(name)
		switch {
		case !readable(besides(name, owner)): // nothing, or a person's name and no more
			continue
		case first == "" && saysAssistant(name), first != "" && names(name, first):
			return shortened(name, "")
		case first == "":
			return shortened(name, " (assistant)")
		}
		return shortened(name, " for "+first)
	}
	return namelessBot // an owner of that name
}

// cleanName makes foreign text fit to be shown as a name: one line, nothing
// hidden, nothing that changes the direction.
func cleanName(name string) string {
	return strings.Join(strings.Fields(strings.Map(Visible, strings.ToValidUTF8(name, ""))), " ")
}

// Visible drops control and format characters; the joiner stays, because emoji
// are made with it.
func Visible(r rune) rune {
	const joiner = '\u200d'
	switch {
	case unicode.IsSpace(r):
		return ' '
	case r == joiner:
		return r
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
		return -1
	}
	return r
}

// shortened makes room for the end of a name.
func shortened(name, end string) string {
	ending := []rune(end)
	ending = ending[:min(len(ending), longestBotName/2)]
	if runes := []rune(name); len(runes) > longestBotName-len(ending) {
		name = strings.TrimSpace(string(runes[:longestBotName-len(ending)]))
	}
	return name + string(ending)
}

// readable says whether there is anything to see.
func readable(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) && !unicode.IsPunct(r)
	})
}

// besides is what is left of a name when its owner's is taken out.
func besides(name, owner string) string {
	for _, part := range strings.Fields(owner) {
		for _, word := range mentions(name, part) {
			name = strings.Replace(name, word, "", 1)
		}
	}
	return name
}

// names says whether a name mentions its owner.
func names(name, first string) bool { return len(mentions(name, first)) > 0 }

// mentions finds a word in a name, also as whose something is. Where a script
// puts no blanks between words, it may stand anywhere.
func mentions(name, word string) []string {
	if strings.ContainsFunc(word, unspaced) && strings.Contains(name, word) {
		return []string{word}
	}
	var found []string
	for _, w := range wordsOf(name) {
		if strings.EqualFold(w, word) || strings.EqualFold(w, word+"s") {
			found = append(found, w)
		}
	}
	return found
}

// saysAssistant says whether a name is one that no person has.
func saysAssistant(name string) bool {
	return slices.ContainsFunc(wordsOf(name), func(w string) bool {
		return slices.Contains([]string{"assistant", "bot", "notes", "notetaker"}, strings.ToLower(w))
	})
}

func wordsOf(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
