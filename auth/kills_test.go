package auth

import (
	"flag"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"behalf/app/fault"
)

var kills = flag.Int("kills", 60, "how many processes TestF18Kills ends at random instants")

// usedUp is what a strict Zoom knows: which refresh tokens have been exchanged.
// Unlike fakeZoom's usual answer, it only refuses one that comes again, because
// a request of a dead process may arrive at any time.
type usedUp struct {
	mu     sync.Mutex
	tokens map[string]bool
}

func (u *usedUp) answer(z *fakeZoom) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		u.mu.Lock()
		defer u.mu.Unlock()
		token := r.PostForm.Get("refresh_token")
		good := false
		z.set(func() { good = z.refresh == token })
		if !good {
			refuse(w, http.StatusBadRequest, "invalid_grant", "Invalid Token!")
			return
		}
		u.tokens[token] = true
		z.usual(w, r)
	}
}

func (u *usedUp) has(token string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.tokens[token]
}

// Processes that refresh all the time are killed at random instants. Whatever
// one leaves behind either works, or Zoom had exchanged it already and its
// answer died with the process; then one clean refusal ends the sign-in.
func TestF18Kills(t *testing.T) {
	z, dir := newZoom(t), t.TempDir()
	used := &usedUp{tokens: map[string]bool{}}
	z.answer = used.answer(z)
	vault := fileVault{dir: dir}
	a := newAuth(t, z.config(vault, filepath.Join(dir, "locks")))
	acc := stored(t, a, z, 0)
	answersLost := 0
	for range *kills {
		p := startProcess(t, refreshForEver, z.URL, dir)
		if got := p.round(); got != "ok" {
			t.Fatal(got)
		}
		<-time.After(rand.N(10 * time.Millisecond)) // a random instant is the point
		if err := p.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = p.Wait() // killed

		left, known, err := a.look(t.Context(), acc.ID)
		if err != nil || !known {
			t.Fatalf("the grant is damaged: %v", err)
		}
		unlock, err := a.lock(t.Context(), acc.ID)
		if err != nil {
			t.Fatalf("the lock outlived its process: %v", err)
		}
		unlock()
		switch err := a.Renew(t.Context(), public, acc); {
		case err == nil:
		case !fault.Is(err, fault.SignInEnded):
			t.Fatal(err)
		case !used.has(left.refresh.Reveal()):
			t.Fatal("a grant was lost that Zoom had not exchanged")
		default:
			answersLost++
			wantFault(t, a.Held(t.Context(), public, acc), fault.SignInNotKept)
			acc = stored(t, a, z, 0)
		}
	}
	t.Logf("%d kills, %d answers lost on the way, %d refreshes", *kills, answersLost, len(z.calls()))
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !slices.Contains([]string{"tokens-" + acc.ID, "locks", "vault.lock", "next"}, f.Name()) {
			t.Errorf("left over: %s", f.Name())
		}
	}
	if locks, err := os.ReadDir(filepath.Join(dir, "locks")); err != nil || len(locks) != 1 {
		t.Errorf("%d lock files, %v", len(locks), err)
	}
}
