package meeting

import "regexp"

// Links of hosts can hold live credentials: zak and token let anybody in as the
// host. Reading leaves them behind; a text that is shown must not have them
// either.
var (
	credential = `(?:zak|token)(?:=|%3[Dd])(?:[A-Za-z0-9._~+/=-]|%(?:2[BbDdEeFf]|3[Dd]|5[Ff]|7[Ee]|25))*`
	// with the mark of the parameter that follows, or with its own
	credentialFirst = regexp.MustCompile(`(?i)([?&]|%3F|%26|&amp;)(?:` + credential + `(?:&amp;|&|%26))+`)
	credentialLast  = regexp.MustCompile(`(?i)(?:[?&]|%3F|%26|&amp;)` + credential)
)

// WithoutCredentials takes zak and token out of the links of a text. It reads
// as the same meeting.
func WithoutCredentials(text string) string {
	text = credentialFirst.ReplaceAllString(text, "$1")
	return credentialLast.ReplaceAllString(text, "")
}
