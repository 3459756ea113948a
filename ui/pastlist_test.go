package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
)

// longPast are so many runs, a minute apart, newest first; each tenth failed.
func longPast(n int) []app.Run {
	var runs []app.Run
	for i := range n {
		r := run(fmt.Sprint("r", i), app.Event{Phase: app.InMeeting}, app.Event{Phase: app.Ended, Reason: app.ReasonLeft})
		if i%10 == 0 {
			r = run(fmt.Sprint("r", i), app.Event{Phase: app.Failed, Reason: app.ReasonBotFailed})
		}
		r.MeetingID = numbered(i)
		r.StartedAt = noon.Add(-time.Duration(i) * time.Minute)
		runs = append(runs, r)
	}
	return runs
}

func numbered(i int) string { return fmt.Sprintf("812%08d", i) }

// inView are the numbers of the meetings that the list shows, from the top.
func inView(w *window) []string {
	shown := rows(w)
	slices.SortFunc(shown, func(a, b *pastRow) int {
		at := w.app.Driver().AbsolutePositionForObject
		return int(at(a).Y - at(b).Y)
	})
	var numbers []string
	for _, r := range shown {
		numbers = append(numbers, r.number.words)
	}
	return numbers
}

func wantTop(t *testing.T, w *window, i int) {
	t.Helper()
	if got := inView(w); len(got) < 4 || got[0] != meeting.Grouped(numbered(i)) || slices.Contains(got, "") {
		t.Errorf("in view is %q, want %q on top", got, meeting.Grouped(numbered(i)))
	}
}

func listOf(w *window) *pastList { return w.screen(atHistory).(*history).list }

func scrollTo(l *pastList, row int) { l.ScrollToOffset(float32(row) * l.pitch()) }

func TestALongHistoryIsReadWhereItIsLookedAt(t *testing.T) {
	w, p := openHistory(t, longPast(100_000)...)
	l := listOf(w)
	wantTop(t, w, 0)
	if !says(w, "100,000 runs") || len(p.asked) != 1 || len(l.held) > heldRows {
		t.Errorf("%d questions, %d runs held", len(p.asked), len(l.held))
	}
	for _, row := range []int{3, 70, 160, 50_000, 49_990, 99_950, 0} {
		scrollTo(l, row)
		wantTop(t, w, row)
		if len(l.held) > heldRows {
			t.Errorf("%d runs are held", len(l.held))
		}
	}
	n := len(p.asked)
	for row := range 100 { // small steps do not ask for each row
		scrollTo(l, row)
		wantTop(t, w, row)
	}
	if more := len(p.asked) - n; more > 3 {
		t.Errorf("%d questions for a hundred rows", more)
	}
}

func TestTheListKeepsItsPlace(t *testing.T) {
	w, p := openHistory(t, longPast(1000)...)
	l := listOf(w)
	scrollTo(l, 500)
	l.at = 502
	all := p.state.Recent
	fresh := run("fresh", app.Event{Phase: app.Ended, Reason: app.ReasonLeft})
	for name, c := range map[string]struct {
		runs []app.Run
		top  int
	}{
		"two more":              {append([]app.Run{fresh, fresh}, all...), 500},
		"three of the top gone": {all[3:], 500},
		"those below gone":      {all[:600], 500},
		"the top itself gone":   {slices.Delete(slices.Clone(all), 500, 501), 501},
	} {
		p.state.Recent = all
		p.state.Changes++
		w.render(p.state)
		scrollTo(l, 500)
		l.at = 502
		p.state.Recent = c.runs
		p.state.Changes++
		w.render(p.state)
		if got := inView(w)[0]; got != meeting.Grouped(numbered(c.top)) {
			t.Errorf("%s: %s is on top", name, got)
		}
		if r, _ := l.run(l.at); r.MeetingID != numbered(502) {
			t.Errorf("%s: the keyboard is at %s", name, r.MeetingID)
		}
	}
	scrollTo(l, 0)
	p.state.Recent = append([]app.Run{fresh}, all...)
	p.state.Changes++
	w.render(p.state)
	if got := inView(w)[0]; got != "812 3456 7890" {
		t.Errorf("at the top, %s is what is new", got)
	}
	scrollTo(l, 900)
	p.state.Recent = all[:20]
	p.state.Changes++
	w.render(p.state)
	if got := inView(w); !slices.Contains(got, meeting.Grouped(numbered(19))) || slices.Contains(got, "") {
		t.Errorf("of what is left, %q is in view", got)
	}
	n := len(p.asked)
	w.render(p.state)
	if len(p.asked) != n {
		t.Error("it looks though nothing has changed")
	}
}

