package keychain

import (
	"slices"
	"testing"

	"behalf/app/meeting"
)

var twoMeetings = []meeting.Meeting{
	{ID: "81234567890", Host: "us02web.zoom.us", PasscodeParam: "ZZTESTPWD.1", PasscodePlain: "447722", TK: "ZZTESTTK", Vanity: "ada", Webinar: true},
	{ID: "234567890", PasscodePlain: `"\ü`},
}

func TestPasscodesComeBackWhole(t *testing.T) {
	p := Passcodes{open(newMemory(), 200)} // small items: it takes several
	recall := func(want []meeting.Meeting) {
		t.Helper()
		got, err := p.Recall(t.Context())
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%#v, %v", got, err)
		}
	}
	recall(nil)
	for _, kept := range [][]meeting.Meeting{twoMeetings, twoMeetings[1:], nil} {
		if err := p.Keep(t.Context(), kept); err != nil {
			t.Fatal(err)
		}
		recall(kept)
	}
	if n := len(p.Store.place.items.backend.(*memory).items); n != 0 {
		t.Errorf("%d items are left of nothing", n)
	}
}

func TestPasscodesOfAnotherKindAreNone(t *testing.T) {
	for _, text := range []string{"", "447722", `{"v":2,"meetings":[{"id":"81234567890"}]}`, `[]`} {
		p := Passcodes{open(newMemory(), 2000)}
		mustSet(t, p.Store, passcodesName, text)
		if got, err := p.Recall(t.Context()); err != nil || len(got) != 0 {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

// What Recall does not show is erased as well: a later version's, and what lies
// in the system's store behind what is in memory.
func TestPasscodesAreForgottenWhereverTheyLie(t *testing.T) {
	system := newMemory()
	p := Passcodes{open(system, 2000)}
	mustSet(t, p.Store, passcodesName, `{"v":2}`)
	if err := p.Forget(t.Context()); err != nil || len(system.items) != 0 {
		t.Errorf("%d items of a later version are left: %v", len(system.items), err)
	}

	mustSet(t, p.Store, "another", "value")
	if err := p.Keep(t.Context(), twoMeetings); err != nil {
		t.Fatal(err)
	}
	p.Store.KeepInMemory()
	if err := p.Keep(t.Context(), twoMeetings[1:]); err != nil {
		t.Fatal(err)
	}
	if err := p.Forget(t.Context()); err != nil || len(system.items) != 1 {
		t.Errorf("%d items are in the system's store: %v", len(system.items), err)
	}
	if got, err := p.Recall(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("%d are in memory: %v", len(got), err)
	}
}
