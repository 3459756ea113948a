package app

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"behalf/app/meeting"
)

var update = flag.Bool("update", false, "write docs/links.md anew")

// example is a row of docs/links.md: what is pasted, and what is said about it.
// The words on the page are those that Read gives, so the page can't promise
// what the program does not do.
type example struct{ paste, note string }

// linksPage is docs/links.md.
var linksPage = []struct {
	title, text string
	examples    []example
}{
	{
		"Links", "Any link that joins a meeting, with or without `https://`, with whatever stands around it.",
		[]example{
			{"https://us02web.zoom.us/j/81234567890?pwd=ExAmPlE.1", "the usual link"},
			{"us02web.zoom.us/j/81234567890", ""},
			{"https://acme.zoom.us/s/81234567890", "the host's link; what it holds of the host's sign-in is dropped"},
			{"https://zoom.us/w/81234567890?tk=ExAmPlE", "a webinar, as its confirmation mail has it"},
			{"https://app.zoom.us/wc/81234567890/join", "Zoom in the browser"},
			{"zoommtg://zoom.us/join?confno=81234567890", "as Zoom's own program is started"},
			{"behalf://send?url=https%3A%2F%2Fzoom.us%2Fj%2F81234567890", "a link that proposes a meeting to Behalf; only you send"},
			{"https://us02web.zoom.us/j/8123456\n7890?pwd=ExAmPlE.1", "broken in two by a mail program"},
			{"See you there: [Zoom](https://zoom.us/j/81234567890)", "Markdown, Slack, Teams and web pages alike"},
		},
	},
	{
		"Hosts", "Only Zoom's own: `zoom.us`, `zoom.com`, `zoomgov.com`, `zoom.com.cn`, `zoom-x.de` and what ends with a dot and one of them.",
		[]example{
			{"https://acme.zoomgov.com/j/1601234567", "needs a ZoomGov account"},
			{"https://zoom.us.evil.example/j/81234567890", ""},
			{"https://evil.example@zoom.us/j/81234567890", ""},
		},
	},
	{
		"Links inside links", "Addresses of mail filters and redirects are opened on your computer, never by asking anybody: Safe Links, Proofpoint, Barracuda, Cisco, FireEye, Symantec, Sophos, Trend Micro, Check Point, Google, Slack, LinkedIn, Facebook. Short links can't be.",
		[]example{
			{"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fus02web.zoom.us%2Fj%2F81234567890%3Fpwd%3DExAmPlE.1&data=x", ""},
			{"https://urldefense.com/v3/__https://us02web.zoom.us/j/81234567890?pwd=ExAmPlE.1__;!!x!y$", ""},
			{"https://www.google.com/url?q=https://us02web.zoom.us/j/81234567890&sa=D", ""},
			{"https://bit.ly/ExAmPlE", ""},
		},
	},
	{
		"Numbers", "The meeting ID alone, with its blanks or dashes, and what stands beside it.",
		[]example{
			{"812 3456 7890", ""},
			{"812-3456-7890, passcode 447722", ""},
			{"Zoom 812 3456 7890", ""},
			{"Meeting ID: 812 3456 7890 / Passcode: 447722", ""},
			{"812 3456", ""},
		},
	},
	{
		"Files and copied sources", "Drop a file on the window or open it with Behalf: calendar entries (`.ics`), saved mails (`.eml`), texts. Pieces of such files, of web pages and of JSON can be pasted as well.",
		[]example{
			{"BEGIN:VEVENT\nLOCATION:https://us02web.zoom.us/j/8123\n 4567890?pwd=ExAmPlE.1\nEND:VEVENT", "lines may be folded"},
			{"<a href=\"https://us02web.zoom.us/j/81234567890\">Join</a>", ""},
			{"{\"join_url\":\"https:\\/\\/us02web.zoom.us\\/j\\/81234567890\"}", ""},
		},
	},
	{
		"What can't be used, and the way out", "",
		[]example{
			{"https://zoom.us/my/ada", ""},
			{"https://zoom.us/meeting/register/ExAmPlE", ""},
			{"https://zoom.us/j/8123456", ""},
			{"https://zoom.us/rec/share/ExAmPlE", ""},
			{"https://zoom.us/j/81234567890?pwd=%", ""},
			{"https://teams.microsoft.com/l/meetup-join/ExAmPlE", ""},
			{"https://example.com/agenda", ""},
			{"https://zoom.us/j/81234567890 https://zoom.us/j/98765432101", ""},
			{"https://zoom.us/j/812345678\n90", ""},
			{"tel:+15550100123,,81234567890#", ""},
			{"hello", ""},
		},
	},
}

