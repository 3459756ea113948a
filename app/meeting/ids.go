package meeting

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// takeLabelled reads the numbers behind their label, and the passcode in
// "Meeting ID / Passcode: 812 3456 7890 / 447722".
func (n *notes) takeLabelled(words string, end int, webinar, zooms bool) int {
	if len(n.ids) == mostNotes {
		return end
	}
	labelled := end
	both, paired := pairedLabel(words, end)
	if paired {
		labelled = both
	}
	at := unwrapped(words, gapAfter(words, labelled).to)
	num, ok := numberAt(words, at)
	ok = ok || paired && num.end < len(words) && words[num.end] == '/' // 81234567890/447722
	if !ok || !num.isID(true) {
		n.misfit = n.misfit || num.length > 0
		if num.length > longestID { // another service's
			n.owner = owner{label: num.digits(), at: at}
		}
		return end
	}
	n.addID(placed{Meeting{ID: num.digits(), Webinar: webinar}, at, zooms})
	if paired {
		return n.takePaired(words, num.end)
	}
	return n.takeColumn(words, num)
}

// unwrapped skips the marks and brackets that a number may be wrapped in.
func unwrapped(words string, i int) int {
	for i < len(words) {
		r, size := utf8.DecodeRuneInString(words[i:])
		if _, opens := pairs[r]; !opens && !strings.ContainsRune("*_'#- ", r) {
			return i
		}
		i += size
	}
	return i
}

// takePaired reads the passcode that follows its number at once.
func (n *notes) takePaired(words string, end int) int {
	at := end + len(words[end:]) - len(strings.TrimLeft(words[end:], " /,;|&-\n"))
	value, to := passcodeAt(words, at)
	if !likely(value) {
		return end
	}
	n.addPasscode(value, at)
	return to
}

// takeColumn goes on with numbers written like the one before, after a comma
// or on a line of their own.
func (n *notes) takeColumn(words string, first number) int {
	end := first.end
	for {
		at := end + len(words[end:]) - len(strings.TrimLeft(words[end:], " ,\n"))
		num, ok := numberAt(words, at)
		if at == end || !ok || num.groups != first.groups || !idLength(num.length) || !alone(words, num.end) {
			return end
		}
		n.addID(placed{Meeting{ID: num.digits()}, at, false})
		end = num.end
	}
}

// pairedLabel finds the label of a passcode right behind the label of a number.
func pairedLabel(words string, i int) (end int, ok bool) {
	rest := strings.TrimLeft(words[i:min(len(words), i+32)], " /,&+・、")
	for _, word := range []string{"and ", "und ", "et ", "y ", "e ", "en ", "i ", "и ", "と", "和", "및 "} {
		if after, found := strings.CutPrefix(rest, word); found {
			rest = strings.TrimLeft(after, " ")
			break
		}
	}
	start := min(len(words), i+32) - len(rest)
	if start == i || rest == "" {
		return 0, false
	}
	role, end := labelAt(words, start)
	return end, role == passcode
}

// takeZoom reads "Zoom 812 3456 7890" and "Zoom call: 812 3456 7890".
func (n *notes) takeZoom(words string, end int) int {
	window := words[end:min(len(words), end+32)]
	rest := strings.TrimLeft(window, " -")
	n.zoomEnd = end
	for _, word := range []string{"meeting", "call", "link", "webinar", "room", "mtg"} {
		if len(rest) > len(word) && strings.EqualFold(rest[:len(word)], word) {
			n.zoomEnd = end + len(window) - len(rest) + len(word)
		}
	}
	at := n.zoomEnd
	for at < len(words) && (strings.IndexByte(" :=#\"'*(", words[at]) >= 0 || strings.HasPrefix(words[at:], "- ")) {
		at++
	}
	if next := skipLinking(words, at); next > at {
		at = next + len(words[next:]) - len(strings.TrimLeft(words[next:], " "))
	}
	below := n.zoomEnd > end && strings.HasPrefix(words[at:], "\n")
	if below {
		at = unwrapped(words, at+1)
	}
	num, ok := numberAt(words, at)
	telephone := num.length == 10 && strings.Contains(words[at:num.end], "-")
	code := strings.HasPrefix(words[num.end:], ";")
	lonely := num.length == longestID && alone(words, num.end)
	if !ok || !num.isID(false) || telephone || code || below && !lonely {
		return end
	}
	n.addID(placed{Meeting{ID: num.digits()}, at, true})
	return num.end
}

// lonely says that no word stands before a bare "ID": an order, a user or a
// participant has an ID too. In addresses and names of files it is none.
func lonely(words string, start, end int) bool {
	before := strings.TrimRight(words[:start], " -")
	r, _ := utf8.DecodeLastRuneInString(before)
	return !strings.ContainsRune("?/&#_", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.HasPrefix(words[end:], "_")
}

// names says that an everyday word is the name of a service here: alone on its
// line, or before a label.
func names(words string, start, end int) bool {
	before := strings.TrimRight(words[:start], " *_#")
	rest := strings.TrimLeft(words[end:], " -_")
	if role, _ := labelAt(rest, 0); role == meetingID || role == bareID {
		return true
	}
	rest = strings.TrimLeft(rest, "*_: ")
	return (before == "" || before[len(before)-1] == '\n') && (rest == "" || rest[0] == '\n')
}

// addID keeps each number once.
func (n *notes) addID(p placed) {
	n.owner = owner{label: p.ID, at: p.at}
	known := slices.IndexFunc(n.ids, func(q placed) bool { return q.ID == p.ID })
	switch {
	case known >= 0:
		n.ids[known].Webinar = n.ids[known].Webinar || p.Webinar
		n.ids[known].zooms = n.ids[known].zooms || p.zooms
	case len(n.ids) < mostNotes:
		n.ids = append(n.ids, p)
	}
}

// takeLoose reads the number behind a bare "ID".
func (n *notes) takeLoose(words string, end int) int {
	g := gapAfter(words, end)
	at := unwrapped(words, g.to)
	num, ok := numberAt(words, at)
	if !ok || !num.isID(false) || g.remark != "" {
		return end
	}
	if len(n.loose) < mostNotes {
		n.loose = append(n.loose, placed{Meeting{ID: num.digits()}, at, false})
	}
	n.owner = owner{label: num.digits(), at: at}
	return num.end
}

// dial reads the number in a one-tap line, at its two commas. Its passcode is
// for telephones and may differ from the real one.
func (n *notes) dial(words string, i int) {
	if i == 0 || !digit(words[i-1]) || len(n.dials) == mostNotes {
		return
	}
	num, ok := numberAt(words, i+len(",,"))
	if !ok || !num.isID(false) || !strings.HasPrefix(words[num.end:], "#") {
		return
	}
	if id := num.digits(); !slices.Contains(n.dials, id) {
		n.dials = append(n.dials, id)
	}
}
