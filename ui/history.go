package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/ui/lang"
)

// history shows the past runs, newest first, each with its timeline on demand.
type history struct {
	w       *window
	content *fyne.Container
	list    *fyne.Container
	empty   fyne.CanvasObject
	clear   *button
	page    *container.Scroll
	rows    map[string]*pastRun
	shown   []string // ids in the list, to notice when it changes
}

func newHistory(w *window) *history {
	h := &history{w: w, list: column(space2), rows: map[string]*pastRun{}}
	h.clear = newButton(link, lang.L("history.clear"), h.askClear)
	h.empty = container.NewCenter(column(space2,
		lead(lang.L("history.empty")).centred().fixed(), quiet(lang.L("history.empty.text")).centred().fixed()))
	h.page = page(spread(title(lang.L("nav.history")).line(), h.clear), h.list)
	h.content = container.NewStack(h.page, h.empty)
	return h
}

func (h *history) root() fyne.CanvasObject { return h.content }

func (h *history) tick(time.Time) {}

func (h *history) show(s app.State) {
	none := len(s.Recent) == 0
	if none {
		h.page.Hide()
		h.empty.Show()
	} else {
		h.empty.Hide()
		h.page.Show()
	}
	ids := make([]string, len(s.Recent))
	for i, r := range s.Recent {
		ids[i] = r.ID
	}
	if h.shown != nil && slices.Equal(ids, h.shown) {
		return
	}
	h.shown = ids
	kept := h.rows
	h.rows, h.list.Objects = map[string]*pastRun{}, nil
	for _, r := range s.Recent {
		past := kept[r.ID]
		if past == nil {
			past = newPastRun(h.w, r)
		}
		h.rows[r.ID] = past
		h.list.Add(past.root)
	}
	h.content.Refresh()
}

// expand opens the timeline of a run and scrolls to it.
func (h *history) expand(id string) {
	past := h.rows[id]
	if past == nil {
		return
	}
	past.open(true)
	h.page.ScrollToOffset(fyne.NewPos(0, past.root.Position().Y))
}

func (h *history) askClear() {
	h.w.ask(lang.L("history.clear.title"), lang.L("history.clear.text"), lang.L("history.clear.button"),
		func() { h.w.do(app.ClearHistory{Files: true}) })
}