func TestTheHistoryIsFiltered(t *testing.T) {
	w, p := openHistory(t, longPast(500)...)
	h := w.screen(atHistory).(*history)
	scrollTo(h.list, 300)
	h.filter.outcome.choose("Needs a look")
	wantTop(t, w, 0)
	if !says(w, "50 runs") || slices.Contains(inView(w), meeting.Grouped(numbered(1))) {
		t.Errorf("found %q", inView(w))
	}
	test.Type(h.filter.words, "00000490")
	if got := inView(w); !slices.Equal(got, []string{meeting.Grouped(numbered(490))}) || !says(w, "1 run") {
		t.Errorf("found %q", got)
	}
	test.Type(h.filter.words, "zz")
	if !says(w, "Nothing found") || len(rows(w)) != 0 || says(w, "0 runs") {
		t.Error("it does not say that nothing is found")
	}
	press(t, w, "Clear the filter")
	wantTop(t, w, 0)
	if h.filter.on() || !says(w, "500 runs") {
		t.Error("the filter stays")
	}
	test.Type(h.filter.words, "NOBODY")
	h.filter.words.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	wantTop(t, w, 0)
	h.filter.words.SetText("nobody")
	p.state.Recent, p.state.Changes = nil, p.state.Changes+1
	w.render(p.state)
	if !says(w, "Nothing found") {
		t.Error("what was typed is covered")
	}
}

// later lets what is slow wait until a test lets it go.
type later struct{ waiting []func() }

func (l *later) beside(slow, after func()) {
	slow()
	l.waiting = append(l.waiting, after)
}

func (l *later) next() {
	first := l.waiting[0]
	l.waiting = l.waiting[1:]
	first()
}

// An answer that comes after the question was changed is not shown, and what
// was asked last is answered in the end.
func TestAnOlderAnswerNeverFollowsANewerQuestion(t *testing.T) {
	s := ready()
	s.Recent = longPast(100)
	w, _ := openWindow(t, s)
	slow := &later{}
	w.beside = slow.beside
	w.visit(atHistory)
	if !says(w, "Reading your history …") || len(slow.waiting) != 1 {
		t.Fatal("it is blank while it reads")
	}
	h := w.screen(atHistory).(*history)
	slow.next()
	wantTop(t, w, 0)
	test.Type(h.filter.words, "9")
	test.Type(h.filter.words, "9")
	if len(slow.waiting) != 1 {
		t.Fatalf("%d questions at once", len(slow.waiting))
	}
	slow.next() // the answer to "9"
	wantTop(t, w, 0)
	if len(slow.waiting) != 1 {
		t.Fatal("what was typed last is not asked")
	}
	slow.next()
	if got := inView(w); !slices.Equal(got, []string{meeting.Grouped(numbered(99))}) || len(slow.waiting) != 0 {
		t.Errorf("found %q, %d questions left", got, len(slow.waiting))
	}
}

// While somebody drags through years, rows come as they are read.
func TestRowsThatAreNotReadYetComeLater(t *testing.T) {
	s := ready()
	s.Recent = longPast(10_000)
	w, _ := openWindow(t, s)
	slow := &later{}
	w.beside = slow.beside
	w.visit(atHistory)
	slow.next()
	l := listOf(w)
	scrollTo(l, 5000)
	scrollTo(l, 8000)
	if got := inView(w); slices.ContainsFunc(got, func(n string) bool { return n != "" }) {
		t.Errorf("rows that nobody has read: %q", got)
	}
	if rows(w)[0].AccessibilityLabel() != "Reading your history …" {
		t.Error("an empty row says nothing")
	}
	for len(slow.waiting) > 0 {
		slow.next()
	}
	wantTop(t, w, 8000)
}

