package cli_test

import (
	"strings"
	"testing"

	"behalf/app/cli"
	"behalf/app/meeting"
)

func TestF45ALinkCanOnlyPropose(t *testing.T) {
	const zoom = "https://us02web.zoom.us/j/81234567890?pwd=ExAmPlE.1"
	for link, want := range map[string]string{
		"":              "",
		zoom:            zoom,
		"812 3456 7890": "812 3456 7890",
		"behalf://send?url=https%3A%2F%2Fus02web.zoom.us%2Fj%2F81234567890%3Fpwd%3DExAmPlE.1":                   zoom,
		"BEHALF://send?url=" + "81234567890":                                                                    "81234567890",
		"behalf://send?url=81234567890&token=ZZTESTTOKEN&client_id=x&zoom_url=https://example.com&send=1&--now": "81234567890",
		"behalf://send":                    "",
		"behalf://send?link=81234567890":   "",
		"behalf://connect?url=81234567890": "",
		"behalf://callback?code=a&state=b": "",
		"behalf://erase?yes=1":             "",
		"behalf:send?url=81234567890":      "",
		"--hidden":                         "--hidden",
		"javascript:alert(1)":              "javascript:alert(1)", // text like any other: nobody opens it
	} {
		if got := cli.Proposed(link); got != want {
			t.Errorf("%q proposes %q, want %q", link, got, want)
		}
	}
	if got := cli.Proposed("behalf://send?url=" + strings.Repeat("1", 3<<20)); len(got) > meeting.MaxText {
		t.Errorf("a link of 3 MB proposes %d bytes", len(got))
	}
}
