package lang

import (
	"strings"

	"behalf/app/fault"
)

// Title is what happened, in the language in use. The catalogue of faults is
// English, for the command line and for what is stored; its sentences are found
// again by their words.
func Title(f *fault.Fault) string {
	key, values, ok := f.SaidTitle()
	return translated(f.Title, key, values, ok)
}

// Advice is the next step of a fault in the language in use.
func Advice(f *fault.Fault) string {
	key, values, ok := f.SaidAdvice()
	return translated(f.Advice, key, values, ok)
}

// Said is a sentence of the program's own, such as a remark at a step of a run,
// in the language in use. What is none, the words of a bot or of Zoom, stays.
func Said(text string) string {
	if key, is := learnt[text]; is {
		return translated(text, key, nil, true)
	}
	key, values, ok := fault.Recognise(text)
	return translated(text, key, values, ok)
}

// learnt are the keys of English texts that come with something else than the
// catalogue.
var learnt = map[string]string{}

// Learn says that an English text has translations, under a key.
func Learn(text, key string) {
	if text != "" {
		learnt[text] = key
	}
}

// translated fills the translation of a text with its values, which may be
// phrases themselves. Without one, the text stays as it is.
func translated(english, key string, values map[string]string, ok bool) string {
	if !ok || current == "en" {
		return english
	}
	words, found := Find(key)
	if !found {
		return english
	}
	var pairs []string
	for name, value := range values {
		pairs = append(pairs, "{"+name+"}", Said(value))
	}
	return strings.NewReplacer(pairs...).Replace(words)
}