func TestTheHistoryByKeyboard(t *testing.T) {
	w, p := openHistory(t, longPast(1000)...)
	h, c := w.screen(atHistory).(*history), w.win.Canvas()
	key := func(name fyne.KeyName) {
		t.Helper()
		if c.Focused() == nil {
			c.OnTypedKey()(&fyne.KeyEvent{Name: name})
			return
		}
		c.Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
	ringed := func() (numbers []string) {
		for _, r := range rows(w) {
			if r.ring.StrokeWidth > 0 {
				numbers = append(numbers, r.number.words)
			}
		}
		return numbers
	}
	if len(ringed()) != 0 {
		t.Error("a ring though the keyboard is elsewhere")
	}
	c.Focus(h.filter.words)
	key(fyne.KeyDown)
	for _, step := range []struct {
		key fyne.KeyName
		at  int
	}{
		{fyne.KeyUp, 0},
		{fyne.KeyDown, 1},
		{fyne.KeyPageDown, 7},
		{fyne.KeyEnd, 999},
		{fyne.KeyDown, 999},
		{fyne.KeyPageUp, 993},
		{fyne.KeyUp, 992},
		{fyne.KeyHome, 0},
		{fyne.KeyPageUp, 0},
		{fyne.KeyDown, 1},
	} {
		key(step.key)
		if got := ringed(); !slices.Equal(got, []string{meeting.Grouped(numbered(step.at))}) {
			t.Errorf("%s: the keyboard is at %q", step.key, got)
		}
	}
	if got := h.list.AccessibilityLabel(); got != "812 0000 0001, Notes for Ada, Today, It left the meeting, 11:59, 1 s" {
		t.Errorf("read out as %q", got)
	}
	key(fyne.KeyReturn)
	if findButton(w, "Back to history") == nil || c.Focused() != fyne.Focusable(h.run.back) {
		t.Fatal("enter does not open the run")
	}
	key(fyne.KeyEscape)
	if c.Focused() != fyne.Focusable(h.list) || !slices.Equal(ringed(), []string{meeting.Grouped(numbered(1))}) {
		t.Error("escape does not lead back to the row")
	}
	pressRow(t, w, 2)
	if h.run == nil || c.Focused() != nil {
		t.Fatal("a click does not open the run")
	}
	key(fyne.KeyEscape)
	if h.run != nil {
		t.Error("escape does not leave it")
	}
	c.Focus(h.list)
	key(fyne.KeyF1)
	if w.at != atSettings || w.settingsAt != atKeyboard {
		t.Error("the list keeps a key for itself")
	}
	w.visit(atHistory)
	pressRow(t, w, 2)
	press(t, w, "Delete")
	c.Unfocus()
	key(fyne.KeyEscape)
	if h.run == nil {
		t.Error("escape leaves what a question covers")
	}
	press(t, w, "Cancel")
	press(t, w, "Send again")
	if got := last[app.Send](t, p).Meeting.ID; got != numbered(2) || w.at != atHome {
		t.Errorf("sends to %s", got)
	}
}

func TestAHistoryThatCantBeReadSaysSo(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	p.broken = fault.New(fault.StorageFailed, "path", "/x")
	w.visit(atHistory)
	f := fault.From(p.broken)
	if !says(w, f.Title) || !says(w, f.Advice) || !says(w, f.Code) {
		t.Error("the failure is not explained")
	}
	p.broken, p.state.Recent = nil, longPast(9)
	press(t, w, "Try again")
	wantTop(t, w, 0)
	p.broken = fault.New(fault.DiskFull)
	pressRow(t, w, 0)
	if !says(w, fault.From(p.broken).Title) {
		t.Error("a run that can't be read says nothing")
	}
	p.broken = nil
	press(t, w, "Try again")
	if !says(w, "The assistant failed") {
		t.Error("the run does not come")
	}
}

// A run that is deleted elsewhere is left; the next one that is opened stays.
func TestARunThatIsGoneIsLeft(t *testing.T) {
	w, p := openRun(t, longPast(9)...)
	p.state.Recent, p.state.Changes = p.state.Recent[1:], 1
	w.visit(atHome)
	w.win.Canvas().Focus(w.home().composer.field)
	w.screen(atHistory).show(p.state) // in the background
	if w.win.Canvas().Focused() != fyne.Focusable(w.home().composer.field) {
		t.Error("the keyboard is taken away from who is elsewhere")
	}
	w.visit(atHistory)
	wantTop(t, w, 1)
	h, slow := w.screen(atHistory).(*history), &later{}
	w.beside = slow.beside
	p.state.Recent = p.state.Recent[1:] // the list does not know it yet
	pressRow(t, w, 0)
	h.escape()
	pressRow(t, w, 1)
	for len(slow.waiting) > 0 {
		slow.next()
	}
	if h.run == nil || !says(w, meeting.Grouped(numbered(2))) {
		t.Error("the run that is looked at was left because another is gone")
	}
}

func TestManyStepsAreShownSomeAtATime(t *testing.T) {
	var events []app.Event
	for i := range 500 {
		events = append(events, app.Event{Phase: app.Minting, Attempt: i + 2})
	}
	w, _ := openRun(t, run("r1", append(events, app.Event{Phase: app.Failed, Reason: app.ReasonGaveUp})...))
	if !says(w, "Asking Zoom (try 2)") || !says(w, "You had not joined in time") || says(w, "Asking Zoom (try 200)") {
		t.Error("it shows not what is first and last")
	}
	for range 500 {
		more := slices.IndexFunc(onScreen[*button](w), func(b *button) bool { return strings.HasPrefix(b.label, "Show more of ") })
		if more < 0 {
			break
		}
		onScreen[*button](w)[more].press()
	}
	for i := range events {
		if !says(w, fmt.Sprintf("Asking Zoom (try %d)", i+2)) {
			t.Fatalf("try %d is missing", i+2)
		}
	}
}
