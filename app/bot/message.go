package bot

import (
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"time"
	"unicode/utf8"

	"behalf/app"
	"behalf/app/meeting"
	"behalf/app/secret"
)

// protocolVersion is the v of every line.
const protocolVersion = 1

// maxLine is the longest line of the protocol, without its end.
const maxLine = 64 << 10

// The types of lines.
const (
	typeJoin      = "join"
	typeLeave     = "leave"
	typeHello     = "hello"
	typeState     = "state"
	typeFailed    = "failed"
	typeEnded     = "ended"
	typeArtifact  = "artifact"
	typeHeartbeat = "heartbeat"
	typeLog       = "log"
)

// The features a bot can announce.
const (
	featureOnBehalf       = "on_behalf"
	featureZAK            = "zak"
	featureLocalRecording = "local_recording"
	featureSDKJWT         = "sdk_jwt"
	featurePublicAppKey   = "public_app_key"
	featureRejoin         = "rejoin"
	featureHeartbeat      = "heartbeat"
	featureArtifacts      = "artifacts"
)

// message is a line from a bot; which fields count depends on its type.
type message struct {
	V    int    `json:"v"`
	Type string `json:"type"`

	Bot        string   `json:"bot,omitempty"`
	BotVersion string   `json:"bot_version,omitempty"`
	SDKVersion string   `json:"sdk_version,omitempty"`
	Features   []string `json:"features,omitempty"`

	State string `json:"state,omitempty"`

	Code       string `json:"code,omitempty"`
	Message    string `json:"message,omitempty"`
	Reason     string `json:"reason,omitempty"`
	NativeCode int64  `json:"native_code,omitempty"`

	Kind  string `json:"kind,omitempty"`
	Path  string `json:"path,omitempty"`
	Title string `json:"title,omitempty"`

	Level string `json:"level,omitempty"`
	Text  string `json:"text,omitempty"`
}

// parse reads a line from a bot.
func parse(line []byte) (message, error) {
	var m message
	if !utf8.Valid(line) {
		return m, errors.New("a line that is not UTF-8")
	}
	if err := json.Unmarshal(line, &m); err != nil {
		return m, errors.New("a line that is not a JSON object of the protocol")
	}
	if m.Type == "" || m.V <= 0 {
		return m, errors.New("a line without type or version")
	}
	return m, nil
}

// join is the order to join. It holds secrets in the clear and lives only
// while the line is made.
type join struct {
	V       int               `json:"v"`
	Type    string            `json:"type"`
	Run     string            `json:"run"`
	Attempt int               `json:"attempt"`
	Meeting joinMeeting       `json:"meeting"`
	Name    string            `json:"name"`
	Auth    joinAuth          `json:"auth"`
	Limits  joinLimits        `json:"limits"`
	OutDir  string            `json:"out_dir"`
	Options map[string]string `json:"options"`
}

type joinMeeting struct {
	ID       string  `json:"id"`
	Host     *string `json:"host"`
	Pwd      *string `json:"pwd"`
	Passcode *string `json:"passcode"`
	TK       *string `json:"tk"`
	URL      *string `json:"url"`
}

type joinAuth struct {
	OnBehalfToken       *string `json:"on_behalf_token"`
	ZAK                 *string `json:"zak"`
	LocalRecordingToken *string `json:"local_recording_token"`
	SDKJWT              *string `json:"sdk_jwt"`
	PublicAppKey        *string `json:"public_app_key"`
}

type joinLimits struct {
	ConnectS     int `json:"connect_s"`
	WaitingRoomS int `json:"waiting_room_s"`
}

// joinLine is newJoin as a line.
func joinLine(job app.Job, attempt int, tokens app.Tokens, limits Limits, folder string, options map[string]string) ([]byte, error) {
	return encode(newJoin(job, attempt, tokens, limits, folder, options))
}

// newJoin sends a bot into the meeting with these tokens, which have been
// fitted to it before.
func newJoin(job app.Job, attempt int, tokens app.Tokens, limits Limits, folder string, options map[string]string) join {
	if options == nil {
		options = map[string]string{}
	}
	return join{
		V:       protocolVersion,
		Type:    typeJoin,
		Run:     job.RunID,
		Attempt: attempt,
		Meeting: joinMeeting{
			ID:       job.Meeting.ID,
			Host:     orNull(job.Meeting.Host),
			Pwd:      orNull(job.Meeting.PasscodeParam),
			Passcode: orNull(job.Meeting.PasscodePlain),
			TK:       orNull(job.Meeting.TK),
			URL:      orNull(link(job.Meeting)),
		},
		Name: job.BotName,
		Auth: joinAuth{
			OnBehalfToken:       reveal(tokens.OnBehalf),
			ZAK:                 reveal(tokens.ZAK),
			LocalRecordingToken: reveal(tokens.LocalRecording.Token),
			SDKJWT:              reveal(tokens.SDKJWT),
			PublicAppKey:        orNull(tokens.PublicAppKey),
		},
		Limits:  joinLimits{seconds(limits.Connect), seconds(limits.WaitingRoom)},
		OutDir:  folder,
		Options: options,
	}
}

// leaveLine is the order to leave.
func leaveLine() []byte {
	return []byte(`{"v":` + strconv.Itoa(protocolVersion) + `,"type":"` + typeLeave + `"}` + "\n")
}

// encode makes a line of v.
func encode(v any) ([]byte, error) {
	line, err := json.Marshal(v)
	if err != nil {
		return nil, errors.New("a line that can't be written as JSON")
	}
	if len(line) > maxLine {
		return nil, errors.New("a line longer than the protocol allows")
	}
	return append(line, '\n'), nil
}

// link is the meeting's own link, made anew from its parts, so that nothing
// else of what was pasted goes along. Without a host there is none.
func link(m meeting.Meeting) string {
	if m.Host == "" {
		return ""
	}
	path := "/j/"
	if m.Webinar {
		path = "/w/"
	}
	query := url.Values{}
	if m.PasscodeParam != "" {
		query.Set("pwd", m.PasscodeParam)
	}
	if m.TK != "" {
		query.Set("tk", m.TK)
	}
	u := url.URL{Scheme: "https", Host: m.Host, Path: path + m.ID, RawQuery: query.Encode()}
	return u.String()
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func reveal(t secret.Text) *string { return orNull(t.Reveal()) }

// seconds rounds up, so that a limit never becomes zero.
func seconds(d time.Duration) int {
	return int((d + time.Second - 1) / time.Second)
}
