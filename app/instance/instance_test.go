package instance

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"behalf/app/fault"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("INSTANCE_TEST_DIR"); dir != "" {
		os.Exit(helper(dir))
	}
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/Microsoft/go-winio.ioCompletionProcessor")) // lasts as long as the process
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%v (%v)", err, errors.Unwrap(err))
	}
}

func wantFault(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Fatalf("got %v (%v), want a fault of kind %s", err, errors.Unwrap(err), kind)
	}
}

// echo answers with what it was asked.
func echo(_ context.Context, r Request, _ <-chan struct{}, out, errw io.Writer) int {
	fmt.Fprintf(out, "%s %q %s %v %v %d %s %v", r.Verb, r.Args, r.Stdin, r.TTY, r.ErrTTY, r.Columns, r.Dir, r.NoColor)
	fmt.Fprint(errw, "complaint")
	return len(r.Args)
}

// serve claims a new folder and serves it; the peer is the way to it.
func serve(t *testing.T, h Handler) (*Primary, *Peer, string) {
	t.Helper()
	dir := folder(t)
	primary := claim(t, dir)
	primary.Serve(h)
	t.Cleanup(func() { must(t, primary.Close()) })
	_, peer, err := Claim(t.Context(), dir)
	must(t, err)
	return primary, peer, dir
}

func claim(t *testing.T, dir string) *Primary {
	t.Helper()
	primary, peer, err := Claim(t.Context(), dir)
	must(t, err)
	if primary == nil || peer != nil {
		t.Fatal("we are not the first")
	}
	return primary
}

func hurry(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}

func TestARequestIsCarriedOutByTheFirst(t *testing.T) {
	_, peer, _ := serve(t, echo)
	r := Request{
		Verb: "send", Args: []string{"a", "", "ü\n\"", "--json"}, Stdin: []byte("in\x00\xff"),
		TTY: true, Columns: 80, Dir: "/home", NoColor: true,
	}
	for range 3 { // a Peer can be used again
		var out, errw bytes.Buffer
		code, err := peer.Do(t.Context(), r, nil, &out, &errw)
		must(t, err)
		want := `send ["a" "" "ü\n\"" "--json"] ` + "in\x00\xff" + ` true false 80 /home true`
		if code != 4 || out.String() != want || errw.String() != "complaint" {
			t.Errorf("exit %d\n%q\n%q\n%q", code, out.String(), want, errw.String())
		}
	}
}

func TestEveryVerbIsTakenAndNoOther(t *testing.T) {
	_, peer, _ := serve(t, echo)
	for _, verb := range Verbs {
		if code, err := peer.Do(t.Context(), Request{Verb: verb}, nil, io.Discard, io.Discard); code != 0 || err != nil {
			t.Errorf("%s: %d, %v", verb, code, err)
		}
	}
	for _, verb := range []string{"", "read", "rehearse", "Send", "send "} {
		code, err := peer.Do(t.Context(), Request{Verb: verb}, nil, io.Discard, io.Discard)
		wantFault(t, err, fault.Usage)
		if code != fault.ExitUsage {
			t.Errorf("%s: exit %d", verb, code)
		}
	}
}

// Each line is seen before the next is written, and both streams keep their order.
func TestOutputStreams(t *testing.T) {
	next := make(chan struct{})
	_, peer, _ := serve(t, func(_ context.Context, _ Request, _ <-chan struct{}, out, errw io.Writer) int {
		for i := range 3 {
			<-next
			fmt.Fprintln(out, "line", i)
			fmt.Fprintln(errw, "complaint", i)
		}
		return 9
	})
	r, w := io.Pipe()
	var code int
	var err error
	var all sync.WaitGroup
	all.Go(func() {
		code, err = peer.Do(t.Context(), Request{Verb: "send"}, nil, w, w)
		_ = w.Close()
	})
	lines := bufio.NewScanner(r)
	for i := range 3 {
		next <- struct{}{}
		for _, want := range []string{fmt.Sprint("line ", i), fmt.Sprint("complaint ", i)} {
			if lines.Scan(); lines.Text() != want {
				t.Errorf("got %q, want %q", lines.Text(), want)
			}
		}
	}
	all.Wait()
	if code != 9 || err != nil {
		t.Errorf("exit %d, %v", code, err)
	}
}

func TestMuchGoesInAndOut(t *testing.T) {
	_, peer, _ := serve(t, func(_ context.Context, r Request, _ <-chan struct{}, out, _ io.Writer) int {
		for range 5 {
			_, _ = out.Write(r.Stdin)
		}
		return 0
	})
	text := bytes.Repeat([]byte("0123456789abcdef"), 1<<16) // 1 MiB
	text = append(text, "and a bit"...)
	var out bytes.Buffer
	_, err := peer.Do(t.Context(), Request{Verb: "send", Stdin: text}, nil, &out, io.Discard)
	must(t, err)
	if !bytes.Equal(out.Bytes(), bytes.Repeat(text, 5)) {
		t.Errorf("%d bytes came back", out.Len())
	}
	_, err = peer.Do(t.Context(), Request{Verb: "send", Args: []string{strings.Repeat("x", maxFrame)}}, nil, io.Discard, io.Discard)
	wantFault(t, err, fault.PasteTooLong)
}

// BenchmarkClaimAndClose is what each verb pays for being the only one.
func BenchmarkClaimAndClose(b *testing.B) {
	dir := folder(b)
	for b.Loop() {
		primary, _, err := Claim(context.Background(), dir)
		must(b, err)
		primary.Serve(echo)
		must(b, primary.Close())
	}
}

// BenchmarkForward is what a verb pays for being carried out elsewhere.
func BenchmarkForward(b *testing.B) {
	dir := folder(b)
	primary, _, err := Claim(context.Background(), dir)
	must(b, err)
	primary.Serve(echo)
	for b.Loop() {
		_, peer, err := Claim(context.Background(), dir)
		must(b, err)
		_, err = peer.Do(context.Background(), Request{Verb: "status"}, nil, io.Discard, io.Discard)
		must(b, err)
	}
	must(b, primary.Close())
}
