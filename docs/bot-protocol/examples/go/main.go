// A bot that speaks Behalf's bot protocol, in one file: the place to start from.
// It joins the stand-in for Zoom and stays until it is told to leave. What is
// missing is Zoom itself: see attend.
//
//	go build -o minutes . && behalf assistants add Minutes -- $PWD/minutes
//	behalf assistants test Minutes
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"sync"
	"time"
)

// order is a line from Behalf. Fields that are not here are ignored.
type order struct {
	Type    string `json:"type"`
	Meeting struct {
		ID string `json:"id"`
	} `json:"meeting"`
	Name string `json:"name"`
	Auth struct {
		OnBehalfToken string `json:"on_behalf_token"`
	} `json:"auth"`
	Options struct {
		StandIn string `json:"stand_in"`
	} `json:"options"`
}

// line is one to Behalf.
type line map[string]any

// speech guards standard output: heartbeats are written beside the rest.
var speech sync.Mutex

// say writes one line. Standard output is for the protocol alone; words for
// people go to standard error, and tokens nowhere.
func say(l line) {
	l["v"] = 1
	speech.Lock()
	defer speech.Unlock()
	if json.NewEncoder(os.Stdout).Encode(l) != nil {
		os.Exit(1) // nobody listens any more
	}
}

func main() {
	say(line{
		"type": "hello", "bot": "example-go", "bot_version": "1",
		"features": []string{"on_behalf", "rejoin", "heartbeat"},
	})
	go func() {
		for range time.Tick(2 * time.Second) {
			say(line{"type": "heartbeat"})
		}
	}()
	os.Exit(obey(read()))
}

// read hands Behalf's lines on; closed, Behalf is gone. One that is no JSON
// ends the program with the exit code for bad input.
func read() <-chan order {
	orders := make(chan order)
	go func() {
		defer close(orders)
		lines := bufio.NewScanner(os.Stdin)
		lines.Buffer(nil, 65536+2)
		for lines.Scan() {
			var o order
			if json.Unmarshal(lines.Bytes(), &o) != nil {
				os.Exit(10)
			}
			orders <- o
		}
	}()
	return orders
}

// obey carries orders out until there is nothing left to do, and gives the exit
// code.
func obey(orders <-chan order) int {
	for o := range orders {
		switch o.Type {
		case "join":
			if attend(o, orders) {
				return 0
			}
		case "leave":
			return 0
		default:
			say(line{"type": "failed", "code": "unsupported"})
		}
	}
	return 0 // the end of input means: leave
}

// attend is one attempt to join, and the meeting if it gets in. It says whether
// the program is done; if not, Behalf may send another order to join, with a
// fresh token, because hello announced rejoin.
func attend(o order, orders <-chan order) (done bool) {
	say(line{"type": "state", "state": "connecting"})
	zoom, err := newStandIn(o.Options.StandIn)
	if err != nil {
		// Here goes Zoom's Meeting SDK: o.Auth.OnBehalfToken is its
		// onBehalfToken. Report every status as a state, and a refusal by its
		// number, as below.
		say(line{"type": "failed", "code": "unsupported", "message": "This example joins only the stand-in."})
		return false
	}
	var entry struct {
		NativeCode int    `json:"native_code"`
		Session    string `json:"session"`
	}
	err = zoom.call(context.Background(), http.MethodPost, "/sandbox/join", map[string]string{
		"meeting_id": o.Meeting.ID, "on_behalf_token": o.Auth.OnBehalfToken, "name": o.Name,
	}, &entry)
	switch {
	case err != nil:
		say(line{"type": "failed", "code": "network"})
		return false
	case entry.NativeCode != 0:
		say(line{"type": "failed", "native_code": entry.NativeCode})
		return false
	}
	say(line{"type": "state", "state": "in_meeting"})

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	over := make(chan line, 1)
	session := "/sandbox/sessions/" + url.PathEscape(entry.Session)
	go func() { over <- zoom.end(ctx, session) }()
	for {
		select {
		case ended := <-over:
			say(ended)
			return true
		case next, open := <-orders:
			if open && next.Type != "leave" {
				say(line{"type": "failed", "code": "unsupported"})
				continue
			}
			say(line{"type": "state", "state": "leaving"})
			_ = zoom.call(context.Background(), http.MethodPost, session+"/leave", nil, nil) // it is left either way
			say(line{"type": "ended", "reason": "left"})
			return true
		}
	}
}

// standIn is what joins instead of Zoom when a bot is tried.
type standIn struct{ base string }

// newStandIn takes only an address of this machine: a token must not be sent to
// a made-up Zoom anywhere else.
func newStandIn(base string) (standIn, error) {
	u, err := url.Parse(base)
	if err != nil {
		return standIn{}, err
	}
	if ip, err := netip.ParseAddr(u.Hostname()); u.Scheme != "http" || err != nil || !ip.IsLoopback() {
		return standIn{}, errors.New("no stand-in on this machine")
	}
	return standIn{base}, nil
}

// end waits for the end of the meeting. The stand-in answers as soon as the
// state is another one than in_meeting, or after a while all the same.
func (s standIn) end(ctx context.Context, session string) line {
	for {
		var now struct {
			State  string `json:"state"`
			Reason string `json:"reason"`
		}
		if s.call(ctx, http.MethodGet, session+"?after=in_meeting", nil, &now) != nil {
			return line{"type": "ended", "reason": "lost"}
		}
		if now.State == "ended" {
			return line{"type": "ended", "reason": now.Reason}
		}
	}
}

func (s standIn) call(ctx context.Context, method, path string, in, out any) error {
	ctx, cancel := context.WithTimeout(ctx, 40*time.Second)
	defer cancel()
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, method, s.base+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return errors.New(response.Status)
	}
	if out == nil {
		return nil
	}
	return json.NewDecoder(response.Body).Decode(out)
}
