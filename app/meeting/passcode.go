package meeting

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestPasscode is more than the ten characters Zoom allows.
const longestPasscode = 32

// spoken is a passcode in words.
type spoken struct {
	value string
	at    int
	owner owner // what was named last before it
}

// takePasscode reads the passcode behind its label. With a colon whatever
// stands there is one; without, or on a later line, it has to look like one.
func (n *notes) takePasscode(words string, start, end int, short bool) int {
	if len(n.passcodes) == mostNotes {
		return end
	}
	g := gapAfter(words, end)
	value, to := passcodeAt(words, g.to)
	if mark := words[max(0, start-1):start]; mark == "*" || mark == "_" { // *Passcode: 447722*
		value = strings.TrimSuffix(value, mark)
	}
	glued := g.to > end && strings.Trim(words[end:g.to], "-_*'`\".#") == "" // password-protected, "Passcode"
	switch {
	case !strings.ContainsFunc(value, alphanumeric), prose(words, value, to):
		return end
	case g.broken && (!alone(words, to) || dated(value)):
		return end
	case (!g.said || short) && !likely(value), glued && !onlyDigits(value):
		return end
	case short && (!lonely(words, start, end) || g.remark != ""), stranger(words, start, g.remark):
		return end
	}
	n.addPasscode(value, g.to)
	return to
}

func (n *notes) addPasscode(value string, at int) {
	if _, link := firstLinkAt(value, 0); !link {
		n.passcodes = append(n.passcodes, spoken{value, at, n.owner})
	}
}

func alphanumeric(r rune) bool { return r < utf8.RuneSelf && alnum(byte(r)) }

// pairs are brackets and quotes that a value may be wrapped in.
var pairs = map[rune]string{
	'(': ")", '[': "]", '<': ">", '{': "}", '"': "\"", '`': "`", '“': "”", '„': "“”", '«': "»", '‹': "›",
	'‘': "’", '‚': "‘’", '「': "」", '『': "』", '【': "】", '《': "》",
}

// passcodeAt takes the passcode at i and says where it ends.
func passcodeAt(s string, i int) (value string, end int) {
	first, size := utf8.DecodeRuneInString(s[i:])
	closing, wrapped := pairs[first]
	if wrapped {
		i += size
		i += len(s[i:]) - len(strings.TrimLeft(s[i:], " "))
	}
	end = i
	for end < len(s) && end-i <= longestPasscode && passcodeByte(s[end]) {
		end++
	}
	value = s[i:end]
	if at := parameter(value); at >= 0 {
		value, end = value[:at], i+at
	}
	if wrapped {
		after, size := utf8.DecodeRuneInString(strings.TrimLeft(s[end:], " "))
		if !strings.ContainsRune(closing, after) || after == utf8.RuneError {
			return "", end
		}
		return stripped(value), end + size
	}
	if len(value) > longestPasscode {
		return "", end
	}
	return stripped(value), end
}

// parameter finds the &name= or ?name= behind a value that stood in an address.
func parameter(value string) int {
	at := strings.IndexAny(value, "&?")
	if at < 0 {
		return -1
	}
	if name, _, found := strings.Cut(value[at+1:], "="); !found || name == "" || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return -1
	}
	return at
}

func passcodeByte(b byte) bool {
	return b > ' ' && b < 0x7F && strings.IndexByte(",;<>\"()[]{}|`", b) < 0
}

// stripped takes off, layer by layer, what belongs to the sentence or the
// markup around a passcode.
func stripped(value string) string {
	for {
		inner := outermost(value)
		if inner == value {
			return value
		}
		value = inner
	}
}

func outermost(value string) string {
	value = strings.TrimLeft(strings.TrimRight(value, ".:"), "=:") // more of what stands behind a label
	for _, mark := range []string{"**", "*", "__", "_", "'"} {
		inner, opened := strings.CutPrefix(value, mark)
		inner, closed := strings.CutSuffix(inner, mark)
		if opened && closed {
			return inner
		}
	}
	value = strings.TrimRight(value, ".:'")
	if digits, ok := strings.CutSuffix(value, "#"); ok && onlyDigits(digits) {
		return digits // as it is dialled
	}
	return value
}

func onlyDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// likely is the test for a passcode without a colon before it.
func likely(s string) bool {
	return len(s) >= 4 && len(s) <= 10 && strings.ContainsAny(s, "0123456789") && !strings.ContainsAny(s, "/:")
}

// dated says whether it looks like a date, a time or a telephone number.
func dated(s string) bool {
	return strings.Trim(s, "+0123456789.-/:") == "" && strings.ContainsAny(s, "+.-/:")
}

// alone says whether nothing follows on the line.
func alone(words string, i int) bool {
	rest := strings.TrimLeft(words[i:], " *_|.'")
	return rest == "" || rest[0] == '\n'
}

// unset is said where there is no passcode, or where it is not said.
var unset = []string{
	"none", "no", "n/a", "na", "nil", "not", "without", "see", "will", "tba", "tbd", "required", "optional", "yes",
	"kein", "keiner", "keines", "ohne", "siehe", "aucun", "sans", "voir", "ninguno", "ninguna", "sin",
	"nenhum", "nenhuma", "sem", "nessuno", "nessuna", "geen", "brak", "yok",
}

// prose says that a word is no passcode: letters only, and more words follow.
func prose(words, value string, end int) bool {
	if strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return strings.EqualFold(value, "n/a")
	}
	if slices.Contains(unset, strings.ToLower(value)) {
		return true
	}
	rest := strings.TrimLeft(words[end:min(len(words), end+64)], " ")
	next, _ := utf8.DecodeRuneInString(rest)
	if len(rest) == len(words[end:min(len(words), end+64)]) || !unicode.IsLetter(next) {
		return false
	}
	if _, label := labelAt(rest, 0); label > 0 {
		return false
	}
	word := rest
	if i := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		word = rest[i:]
	}
	return !strings.HasPrefix(word, ":")
}
