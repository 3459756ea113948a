package fault

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Recognise finds out which sentence of the program's own a text is: its key,
// "fault.<kind>.title", "fault.<kind>.advice" or "phrase.<phrase>", and what
// its places were filled with. Faults of old runs have nothing left but their
// words, so those are what views go by to say the same in another language. Of
// two that fit, the one that leaves less to its places counts.
func Recognise(text string) (key string, values map[string]string, ok bool) {
	for _, s := range sentences() {
		if values, ok := s.match(text); ok {
			return s.key, values, true
		}
	}
	return "", nil, false
}

// SaidTitle is Recognise for the fault's title, and SaidAdvice for its advice:
// several kinds share some words.
func (f *Fault) SaidTitle() (key string, values map[string]string, ok bool) {
	return sentence{"fault." + string(f.Kind) + ".title", catalogue[f.Kind].title}.of(f.Kind, f.Title)
}

// SaidAdvice is what SaidTitle is for the title.
func (f *Fault) SaidAdvice() (key string, values map[string]string, ok bool) {
	return sentence{"fault." + string(f.Kind) + ".advice", catalogue[f.Kind].advice}.of(f.Kind, f.Advice)
}

// of reads a text that is this sentence if its kind is known. An older version
// may have worded it otherwise, which matters only where there are places; but
// a kind of a newer version has become Unexpected, and kept its own words.
func (s sentence) of(kind Kind, text string) (string, map[string]string, bool) {
	values, ok := s.match(text)
	return s.key, values, ok || kind != Unexpected && s.words != "" && !strings.Contains(s.words, "{")
}

type sentence struct{ key, words string }

// sentences are all there are. Those that are nothing but a place would fit
// everything.
var sentences = sync.OnceValue(func() []sentence {
	var all []sentence
	for kind, w := range catalogue {
		key := "fault." + string(kind)
		all = append(all, sentence{key + ".title", w.title}, sentence{key + ".advice", w.advice})
	}
	for p, words := range phrases {
		all = append(all, sentence{"phrase." + string(p), words})
	}
	all = slices.DeleteFunc(all, func(s sentence) bool { return s.literal() == 0 })
	slices.SortFunc(all, func(a, b sentence) int {
		return cmp.Or(cmp.Compare(b.literal(), a.literal()), cmp.Compare(a.key, b.key))
	})
	return all
})

var place = regexp.MustCompile(`\{([a-z_]+)\}`)

// literal is how much of the words is no place.
func (s sentence) literal() int { return len(place.ReplaceAllString(s.words, "")) }

// match reads out of a text what the places were filled with.
func (s sentence) match(text string) (map[string]string, bool) {
	before, _, open := strings.Cut(s.words, "{")
	if !open || !strings.HasPrefix(text, before) {
		return nil, !open && text == s.words
	}
	var pattern strings.Builder
	rest := 0
	for _, at := range place.FindAllStringSubmatchIndex(s.words, -1) {
		pattern.WriteString(regexp.QuoteMeta(s.words[rest:at[0]]) + "(?P<" + s.words[at[2]:at[3]] + ">.*)")
		rest = at[1]
	}
	found := regexp.MustCompile("^" + pattern.String() + regexp.QuoteMeta(s.words[rest:]) + "$")
	parts := found.FindStringSubmatch(text)
	if parts == nil {
		return nil, false
	}
	values := map[string]string{}
	for i, name := range found.SubexpNames() {
		if i > 0 {
			values[name] = parts[i]
		}
	}
	return values, true
}
