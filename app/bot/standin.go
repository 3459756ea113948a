package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Time limits at the door: of a plain call, and of one that it holds back
// until something happens.
const (
	callLimit  = 10 * time.Second
	pollLimit  = 40 * time.Second
	mostAnswer = 64 << 10
)

// optionStandIn is the option that names the stand-in; see "For trying" in
// docs/bot-protocol.
const optionStandIn = "stand_in"

const nativeUserAbsent = 501

var errStandIn = errors.New("the stand-in Zoom did not answer as agreed")

// door is where the rehearsal bot comes into the stand-in Zoom.
type door struct {
	base   string
	client *http.Client
}

// entry is the answer to a join.
type entry struct {
	NativeCode  int64  `json:"native_code"`
	Session     string `json:"session"`
	BroughtBy   string `json:"brought_by"`
	WaitingRoom bool   `json:"waiting_room"`
}

// status is how a session stands.
type status struct {
	State      string `json:"state"`
	Reason     string `json:"reason"`
	NativeCode int64  `json:"native_code"`
}

func openStandIn(base string) (*door, error) {
	if err := checkStandIn(base); err != nil {
		return nil, err
	}
	transport := &http.Transport{Proxy: nil} // never through a proxy: it is this machine
	return &door{strings.TrimSuffix(base, "/"), &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return errStandIn },
	}}, nil
}

func (d *door) close() { d.client.CloseIdleConnections() }

func (d *door) join(ctx context.Context, j join, scenario string) (entry, error) {
	passcode := text(j.Meeting.Passcode)
	if passcode == "" {
		passcode = text(j.Meeting.Pwd)
	}
	var e entry
	err := d.call(ctx, callLimit, http.MethodPost, "/sandbox/join", map[string]string{
		"meeting_id":      j.Meeting.ID,
		"passcode":        passcode,
		"on_behalf_token": text(j.Auth.OnBehalfToken),
		"zak":             text(j.Auth.ZAK),
		"name":            j.Name,
		"scenario":        scenario,
	}, &e)
	return e, err
}

// watch reports how the session fares until it has ended or ctx is done.
func (d *door) watch(ctx context.Context, session, state string, visits chan<- visit) {
	for {
		v := visit{}
		v.err = d.call(ctx, pollLimit, http.MethodGet, sessionPath(session)+"?after="+url.QueryEscape(state), nil, &v.status)
		select {
		case visits <- v:
		case <-ctx.Done():
			return
		}
		if v.err != nil || v.State == "ended" {
			return
		}
		state = v.State
	}
}

// leave has a limit and no ctx: the bot leaves because its own has ended.
func (d *door) leave(session string) error {
	return d.call(context.Background(), callLimit, http.MethodPost, sessionPath(session)+"/leave", nil, nil)
}

func sessionPath(session string) string { return "/sandbox/sessions/" + url.PathEscape(session) }

func (d *door) call(ctx context.Context, limit time.Duration, method, path string, in, out any) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var body bytes.Buffer
	if in != nil {
		if err := json.NewEncoder(&body).Encode(in); err != nil {
			return errStandIn
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, d.base+path, &body)
	if err != nil {
		return errStandIn
	}
	if in != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := d.client.Do(request)
	if err != nil {
		return errStandIn // not err itself: it holds the address
	}
	defer func() { _ = response.Body.Close() }()
	answer := io.LimitReader(response.Body, mostAnswer)
	if response.StatusCode/100 != 2 || (out != nil && json.NewDecoder(answer).Decode(out) != nil) {
		return errStandIn
	}
	_, _ = io.Copy(io.Discard, answer) // lets the connection be used again
	return nil
}
