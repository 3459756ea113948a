package zoom_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/sandbox"
	"behalf/auth/zoom"
)

func mint(t *testing.T, c *zoom.Client) (secret.Text, error) {
	t.Helper()
	got, err := c.OnBehalf(t.Context(), app.ZoomApp{}, account, meeting)
	return got.Token, err
}

// good is a token that nothing is wrong with.
const good = sandbox.Marker + "-a-token-long-enough"

func packed(t *testing.T, body string) string {
	t.Helper()
	var b bytes.Buffer
	zip := gzip.NewWriter(&b)
	_, err := zip.Write([]byte(body))
	if err := errors.Join(err, zip.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestF21AnswersThatAreNoToken(t *testing.T) {
	gzipped := map[string]string{"Content-Encoding": "gzip"}
	ok := `{"token":"` + good + `"}`
	bomb := packed(t, ok+strings.Repeat(" ", 10<<20))
	whole := packed(t, ok)
	for name, answer := range map[string]struct {
		header map[string]string
		body   string
	}{
		"5 MB":                  {body: `{"token":"` + good + `","filler":"` + strings.Repeat("a", 5<<20) + `"}`},
		"just too long":         {body: ok + strings.Repeat(" ", 64<<10)},
		"not JSON":              {body: "token=" + good},
		"HTML":                  {header: map[string]string{"Content-Type": "text/html"}, body: "<html>Welcome</html>"},
		"nothing":               {},
		"gzip bomb":             {header: gzipped, body: bomb},
		"gzip that is none":     {header: gzipped, body: ok},
		"gzip, damaged":         {header: gzipped, body: whole[:len(whole)-8] + "damaged!"},
		"list":                  {body: `[` + ok + `]`},
		"string":                {body: `"` + good + `"`},
		"null":                  {body: `null`},
		"no token":              {body: `{}`},
		"empty token":           {body: `{"token":""}`},
		"one character":         {body: `{"token":"a"}`},
		"a scrap":               {body: `{"token":"` + strings.Repeat("a", 19) + `"}`},
		"number":                {body: `{"token":12345678901234567890123}`},
		"null token":            {body: `{"token":null}`},
		"name twice":            {body: `{"token":"` + good + `","token":"` + good + `b"}`},
		"name twice, by case":   {body: `{"token":"` + good + `","Token":"` + good + `b"}`},
		"something after it":    {body: ok + ok},
		"cut off":               {body: `{"token":"` + good + `"`},
		"deep nesting":          {body: `{"token":"` + good + `","x":` + strings.Repeat("[", 30<<10) + strings.Repeat("]", 30<<10) + `}`},
		"CR LF":                 {body: `{"token":"` + good + `\r\nX-Evil: 1"}`},
		"NUL":                   {body: `{"token":"` + good + `\u0000b"}`},
		"blank":                 {body: `{"token":"` + good + ` b"}`},
		"DEL":                   {body: `{"token":"` + good + `\u007f"}`},
		"letters beyond ASCII":  {body: `{"token":"` + good + `å"}`},
		"invalid UTF-8":         {body: "{\"token\":\"" + good + "\xff\"}"},
		"10 kB token":           {body: `{"token":"` + strings.Repeat("a", 10<<10) + `"}`},
		"one character too big": {body: `{"token":"` + strings.Repeat("a", 8193) + `"}`},
	} {
		got, err := mint(t, answering(t, 200, answer.header, answer.body))
		if !fault.Is(err, fault.ZoomBadAnswer) || !got.Empty() {
			t.Errorf("%s: %v", name, err)
		}
		noLeak(t, err, nil)
	}
	for name, body := range map[string]string{
		"shortest": `{"token":"` + strings.Repeat("a", 20) + `"}`,
		"longest":  `{"token":"` + strings.Repeat("a", 8192) + `","x":1}`,
	} {
		if got, err := mint(t, answering(t, 200, nil, body)); err != nil || got.Empty() {
			t.Errorf("the %s token: %v", name, err)
		}
	}
	if got, err := mint(t, answering(t, 200, gzipped, whole)); err != nil || got.Reveal() != good {
		t.Errorf("gzip: %v", err)
	}
}

// An access token that would break the header is not sent at all.
func TestF21AccessTokenUnfitForAHeader(t *testing.T) {
	cfg := config(t, saying(200, nil, `{"token":"a"}`))
	for _, bad := range []string{"", "a\r\nX-Evil: 1", "a b", strings.Repeat("a", 8193)} {
		cfg.Access = token(bad)
		if _, err := mint(t, zoom.New(cfg)); !fault.Is(err, fault.Unexpected) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}

// Status and code that contradict each other, and shapes that nobody promised.
func TestCodeOutranksStatus(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   fault.Kind
	}{
		"3001 with 400":          {400, `{"code":3001,"message":"x"}`, fault.NoSuchMeeting},
		"3001 with 500":          {500, `{"code":3001,"message":"x"}`, fault.NoSuchMeeting},
		"3001 with 200":          {200, `{"code":3001,"message":"x"}`, fault.NoSuchMeeting},
		"code as text":           {404, `{"code":"3001","message":"x"}`, fault.NoSuchMeeting},
		"code of another type":   {400, `{"code":{},"message":"x"}`, fault.ZoomRefused},
		"3001, expired":          {404, `{"code":3001,"message":"The meeting has expired."}`, fault.MeetingOver},
		"3001, ended":            {404, `{"code":3001,"message":"The meeting has ended."}`, fault.MeetingOver},
		"3001, or expired":       {404, `{"code":3001,"message":"Meeting 1 is not found or has expired."}`, fault.NoSuchMeeting},
		"3000":                   {400, `{"code":3000,"message":"Cannot access meeting info."}`, fault.NotAllowed},
		"1010, about the host":   {400, `{"code":1010,"message":"User does not belong to this account"}`, fault.NotAllowed},
		"1001, about the user":   {404, `{"code":1001,"message":"User does not exist: me."}`, fault.SignInEnded},
		"124 with 400":           {400, `{"code":124,"message":"x"}`, fault.SignInEnded},
		"unknown code, 401":      {401, `{"code":9,"message":"x"}`, fault.SignInNeeded},
		"401 without a body":     {401, ``, fault.SignInNeeded},
		"401 of another network": {401, `<html>`, fault.ZoomBadAnswer},
		"unknown code, 502":      {502, `{"code":9,"message":"x"}`, fault.ZoomOutage},
		"404 of another network": {404, `<html>`, fault.ZoomBadAnswer},
		"300 of another field":   {400, `{"code":300,"message":"Validation Failed.","errors":[{"field":"type","message":"x"}]}`, fault.ZoomRefused},
		"4711 without a text":    {400, `{"code":4711,"message":""}`, fault.PermissionMissing},
		"4702":                   {400, `{"code":4702,"message":"x"}`, fault.ClientRefused},
		"4704":                   {400, `{"code":4704,"message":"x"}`, fault.ClientRefused},
		"4709":                   {400, `{"code":4709,"message":"x"}`, fault.RedirectRefused},
		"4717":                   {400, `{"code":4717,"message":"x"}`, fault.AppDisabled},
		"4738":                   {400, `{"code":4738,"message":"x"}`, fault.AppDisabled},
		"4735":                   {400, `{"code":4735,"message":"x"}`, fault.SignInEnded},
		"4737":                   {400, `{"code":4737,"message":"x"}`, fault.SignInEnded},
		"4740":                   {400, `{"code":4740,"message":"x"}`, fault.SignInEnded},
		"4741":                   {400, `{"code":4741,"message":"x"}`, fault.SignInElsewhere},
		"407":                    {407, `<html>`, fault.ProxyRefused},
		"407 in Zoom's shape":    {407, `{"code":9,"message":"x"}`, fault.ProxyRefused},
	} {
		if _, err := mint(t, answering(t, c.status, nil, c.body)); !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// Zoom's own words may be shown, but not if they repeat the token.
func TestWhatZoomSaysIsQuotedWithoutTokens(t *testing.T) {
	long := sandbox.Marker + strings.Repeat("x", 100)
	for _, echo := range []string{long, "Bearer " + long, "(" + long + ")"} {
		cfg := config(t, saying(400, nil, `{"code":5,"message":"We do not like `+echo+` today."}`))
		cfg.Access = token(long)
		_, err := mint(t, zoom.New(cfg))
		if !fault.Is(err, fault.ZoomRefused) || !strings.Contains(err.Error(), "We do not like") {
			t.Errorf("%v", err)
		}
		noLeak(t, err, []string{long})
	}
	_, err := mint(t, answering(t, 400, nil, `{"code":5,"message":"Meeting (`+meeting+`) is odd."}`))
	if !strings.Contains(err.Error(), "is odd.") || strings.Contains(err.Error(), meeting) {
		t.Errorf("%v", err)
	}
}
