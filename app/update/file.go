package update

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"aead.dev/minisign"

	"behalf/app"
	"behalf/app/fault"
)

// format is the one that this version reads. Another number says that the names
// below mean something else by now; new names alone don't change it.
const format = "1"

// file is the release file, as packaging/release-file.sh writes it.
type file struct {
	Version  string   `json:"version"`
	Released string   `json:"released"` // a day, as 2026-11-22
	Expires  string   `json:"expires"`  // the last day on which the file counts
	Page     string   `json:"page"`
	Systems  []string `json:"systems"` // as linux/amd64
}

// prove says whether a file was signed with our key. A signature that can't be
// read is no forgery but, most often, the page of somebody's network.
func (f *Feed) prove(message, signature []byte) error {
	var s minisign.Signature
	if err := s.UnmarshalText(signature); err != nil {
		return fault.Wrap(fault.UpdateBadFile, errors.New("no signature came"))
	}
	if !minisign.Verify(f.key, message, signature) {
		why := "the signature is of another file"
		if s.KeyID != f.key.ID() {
			why = fmt.Sprintf("signed with the key %016X", s.KeyID)
		}
		return fault.Wrap(fault.UpdateForged, errors.New(why))
	}
	return nil
}

// read takes in a file that was proved.
func read(data []byte) (app.Release, error) {
	var head struct {
		Format json.RawMessage `json:"format"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return app.Release{}, fault.Wrap(fault.UpdateBadFile, err)
	}
	switch {
	case head.Format == nil:
		return app.Release{}, fault.Wrap(fault.UpdateBadFile, errors.New("no format"))
	case string(head.Format) != format:
		return app.Release{}, fault.Wrap(fault.UpdateFormat, fmt.Errorf("format %.20s", head.Format))
	}
	var in file
	if err := json.Unmarshal(data, &in); err != nil {
		return app.Release{}, fault.Wrap(fault.UpdateBadFile, err)
	}
	released, err := time.Parse(time.DateOnly, in.Released)
	last, wrong := time.Parse(time.DateOnly, in.Expires)
	if err := errors.Join(err, wrong); err != nil {
		return app.Release{}, fault.Wrap(fault.UpdateBadFile, err)
	}
	return app.Release{
		Version: in.Version, Released: released, Until: last.AddDate(0, 0, 1), Page: in.Page, Systems: in.Systems,
	}, nil
}
