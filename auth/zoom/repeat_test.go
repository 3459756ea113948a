package zoom_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/zoom"
)

// line is a network without a network: it answers each request by the next of
// its answers, the last one for good, and notes when it was asked. In a bubble
// of synctest, time passes only while everybody waits.
type line struct {
	answers []reaction
	began   time.Time
	asked   []time.Duration
}

type reaction struct {
	takes  time.Duration
	status int
	header http.Header
	body   string
	err    error
}

func (l *line) RoundTrip(r *http.Request) (*http.Response, error) {
	a := l.answers[min(len(l.asked), len(l.answers)-1)]
	l.asked = append(l.asked, time.Since(l.began))
	select {
	case <-time.After(a.takes):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	if a.err != nil {
		return nil, a.err
	}
	if a.header == nil {
		a.header = http.Header{}
	}
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(strings.NewReader(a.body)), Request: r}, nil
}

func (l *line) client() *zoom.Client {
	l.began = time.Now()
	return zoom.New(zoom.Config{HTTP: &http.Client{Transport: l}, Access: token("t")})
}

var (
	fine    = reaction{status: 200, body: `{"token":"` + good + `"}`}
	broken  = reaction{err: io.ErrUnexpectedEOF}
	reset   = reaction{err: &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", errors.New("connection reset"))}}
	nobody  = reaction{err: &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}}
	outage  = reaction{status: 502, body: "<html>"}
	busy    = reaction{status: 503, body: "<html>", header: http.Header{"Retry-After": {"3"}}}
	timeout = reaction{status: 504, body: "<html>"}
	failed  = reaction{status: 500, body: `{"code":500,"message":"x"}`}
	wait3   = reaction{status: 429, body: `{"code":429,"message":"x"}`, header: http.Header{"Retry-After": {"3"}}}
	wait30  = reaction{status: 429, body: `{"code":429,"message":"x"}`, header: http.Header{"Retry-After": {"30"}}}
	daily   = reaction{status: 429, body: `{"code":429,"message":"daily"}`}
	never   = reaction{takes: time.Hour}
)

func after(d time.Duration, r reaction) reaction {
	r.takes = d
	return r
}

// What is asked again, when, and what comes of it.
func TestF56Repeating(t *testing.T) {
	const ms, s = time.Millisecond, time.Second
	for name, c := range map[string]struct {
		answers []reaction
		asked   []time.Duration
		took    time.Duration
		want    fault.Kind
	}{
		"good at once":            {answers: []reaction{fine}, asked: []time.Duration{0}},
		"cut once":                {answers: []reaction{broken, fine}, asked: []time.Duration{0, 250 * ms}, took: 250 * ms},
		"reset, then an outage":   {answers: []reaction{reset, outage, fine}, asked: []time.Duration{0, 250 * ms, 750 * ms}, took: 750 * ms},
		"cut for good":            {answers: []reaction{broken}, asked: []time.Duration{0, 250 * ms, 750 * ms}, took: 750 * ms, want: fault.ZoomUnreachable},
		"504 for good":            {answers: []reaction{timeout}, asked: []time.Duration{0, 250 * ms, 750 * ms}, took: 750 * ms, want: fault.ZoomOutage},
		"503 with a wish":         {answers: []reaction{busy, fine}, asked: []time.Duration{0, 3 * s}, took: 3 * s},
		"500":                     {answers: []reaction{failed}, asked: []time.Duration{0}, want: fault.ZoomOutage},
		"nobody there":            {answers: []reaction{nobody}, asked: []time.Duration{0}, want: fault.ZoomUnreachable},
		"limit that fits":         {answers: []reaction{wait3, fine}, asked: []time.Duration{0, 3 * s}, took: 3 * s},
		"limit that fits not":     {answers: []reaction{wait30}, asked: []time.Duration{0}, want: fault.ZoomLimit},
		"limit, no longer":        {answers: []reaction{after(14*s, outage), wait3, wait3}, asked: []time.Duration{0, 14250 * ms, 17250 * ms}, took: 17250 * ms, want: fault.ZoomLimit},
		"limit of the day":        {answers: []reaction{daily}, asked: []time.Duration{0}, want: fault.ZoomDailyLimit},
		"30 s latency":            {answers: []reaction{never}, asked: []time.Duration{0}, took: 15 * s, want: fault.ZoomUnreachable},
		"slow, cut, then no time": {answers: []reaction{after(10*s, broken), never}, asked: []time.Duration{0, 10250 * ms}, took: 20 * s, want: fault.ZoomUnreachable},
		"cut at the very end":     {answers: []reaction{after(14*s, broken), after(4*s+500*ms, broken)}, asked: []time.Duration{0, 14250 * ms}, took: 18750 * ms, want: fault.ZoomUnreachable},
		"a refusal":               {answers: []reaction{{status: 404, body: `{"code":3001,"message":"x"}`}}, asked: []time.Duration{0}, want: fault.NoSuchMeeting},
		"a portal":                {answers: []reaction{{status: 200, body: "<html>"}}, asked: []time.Duration{0}, want: fault.ZoomBadAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := &line{answers: c.answers}
				_, err := l.client().OnBehalf(t.Context(), app.ZoomApp{}, account, meeting)
				if c.want == "" && err != nil || c.want != "" && !fault.Is(err, c.want) {
					t.Errorf("%v, want %q", err, c.want)
				}
				if took := time.Since(l.began); took != c.took || !slices.Equal(l.asked, c.asked) {
					t.Errorf("asked at %v, took %v, want %v and %v", l.asked, took, c.asked, c.took)
				}
			})
		})
	}
}

