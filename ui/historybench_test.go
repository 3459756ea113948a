package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"behalf/app"
	"behalf/storage"
)

// stored is a program whose past is in a real database.
type stored struct {
	program
	db *storage.DB
}

func (s *stored) Past(ctx context.Context, q app.PastQuery) (app.Past, error) {
	return s.db.Past(ctx, q)
}

// BenchmarkHistory is what the window takes with 100,000 past runs in a real
// database: from the press on History to the rows, for a turn of the mouse wheel,
// for a drag to anywhere, for a search. Painting is told apart: here it is done in
// memory, which takes far longer than on a screen.
func BenchmarkHistory(b *testing.B) {
	w := withLongPast(b, 100_000)
	n := 0
	for _, c := range []struct {
		name string
		act  func()
	}{
		{"open", func() {
			w.screens[atHistory] = nil
			w.visit(atHistory)
		}},
		{"wheel", func() { listOf(w).ScrollToOffset(float32(n%2000) * 40) }},
		{"drag", func() { scrollTo(listOf(w), n*7919%99_900) }},
		{"search", func() { w.screen(atHistory).(*history).filter.words.SetText(fmt.Sprintf("00%d", n%1000)) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			var acting, painting time.Duration
			for b.Loop() {
				n++
				began := time.Now()
				c.act()
				acted := time.Now()
				w.win.Canvas().Capture()
				acting, painting = acting+acted.Sub(began), painting+time.Since(acted)
				if len(rows(w)) == 0 || rows(w)[0].number.words == "" {
					b.Fatal("no rows")
				}
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(acting.Microseconds())/1000/float64(b.N), "ms")
			b.ReportMetric(float64(painting.Microseconds())/1000/float64(b.N), "ms-painting")
		})
	}
}

// withLongPast is a window over a database with so many runs, one an hour.
func withLongPast(b *testing.B, n int) *window {
	b.Helper()
	db, err := storage.Open(b.Context(), filepath.Join(b.TempDir(), "behalf.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	for i, r := range longPast(n) {
		r.StartedAt = noon.Add(-time.Duration(i) * time.Hour)
		if err := db.SaveRun(b.Context(), r); err != nil {
			b.Fatal(err)
		}
		for _, e := range r.Events {
			if err := db.AddEvent(b.Context(), r.ID, e); err != nil {
				b.Fatal(err)
			}
		}
	}
	w, _ := openWindow(b, ready())
	w.program = &stored{db: db}
	return w
}
