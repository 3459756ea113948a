package app

import "sync"

// queue runs functions one after the other in one goroutine. put never waits,
// so a goroutine of the loop can always post back into the loop.
type queue struct {
	mu     sync.Mutex
	filled sync.Cond
	items  []func()
	closed bool
}

func newQueue() *queue {
	q := &queue{}
	q.filled.L = &q.mu
	return q
}

// put reports whether f will still be run.
func (q *queue) put(f func()) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.items = append(q.items, f)
	q.filled.Signal()
	return true
}

// close lets run return after what is already in the queue.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.filled.Signal()
}

// run works the queue off until it is closed; after follows each batch.
func (q *queue) run(after func()) {
	for {
		q.mu.Lock()
		for len(q.items) == 0 && !q.closed {
			q.filled.Wait()
		}
		batch := q.items
		q.items = nil
		q.mu.Unlock()
		if len(batch) == 0 {
			return
		}
		for _, f := range batch {
			f()
		}
		if after != nil {
			after()
		}
	}
}