// What was granted to one call is not doubled by a newer token.
func TestF56OneAllowanceForTheWholeCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := after(12*time.Second, reaction{status: 401, body: `{"code":124,"message":"x"}`})
		l := &line{answers: []reaction{broken, refused, broken, never}}
		_, err := l.client().OnBehalf(t.Context(), app.ZoomApp{}, account, meeting)
		if took := time.Since(l.began); !fault.Is(err, fault.ZoomUnreachable) || took != 20*time.Second || len(l.asked) != 4 {
			t.Errorf("%v after %v and %d requests", err, took, len(l.asked))
		}
	})
}

// What Access takes, with its keychain and its refresh, is not ours to limit.
func TestAccessHasItsOwnTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{answers: []reaction{fine}, began: time.Now()}
		c := zoom.New(zoom.Config{HTTP: &http.Client{Transport: l}, Access: slow{token("t")}})
		if _, err := c.OnBehalf(t.Context(), app.ZoomApp{}, account, meeting); err != nil {
			t.Error(err)
		}
	})
}

type slow struct{ tokens }

func (s slow) Token(ctx context.Context, z app.ZoomApp, a app.Account) (app.Access, error) {
	if _, limited := ctx.Deadline(); limited {
		return app.Access{}, errors.New("the keychain was given a limit")
	}
	<-time.After(time.Minute)
	return s.tokens.Token(ctx, z, a)
}

func TestF56TheCallersOwnDeadlineWins(t *testing.T) {
	for name, c := range map[string]struct {
		answers  []reaction
		deadline time.Duration
		took     time.Duration
		want     fault.Kind
	}{
		"while asking":    {[]reaction{never}, 2 * time.Second, 2 * time.Second, fault.ZoomUnreachable},
		"before a repeat": {[]reaction{broken}, time.Second, 0, fault.ZoomUnreachable},
		"before a pause":  {[]reaction{wait3}, 3 * time.Second, 0, fault.ZoomLimit},
	} {
		synctest.Test(t, func(t *testing.T) {
			l := &line{answers: c.answers}
			client := l.client()
			ctx, cancel := context.WithTimeout(t.Context(), c.deadline)
			defer cancel()
			_, err := client.OnBehalf(ctx, app.ZoomApp{}, account, meeting)
			if took := time.Since(l.began); !fault.Is(err, c.want) || took != c.took {
				t.Errorf("%s: %v after %v, want %s after %v", name, err, took, c.want, c.took)
			}
		})
	}
}

func TestGivingUpEndsAtOnce(t *testing.T) {
	for name, answers := range map[string][]reaction{"an answer": {never}, "a repeat": {wait3}} {
		synctest.Test(t, func(t *testing.T) {
			l := &line{answers: answers}
			client := l.client()
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			_, err := client.OnBehalf(ctx, app.ZoomApp{}, account, meeting)
			if took := time.Since(l.began); !errors.Is(err, context.Canceled) || fault.From(err).Kind != fault.Stopped || took != time.Second {
				t.Errorf("waiting for %s: %v after %v", name, err, took)
			}
		})
	}
}

// The profile is a GET like the others.
func TestF56ProfileIsRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{answers: []reaction{broken, outage, {status: 200, body: `{"id":"u","account_id":"a","display_name":"Ada"}`}}}
		if _, err := l.client().Profile(t.Context(), app.CloudZoom, "", secret.New("t")); err != nil || len(l.asked) != 3 {
			t.Errorf("%v after %d requests", err, len(l.asked))
		}
	})
}

// A POST may have done its work, so it is sent once.
func TestF56PostsAreNotRepeated(t *testing.T) {
	for _, answer := range []reaction{broken, reset, outage, wait3} {
		synctest.Test(t, func(t *testing.T) {
			l := &line{answers: []reaction{answer}}
			z := app.ZoomApp{SignatureURL: "https://example.com/sign"}
			if _, err := l.client().SDKJWT(t.Context(), z, meeting); !fault.Is(err, fault.SignatureFailed) || len(l.asked) != 1 {
				t.Errorf("signing: %v after %d requests", err, len(l.asked))
			}
		})
	}
}
