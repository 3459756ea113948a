package meeting

import "strings"

// longestPasscode is more than the ten characters Zoom allows.
const longestPasscode = 32

// takePasscode reads a passcode behind its label. With a colon whatever stands
// there is one; without, or on the next line, it has to look like one.
func (n *notes) takePasscode(words string, end int) int {
	at := valueAt(words, end, true)
	between := words[end:at]
	value := passcodeAt(words, at)
	if strings.ContainsAny(between, "-*_'`\"") && !strings.ContainsAny(between, " :=\n") {
		value = "" // password-protected, "Passcode"
	}
	sure := strings.ContainsAny(between, ":=") && !strings.Contains(between, "\n")
	if value == "" || !sure && !likely(value) {
		return end
	}
	if len(n.passcodes) < mostNotes {
		n.passcodes = append(n.passcodes, spoken{value, at})
	}
	return at + len(value)
}

// passcodeAt takes characters up to a blank, a bracket or the end of the
// sentence. One without a letter or digit is a row of dots or stars.
func passcodeAt(s string, i int) string {
	start := i
	for i < len(s) && i-start <= longestPasscode && passcodeByte(s[i]) {
		i++
	}
	value := strings.TrimRight(s[start:i], ".:'")
	for _, mark := range []byte("*_") { // *bold* and _italic_ text
		if start > 0 && s[start-1] == mark {
			value = strings.TrimRight(value, string(mark))
		}
	}
	if len(value) > longestPasscode || !strings.ContainsFunc(value, func(r rune) bool { return alnum(byte(r)) }) {
		return ""
	}
	return value
}

func passcodeByte(b byte) bool {
	return b > ' ' && b < 0x7F && strings.IndexByte(",;<>\"()[]{}|`", b) < 0
}

// likely is the test for a passcode without a colon before it.
func likely(s string) bool {
	return len(s) >= 4 && len(s) <= 10 && strings.ContainsAny(s, "0123456789") && !strings.ContainsAny(s, "/:")
}