// languages are those of which the words in Zoom's invitations are known.
var languages = []struct{ name, id, passcode string }{
	{"English", "Meeting ID", "Passcode"},
	{"German", "Meeting-ID", "Kenncode"},
	{"French", "ID de réunion", "Code secret"},
	{"Spanish", "ID de reunión", "Código de acceso"},
	{"Portuguese", "ID da reunião", "Senha de acesso"},
	{"Italian", "ID riunione", "Codice d’accesso"},
	{"Dutch", "Vergadering-ID", "Toegangscode"},
	{"Polish", "Identyfikator spotkania", "Kod dostępu"},
	{"Japanese", "ミーティングID", "パスコード"},
	{"Chinese, simplified", "会议号", "密码"},
	{"Chinese, traditional", "會議 ID", "密碼"},
	{"Korean", "회의 ID", "암호"},
	{"Russian", "Идентификатор конференции", "Код доступа"},
	{"Ukrainian", "Ідентифікатор конференції", "Код доступу"},
	{"Turkish", "Toplantı Kimliği", "Parola"},
	{"Vietnamese", "ID cuộc họp", "Mật mã"},
	{"Indonesian", "ID Rapat", "Kode Sandi"},
	{"Swedish", "Mötes-ID", "Lösenkod"},
	{"Danish", "Møde-id", "Adgangskode"},
	{"Norwegian", "Møte-ID", "Passord"},
	{"Finnish", "Kokouksen tunnus", "Tunnuskoodi"},
	{"Czech", "ID schůzky", "Heslo"},
	{"Hebrew", "מזהה פגישה", "קוד גישה"},
	{"Arabic", "معرف الاجتماع", "رمز المرور"},
}

func TestLinksPage(t *testing.T) {
	const path = "../docs/links.md"
	page := renderLinksPage(t)
	if *update {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil { //nolint:gosec // a page for everybody
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(path)
	if err != nil || string(written) != page {
		t.Errorf("docs/links.md says something else than the program: go test ./app -run TestLinksPage -update (%v)", err)
	}
}

func renderLinksPage(t *testing.T) string {
	var b strings.Builder
	b.WriteString("# What can be pasted\n\nPaste a link, a number, or the whole invitation. Nothing is asked of anybody while it is read, " +
		"and nothing is sent before you press the button.\n\nThis page is checked against the program by its tests; the answers below are its own words.\n")
	for _, section := range linksPage {
		b.WriteString("\n## " + section.title + "\n\n")
		if section.text != "" {
			b.WriteString(section.text + "\n\n")
		}
		b.WriteString("| pasted | Behalf says |\n| --- | --- |\n")
		for _, e := range section.examples {
			answer := answerTo(e.paste)
			if e.note != "" {
				answer += "<br>*" + e.note + "*"
			}
			fmt.Fprintf(&b, "| %s | %s |\n", cell(e.paste), answer)
		}
	}
	b.WriteString("\n## Invitations\n\nThe number and the passcode are found by their words, wherever they stand; a link, if there is one, " +
		"counts more than the words around it. A passcode for the telephone, a recording or a wireless network is not taken.\n\n" +
		"| language | number | passcode |\n| --- | --- | --- |\n")
	for _, l := range languages {
		r, f := Read(l.id + ": 812 3456 7890\n" + l.passcode + ": a1B2")
		if f != nil || r.Meeting.ID != "81234567890" || r.Meeting.PasscodePlain != "a1B2" {
			t.Errorf("%s: %v %v", l.name, r.Meeting, f)
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", l.name, l.id, l.passcode)
	}
	return b.String()
}

// answerTo is what a person reads below the field.
func answerTo(paste string) string {
	r, f := Read(paste)
	if f != nil {
		return f.Title + " " + f.Advice
	}
	m := r.Meeting
	known := []string{"**" + meeting.Grouped(m.ID) + "**"}
	if m.Host != "" {
		known = append(known, m.Host)
	}
	if m.Webinar {
		known = append(known, "webinar")
	}
	if m.HasPasscode() {
		known = append(known, "passcode included")
	} else {
		known = append(known, "no passcode")
	}
	return strings.Join(known, " · ")
}

// cell writes a text as code in a table.
func cell(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "|", "\\|"), "\n")
	return "`" + strings.Join(lines, "`<br>`") + "`"
}
