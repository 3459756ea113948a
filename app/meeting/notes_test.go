package meeting

import "testing"

// A number with its label, in the ways people write the two.
func TestLabelledNumbers(t *testing.T) {
	for _, text := range []string{
		"Meeting ID (PMI): 812 3456 7890", "Meeting ID [Zoom]: 812 3456 7890", "Meeting ID (11 digits): 812 3456 7890", "Meeting ID (Zoom) 812 3456 7890",
		"| Meeting ID | 812 3456 7890 |", "Meeting ID,812 3456 7890", "Meeting ID 👉 812 3456 7890", "Meeting ID: “812 3456 7890”",
		"Meeting ID: **812 3456 7890**", "【会议号】812 3456 7890", "Meeting ID:                                        812 3456 7890",
		"Zoom Meeting Number: 812 3456 7890", "Zoom-Meeting-Nummer: 812 3456 7890", "Zoom meeting no. 812 3456 7890", "Zoom Call ID: 812 3456 7890",
		"Our Zoom meeting ID for today will be 812 3456 7890", "ID riunione personale: 812 3456 7890", "Zoom\n\nID: 812 3456 7890",
		"Zoom Meeting\n812 3456 7890", "Zoom (812 3456 7890)", "https://zoom.us/pricing\nID: 812 3456 7890", "ID: 812 3456 7890", "`812 3456 7890`", "“812 3456 7890”", "81234567890 81234567890",
		"Meeting ID: 812 3456 7890 10:00 AM", "Meeting ID: 812 3456 7890 24.11.2026 10:00",
		"ミーティンク\u3099ID: 812 3456 7890", "\u1112\u116c\u110b\u1174 ID: 812 3456 7890", // as copied out of a PDF on a Mac
		"Help: https://it.example.edu/zoom.html\nMeeting ID: 812 3456 7890", "https://example.com/events/123456789\nMeeting ID: 812 3456 7890",
		"https://meet.google.com/abc-defg-hij or Zoom Meeting ID: 812 3456 7890",
	} {
		if r := Read(text); r.Kind != KindMeeting || r.Meeting.ID != "81234567890" {
			t.Errorf("%q: %s %s %v", text, r.Kind, r.Why, r.Meeting)
		}
	}
	for _, text := range []string{
		"Meeting ID/Passcode: 812 3456 7890 / 447722", "会议号/密码：81234567890/447722", "Meeting-ID und Kenncode: 812 3456 7890, 447722",
		"ID/PW: 812 3456 7890 / 447722", "zoom 812 3456 7890 pw 447722",
	} {
		if r := Read(text); r.Meeting.ID != "81234567890" || r.Meeting.PasscodePlain != "447722" {
			t.Errorf("%q: %s %v %q", text, r.Kind, r.Meeting, r.Meeting.PasscodePlain)
		}
	}
	for _, text := range []string{"Meeting ID\n81234567890\n98765432101", "Meeting IDs: 812 3456 7890, 987 6543 2101", "81234567890 98765432101"} {
		if r := Read(text); len(r.Candidates) != 2 {
			t.Errorf("%q: %s %v", text, r.Kind, r.Meeting)
		}
	}
}

// Numbers that are no meeting's, and those of other services.
func TestOtherNumbers(t *testing.T) {
	for _, text := range []string{
		"Your order #4411 (ID: 1234567890) has shipped", `{"id":12345678901,"text":"I love cats"}`, "GET /users?id=1234567890 HTTP/1.1",
		"Invoice 44\nID: 1234567890", "user:\n  id: 1234567890", "id_1234567890.jpg", "Meeting ID 81234567890.pdf", "see Zoom 1763712000.txt",
		"GET /zoom/users?id=1234567890 HTTP/1.1", "zoom_id_1234567890.jpg", "https://zoom.us.evil.example/j/1\nZoom Meeting ID: 812 3456 7890",
		"ZOOM-123456789", "zoom: 1234567890;", "Questions about Zoom? Call Zoom: 555-010-0123", "555.010.0199", "81234567890abc",
		"Phone conference ID: 123 456 789#", "Zoom Room ID: 123456789", "812 3456 7890 and 12", "Meeting ID: 312 967 000 8441",
		"腾讯会议号：123-456-789", "飞书会议 ID：123 456 789", "BlueJeans\nMeeting ID: 123 456 789", "RingCentral Meeting ID: 123 456 7890",
		"Amazon Chime\nMeeting ID: 1234 56 7890", "Teams\nMeeting ID: 234 567 890 12", "Teams meeting\nMeeting ID: 234 567 890 12",
		"Join: https://call.lifesizecloud.com/1234567\nMeeting ID 123456789",
		"https://teams.microsoft.com/l/meetup-join/x\nMeeting ID: 234 567 890 12\nhttps://aka.ms/JoinTeamsMeeting",
	} {
		if r := Read(text); r.Meeting.ID != "" || len(r.Candidates) > 0 {
			t.Errorf("%q: %s %v %v", text, r.Kind, r.Meeting, r.Candidates)
		}
	}
	for text, want := range map[string]string{
		"https://teams.microsoft.com/l/meetup-join/x\nhttps://aka.ms/JoinTeamsMeeting": "Microsoft Teams",
		"https://acme.webex.com/meet/ada":                                              "Webex",
		"MICROSOFT TEAMS\nMeeting ID: 234 567 890 12":                                  "Microsoft Teams",
		"https://example.com/":                                                         "",
	} {
		if r := Read(text); r.Kind != KindNotZoom || r.Service != want || (r.Why == WhyOtherService) != (want != "") {
			t.Errorf("%q: %s %s %q", text, r.Kind, r.Why, r.Service)
		}
	}
}
