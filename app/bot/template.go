package bot

import (
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"behalf/app"
	"behalf/app/fault"
)

// placeholder is a name in braces, or several of which the first that has a
// value counts: {passcode|pwd}. Any other brace stands for itself, so that a
// template may be JSON.
var placeholder = regexp.MustCompile(`\{` + placeholderName + `(\|` + placeholderName + `)*\}`)

const placeholderName = `[a-z][a-z0-9_]*(:[A-Za-z0-9_.-]+)?`

const optionPrefix = "option:"

// The names that placeholders may have. Whatever could let somebody into the
// meeting is secret: it must not stand where other programs can read it.
var (
	openNames   = []string{"meeting_id", "host", "name", "public_app_key", "out_dir", "run", "attempt", "config_file", "program_dir"}
	secretNames = []string{"url", "pwd", "passcode", "tk", "on_behalf_token", "zak", "local_recording_token", "sdk_jwt"}
)

// values are what placeholders stand for.
type values map[string]string

// newValues takes apart what the protocol says in join.
func newValues(j join, configFile, programDir string) values {
	v := values{
		"meeting_id": j.Meeting.ID, "host": text(j.Meeting.Host), "pwd": text(j.Meeting.Pwd),
		"passcode": text(j.Meeting.Passcode), "tk": text(j.Meeting.TK), "url": text(j.Meeting.URL),
		"name":            j.Name,
		"on_behalf_token": text(j.Auth.OnBehalfToken), "zak": text(j.Auth.ZAK),
		"local_recording_token": text(j.Auth.LocalRecordingToken),
		"sdk_jwt":               text(j.Auth.SDKJWT), "public_app_key": text(j.Auth.PublicAppKey),
		"out_dir": j.OutDir, "run": j.Run, "attempt": strconv.Itoa(j.Attempt),
		"config_file": configFile, "program_dir": programDir,
	}
	for name, value := range j.Options {
		v[optionPrefix+name] = value
	}
	return v
}

// names are the placeholders' names in a template.
func names(template string) []string {
	var all []string
	for _, found := range placeholder.FindAllString(template, -1) {
		all = append(all, strings.Split(found[1:len(found)-1], "|")...)
	}
	return all
}

// mentions says whether a template has a placeholder of that name.
func mentions(template, name string) bool { return slices.Contains(names(template), name) }

// first is the value of a placeholder.
func (v values) first(found string) string {
	for name := range strings.SplitSeq(found[1:len(found)-1], "|") {
		if v[name] != "" {
			return v[name]
		}
	}
	return ""
}

// argument fills in an argument or a variable, which nobody takes apart.
func (v values) argument(template string) string {
	return placeholder.ReplaceAllStringFunc(template, v.first)
}

// fill fills in a template of a file or of standard input. A value must never
// change what stands around it: one that can't be written so that it stays one
// value is a fault.
func (v values) fill(template string, format app.Format) (string, error) {
	var b strings.Builder
	at := 0
	for _, found := range placeholder.FindAllStringIndex(template, -1) {
		name := template[found[0]:found[1]]
		value, ok := written(v.first(name), quoteBefore(template[:found[0]]), format)
		if !ok {
			return "", fault.New(fault.UnsafeValue, "placeholder", name)
		}
		b.WriteString(template[at:found[0]])
		b.WriteString(value)
		at = found[1]
	}
	b.WriteString(template[at:])
	return b.String(), nil
}

// quoteBefore says in which quotes, if any, the text stands that follows.
func quoteBefore(before string) byte {
	var quote byte
	line := before[strings.LastIndexByte(before, '\n')+1:]
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote
}

// written is a value as it stands in a template, if it can stand there.
//
// Programs read their files in many ways, some of them as a shell script, and
// most know no escapes; so in a plain file nothing is escaped, and what could
// end the quotes, the line, or be carried out, is refused: in double quotes
// " \ $ and the backtick, in single quotes ' and \, without quotes everything
// but letters, digits and a few signs. The other slash takes the place of the one
// in Windows' paths.
func written(value string, quote byte, format app.Format) (string, bool) {
	if filepath.Separator == '\\' && filepath.IsAbs(value) {
		value = filepath.ToSlash(value)
	}
	if !utf8.ValidString(value) || strings.ContainsFunc(value, breaksLine) {
		return "", false
	}
	switch {
	case format == app.FormatJSON && quote == '"':
		return inJSON.Replace(value), true
	case format == app.FormatJSON:
		return value, bareJSON.MatchString(value)
	case quote == '"':
		return value, !strings.ContainsAny(value, "\"\\$`")
	case quote == '\'':
		return value, !strings.ContainsAny(value, `'\`)
	default:
		return value, bare.MatchString(value)
	}
}

// inJSON escapes what may not stand in a JSON string, but for control characters.
var inJSON = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

var (
	bare     = regexp.MustCompile(`^[A-Za-z0-9._/:=%+@,~-]*$`)
	bareJSON = regexp.MustCompile(`^([1-9][0-9]*|0|true|false)$`)
)

func breaksLine(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}
