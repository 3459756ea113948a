package sandbox

import "testing"

func TestTokensWithoutASignIn(t *testing.T) {
	r := run(t, staying())
	r.SetPresent(number, false)
	tokens := r.Tokens(number)
	a := attempt{MeetingID: number, OnBehalf: tokens.OnBehalf.Reveal()}
	if native, _ := r.try(a); native != nativeUserAbsent {
		t.Errorf("absent: %d", native)
	}
	if r.Tries(number) != 1 || r.Inside(number) != 0 {
		t.Errorf("%d tries, %d inside", r.Tries(number), r.Inside(number))
	}
	r.SetPresent(number, true)
	native, session := r.try(a)
	if native != nativeOK || r.Tries(number) != 2 || r.Inside(number) != 1 {
		t.Errorf("%d, %d tries, %d inside", native, r.Tries(number), r.Inside(number))
	}
	if native, _ := r.try(attempt{MeetingID: number, ZAK: tokens.ZAK.Reveal()}); native != nativeOK || r.Inside(number) != 2 {
		t.Errorf("as the person: %d", native)
	}
	r.post("/sandbox/sessions/"+session+"/leave", "")
	if r.Inside(number) != 1 || r.Inside("812345678") != 0 || r.Tries("812345678") != 0 {
		t.Errorf("%d inside", r.Inside(number))
	}
	if again := r.Tokens(number); again.OnBehalf.Reveal() == tokens.OnBehalf.Reveal() || len(r.Secrets()) != 8 {
		t.Errorf("%d secrets", len(r.Secrets()))
	}
}
