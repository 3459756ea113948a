package meeting

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// strangers are the beginnings of words that make a passcode one of something
// else: of the telephone, a wireless network, a recording, an account. They
// stand before the label, or between it and the colon.
var strangers = []string{
	"phone", "telephone", "telefon", "teleph", "telefo", "dial", "numeric", "numeris", "numeriq", "numeryc", "sip", "h.323", "pstn",
	"telepon", "dien", "einwahl", "inbel", "marcacion", "marcacao", "discagem", "composer", "puhel", "טלפון", "לטלפון", "הטלפון", "للهاتف", "الهاتف", "телефон", "цифров",
	"wifi", "fi", "wlan", "wireless", "vpn", "host", "gastgeber", "anfitri", "login", "portal", "account", "konto", "user", "admin", "email",
	"recording", "aufzeichnung", "aufnahme", "grabacion", "gravacao", "enregistrement", "registrazione", "slides", "запис",
}

// strangersJoined are those of scripts that write without blanks.
var strangersJoined = []string{
	"dial-in", "dial in", "call-in", "电话", "電話", "拨入", "撥入", "数字", "數字", "전화", "숫자", "主持人", "ホスト", "録画", "录制", "錄製", "호스트", "녹화",
}

// stranger says whether the label that starts at start belongs to something
// else. remark stands between the label and its colon.
func stranger(words string, start int, remark string) bool {
	const longest = 64
	line := words[max(0, start-longest):start]
	line = foldString(line[strings.LastIndexByte(line, '\n')+1:])
	if dialled(line) || containsAny(line, networks) {
		return true
	}
	before := strings.TrimRight(line[strings.LastIndexAny(line, ":,;|")+1:], " -_")
	for _, word := range strangersJoined {
		if strings.HasSuffix(before, word) || strings.Contains(remark, word) {
			return true
		}
	}
	if strange(lastWord(before)) {
		return true
	}
	for word := range strings.FieldsFuncSeq(foldString(remark), notInWord) {
		if strange(word) {
			return true
		}
	}
	return false
}

// networks make everything on their line theirs.
var networks = []string{"wifi", "wi-fi", "wlan", "vpn"}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(s, word) })
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' }

func strange(word string) bool {
	for _, stem := range strangers {
		if strings.HasPrefix(word, stem) && (len(stem) > 3 || len(word) == len(stem)) {
			return true
		}
	}
	return false
}

func lastWord(s string) string {
	i := strings.LastIndexFunc(s, notInWord)
	if i < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}

// dialled says whether the line before a label is a telephone number.
func dialled(line string) bool {
	digits := 0
	for i := range len(line) {
		if digit(line[i]) {
			digits++
		}
	}
	return digits >= 7 && strings.Contains(line, "+")
}
