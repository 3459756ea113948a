package app

import (
	"context"
	"iter"
	"time"
)

// Outcome sorts past runs by how they ended.
type Outcome string

// The outcomes.
const (
	AnyOutcome Outcome = ""
	WentWell   Outcome = "well"
	NeedsALook Outcome = "look"
)

// WentWell says of a run's last event whether there is nothing to look into. A
// run that was stopped did what the person wanted.
func (e Event) WentWell() bool {
	return e.Fault == nil && (e.Phase == Ended || e.Phase == StoppedByYou)
}

// PastQuery asks for past runs, newest first.
type PastQuery struct {
	RunID   string // only this one; empty: all
	Words   string // in the meeting's number, or in a name of the assistant; empty: all
	Outcome Outcome

	From  time.Time // begin with those that started then or before; zero: with the newest
	Skip  int       // leave out so many of these
	Limit int       // at most so many; zero or less: all
	Steps bool      // with all their events; else with the last one and those that hold an artifact
}

// Past is a page of past runs.
type Past struct {
	Runs  []Run
	First int // the place of the first one among all that were asked for
	Total int // how many there are, without From, Skip and Limit
}

// Past gives a page of past runs.
func (c *Core) Past(ctx context.Context, q PastQuery) (Past, error) {
	return c.cfg.Store.Past(ctx, q)
}

// pageOfHistory is how many runs History reads at once: with all their events,
// a history of years would fill the memory and hold up whoever wants to write.
const pageOfHistory = 500

// History gives past runs with all their events, newest first, at most limit; a
// limit of zero or less means all. After an error it ends.
func (c *Core) History(ctx context.Context, limit int) iter.Seq2[Run, error] {
	return func(yield func(Run, error) bool) {
		q := PastQuery{Steps: true}
		for given := 0; limit <= 0 || given < limit; {
			q.Limit = pageOfHistory
			if limit > 0 {
				q.Limit = min(q.Limit, limit-given)
			}
			page, err := c.Past(ctx, q)
			if err != nil {
				yield(Run{}, err)
				return
			}
			for _, r := range page.Runs {
				if !yield(r, nil) {
					return
				}
				q = q.after(r)
			}
			given += len(page.Runs)
			if len(page.Runs) < q.Limit {
				return
			}
		}
	}
}

// after moves a query on beyond a run: by its time, since places shift when a
// run ends meanwhile. Of runs that started at the same time, those that were
// given are left out.
func (q PastQuery) after(r Run) PastQuery {
	if !q.From.Equal(r.StartedAt) {
		q.From, q.Skip = r.StartedAt, 0
	}
	q.Skip++
	return q
}
