package keychain

import (
	"context"
	"encoding/json"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/app/secret"
)

// Passcodes keep what lets people into the latest meetings, all in one value.
type Passcodes struct{ Store *Store }

var _ app.Passcodes = Passcodes{}

const (
	passcodesName    = "passcodes"
	passcodesVersion = 1
)

type passcodes struct {
	Version  int      `json:"v"`
	Meetings []opener `json:"meetings"`
}

// opener is a meeting.Meeting that does not hide what it holds.
type opener struct {
	ID      string `json:"id"`
	Host    string `json:"host,omitempty"`
	Param   string `json:"pwd,omitempty"`
	Plain   string `json:"passcode,omitempty"`
	TK      string `json:"tk,omitempty"`
	Vanity  string `json:"vanity,omitempty"`
	Webinar bool   `json:"webinar,omitempty"`
}

// Recall gives what was kept, in the same order. What can't be read, or is a
// later version's, counts as nothing.
func (p Passcodes) Recall(ctx context.Context) ([]meeting.Meeting, error) {
	text, found, err := p.Store.Get(ctx, passcodesName)
	if err != nil || !found {
		return nil, err
	}
	var all passcodes
	if json.Unmarshal([]byte(text.Reveal()), &all) != nil || all.Version != passcodesVersion {
		return nil, nil
	}
	kept := make([]meeting.Meeting, 0, len(all.Meetings))
	for _, o := range all.Meetings {
		kept = append(kept, meeting.Meeting{
			ID: o.ID, Host: o.Host, PasscodeParam: o.Param, PasscodePlain: o.Plain, TK: o.TK, Vanity: o.Vanity, Webinar: o.Webinar,
		})
	}
	return kept, nil
}

// Keep replaces what was kept.
func (p Passcodes) Keep(ctx context.Context, meetings []meeting.Meeting) error {
	if len(meetings) == 0 {
		return p.Store.Delete(ctx, passcodesName)
	}
	all := passcodes{Version: passcodesVersion}
	for _, m := range meetings {
		all.Meetings = append(all.Meetings, opener{m.ID, m.Host, m.PasscodeParam, m.PasscodePlain, m.TK, m.Vanity, m.Webinar})
	}
	text, err := json.Marshal(all)
	if err != nil {
		return fault.Wrap(fault.Unexpected, err)
	}
	return p.Store.Set(ctx, passcodesName, secret.New(string(text)))
}

// Forget deletes also what was written by a later version, and what lies in the
// system's store since before it was all kept in memory.
func (p Passcodes) Forget(ctx context.Context) error {
	return p.Store.DeleteEverywhere(ctx, passcodesName)
}
