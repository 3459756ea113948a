package ui

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/app/meeting"
	"behalf/ui/lang"
)

// home is the first screen: paste, send, the runs under way, the last
// meetings.
type home struct {
	w        *window
	page     *container.Scroll
	composer *composer
	account  *faultBox

	runs, ended *cardList
	cards       map[string]*runCard
	recentTitle *text
	recent      *fyne.Container
	recentShown string // what the list was built from
	sendAgain   keptButtons
}

func newHome(w *window) *home {
	h := &home{
		w: w, composer: newComposer(w), account: newFaultBox(w, nil),
		runs: newCardList("home.runs"), ended: newCardList("home.ended"), cards: map[string]*runCard{},
		recentTitle: section("home.recent"), recent: column(0), sendAgain: keptButtons{w: w},
	}
	h.account.Hidden = true
	h.page = page(h.account, h.composer.root, h.runs.root, h.ended.root, h.recentTitle, h.recent)
	return h
}

// section is the heading of a part of a screen.
func section(key string) *text { return quiet(lang.L(key)).bold() }

func (h *home) root() fyne.CanvasObject { return h.page }

func (h *home) show(s app.State) {
	a, _ := s.Account("")
	h.account.show(a.Fault, ofAccount(a))
	h.composer.show(s)
	h.showRuns(s)
	h.showRecent(s)
}

// arrive puts the keyboard where the first Ctrl+V is meant to go.
func (h *home) arrive() { h.w.win.Canvas().Focus(h.composer.field) }

// showRuns keeps the card of each run, so that the keyboard stays where it is;
// a run that ends moves to those that have.
func (h *home) showRuns(s app.State) {
	var running, ended []fyne.CanvasObject
	for _, r := range slices.Backward(s.Runs) {
		card := h.cards[r.ID]
		if card == nil {
			card = newRunCard(h.w)
			h.cards[r.ID] = card
		}
		card.show(r, h.w.now())
		if r.Over() {
			ended = append(ended, card.root)
		} else {
			running = append(running, card.root)
		}
	}
	for id := range h.cards {
		if _, still := s.Run(id); !still {
			delete(h.cards, id)
		}
	}
	h.runs.show(running)
	h.ended.show(ended)
}

// cardList is a heading with cards below it; none hides both.
type cardList struct {
	root, cards *fyne.Container
}

func newCardList(heading string) *cardList {
	l := &cardList{cards: column(space3)}
	l.root = column(space3, section(heading), l.cards)
	l.root.Hide()
	return l
}

func (l *cardList) show(cards []fyne.CanvasObject) {
	if slices.Equal(cards, l.cards.Objects) {
		return
	}
	l.cards.Objects = cards
	l.root.Hidden = len(cards) == 0
	l.root.Refresh()
}

const recentOnHome = 4

// lastMeetings are the latest runs of different meetings that no card shows.
func lastMeetings(s app.State) []app.Run {
	var list []app.Run
	for _, r := range s.Recent {
		same := func(o app.Run) bool { return o.MeetingID == r.MeetingID }
		if len(list) < recentOnHome && !slices.ContainsFunc(list, same) && !slices.ContainsFunc(s.Runs, same) {
			list = append(list, r)
		}
	}
	return list
}

func (h *home) showRecent(s app.State) {
	list := lastMeetings(s)
	var what strings.Builder
	for _, r := range list {
		what.WriteString(r.ID + lang.Day(r.StartedAt, h.w.now()) + "\n")
	}
	h.recentTitle.Hidden, h.recent.Hidden = len(list) == 0, len(list) == 0
	if h.recentShown == what.String() {
		return
	}
	h.recentShown = what.String()
	rows := make([]fyne.CanvasObject, 0, 2*len(list))
	h.sendAgain.build(func(get func(string, string, func()) *button) {
		for _, r := range list {
			if len(rows) > 0 {
				rows = append(rows, rule())
			}
			words := column(0, strong(meeting.Grouped(r.MeetingID)).line(), quiet(summary(r, h.w.now())))
			rows = append(rows, spread(words, get(r.MeetingID, lang.L("home.again"), func() { h.w.do(again(r)) })))
		}
	})
	h.recent.Objects = []fyne.CanvasObject{newPanel(colorCard, colorHairline, radiusCard, space4, column(space2, rows...))}
	h.recent.Refresh()
	h.holdAgain()
}

// holdAgain switches "Send again" off while nothing may be sent.
func (h *home) holdAgain() {
	for _, b := range h.sendAgain.all {
		b.enable(!h.w.held())
	}
}

func (h *home) tick(now time.Time) {
	for _, card := range h.cards {
		card.tick(now)
	}
}

// reveal scrolls to the runs.
func (h *home) reveal() {
	h.page.ScrollToOffset(fyne.NewPos(0, h.runs.root.Position().Y))
}
