package cli_test

import (
	"bytes"
	"context"
	"io"
	"iter"
	"strings"
	"sync"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/cli"
	"behalf/app/fault"
)

// terminal is a program under way whose states a test makes, with a person at
// the keys.
type terminal struct {
	mu       sync.Mutex
	state    app.State
	watchers map[chan app.State]bool
	wishes   chan app.Wish
	end      chan error // of the sign-in

	keys *io.PipeWriter
	out  safeBuffer
	errs safeBuffer
	exit chan int
}

// safeBuffer can be read while it is written to.
type safeBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
	wrote  chan struct{}
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case b.wrote <- struct{}{}:
	default:
	}
	return b.buffer.Write(p)
}

// until waits for words.
func (b *safeBuffer) until(t *testing.T, words string) {
	t.Helper()
	late := time.After(10 * time.Second)
	for {
		b.mu.Lock()
		text := b.buffer.String()
		b.mu.Unlock()
		if strings.Contains(text, words) {
			return
		}
		select {
		case <-b.wrote:
		case <-late:
			t.Fatalf("%q never came; there is\n%s", words, text)
		}
	}
}

// set makes a state and hands it to everybody who watches.
func (p *terminal) set(s app.State) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state = s
	for ch := range p.watchers {
		select {
		case <-ch: // an older one nobody took
		default:
		}
		ch <- s
	}
}

func (p *terminal) State() app.State {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state
}

func (p *terminal) Do(w app.Wish) { p.wishes <- w }

func (p *terminal) Ask(ctx context.Context, w app.Wish) error {
	p.wishes <- w
	switch w := w.(type) {
	case app.Connect:
		return <-p.end
	case app.PasteCallback:
		if !strings.HasPrefix(w.Address, "http") {
			return fault.New(fault.WrongCallback)
		}
	}
	return ctx.Err()
}

func (p *terminal) Watch(ctx context.Context) <-chan app.State {
	p.mu.Lock()
	defer p.mu.Unlock()
	ch := make(chan app.State, 1)
	ch <- p.state
	p.watchers[ch] = true
	context.AfterFunc(ctx, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.watchers, ch)
		close(ch)
	})
	return ch
}

func (p *terminal) History(context.Context, int) iter.Seq2[app.Run, error] { return nil }
func (p *terminal) Mint(context.Context, app.TokenKind, string, string) (app.Minted, error) {
	return app.Minted{}, nil
}

func (p *terminal) Check(context.Context, string, func(app.Step)) (bool, error) { return true, nil }
func (p *terminal) Test(context.Context, string, func(app.Step)) (bool, error)  { return true, nil }

// wish is the next one of a kind.
func wish[T app.Wish](t *testing.T, p *terminal) T {
	t.Helper()
	late := time.After(10 * time.Second)
	for {
		select {
		case w := <-p.wishes:
			if found, is := w.(T); is {
				return found
			}
		case <-late:
			var none T
			t.Fatalf("no %T", none)
			return none
		}
	}
}

func connecting(t *testing.T, args ...string) *terminal {
	t.Helper()
	p := &terminal{
		watchers: map[chan app.State]bool{}, wishes: make(chan app.Wish, 16), end: make(chan error, 1), exit: make(chan int, 1),
		out: safeBuffer{wrote: make(chan struct{}, 1)}, errs: safeBuffer{wrote: make(chan struct{}, 1)},
	}
	in, keys := io.Pipe()
	p.keys = keys
	env := cli.Env{
		Args: append([]string{"connect", "--no-browser"}, args...), In: in, InTTY: true, Out: &p.out, Err: &p.errs,
		Open: func(context.Context, string, []byte) (cli.Program, int, error) { return p, 0, nil },
	}
	go func() { p.exit <- cli.Main(t.Context(), env) }()
	t.Cleanup(func() { _ = keys.Close() })
	return p
}

func (p *terminal) types(t *testing.T, line string) {
	t.Helper()
	if _, err := io.WriteString(p.keys, line+"\n"); err != nil {
		t.Fatal(err)
	}
}

func TestAnAddressCanBePastedIntoTheTerminal(t *testing.T) {
	p := connecting(t)
	wish[app.Connect](t, p)
	p.set(app.State{SignIn: &app.SignIn{URL: "https://zoom.us/oauth/authorize?x", Redirect: app.DefaultRedirect}})
	p.out.until(t, "paste its address here")
	p.out.until(t, "4700 or 4709")
	p.types(t, "not an address")
	wish[app.PasteCallback](t, p)
	p.errs.until(t, "BHF-315")
	p.types(t, "  http://127.0.0.1/callback?code=c&state=s ")
	if w := wish[app.PasteCallback](t, p); w.Address != "http://127.0.0.1/callback?code=c&state=s" {
		t.Errorf("%q", w.Address)
	}
	p.set(app.State{Accounts: []app.Account{{ID: "a", Name: "Ada Lovelace", State: app.Connected}}, SignedIn: "a"})
	p.end <- nil
	p.out.until(t, "Connected: Ada Lovelace")
	if code := <-p.exit; code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestF14TheTerminalAsksAboutAnotherUser(t *testing.T) {
	for line, keep := range map[string]bool{"y": true, "YES": true, "": false, "n": false, "ja": false} {
		p := connecting(t, "--account", "ada@example.com")
		if w := wish[app.Connect](t, p); w.Account != "ada@example.com" {
			t.Errorf("%+v", w)
		}
		p.set(app.State{SignIn: &app.SignIn{URL: "https://zoom.us/oauth/authorize?x", Other: &app.Account{Name: "Grace Hopper"}}})
		p.errs.until(t, "You signed in as Grace Hopper")
		p.types(t, line)
		if w := wish[app.AnswerSignIn](t, p); w.Keep != keep {
			t.Errorf("%q means %v", line, w.Keep)
		}
		p.end <- fault.New(fault.OtherUser, "name", "Grace Hopper", "expected", "Ada Lovelace")
		if code := <-p.exit; code != fault.ExitSignIn {
			t.Errorf("exit code %d", code)
		}
	}
}

func TestTheTerminalSaysThatTheKeychainWaits(t *testing.T) {
	p := connecting(t)
	wish[app.Connect](t, p)
	p.set(app.State{Keychain: app.Keychain{Name: "GNOME Keyring", Waiting: true}})
	p.errs.until(t, "Waiting for the keychain")
	p.end <- fault.New(fault.KeychainLocked)
	if code := <-p.exit; code != fault.ExitKeychain {
		t.Errorf("exit code %d", code)
	}
}
