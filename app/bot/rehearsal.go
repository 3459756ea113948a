package bot

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	exitCrashed     = 99
	heartbeatPeriod = 2 * time.Second
)

// order is a line from the host.
type order struct {
	join
	broken bool
}

// rehearsalBot is the double of a real bot: it speaks the protocol and joins
// the stand-in Zoom.
type rehearsalBot struct {
	scenario string
	orders   <-chan order // closed: the host is gone
	silent   bool
	errw     io.Writer

	mu  sync.Mutex // heartbeats are written beside everything else
	out io.Writer
}

// RehearsalBot is the hidden verb rehearsal-bot; args follow the verb. It
// returns the exit code. Its reader of in lives until in ends, so in must not
// outlive the program.
func RehearsalBot(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	flags := flag.NewFlagSet("rehearsal-bot", flag.ContinueOnError)
	flags.SetOutput(errw)
	scenario := flags.String("scenario", scenarioNormal, "what to play")
	if err := flags.Parse(args); err != nil {
		return exitBadInput
	}
	if !slices.Contains(Scenarios(), *scenario) {
		_, _ = fmt.Fprintf(errw, "there is no scenario %q; there are %s\n", *scenario, strings.Join(Scenarios(), ", "))
		return exitBadInput
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	b := &rehearsalBot{scenario: *scenario, orders: readOrders(ctx, in), out: out, errw: errw}
	b.say(message{
		Type: typeHello, Bot: "behalf-rehearsal", BotVersion: "1",
		Features: []string{featureOnBehalf, featurePublicAppKey, featureSDKJWT, featureRejoin, featureHeartbeat},
	})
	var beating sync.WaitGroup
	beating.Go(func() { b.beat(ctx) })
	code := b.obey(ctx)
	cancel()
	beating.Wait()
	return code
}

// readOrders hands on the host's lines.
func readOrders(ctx context.Context, in io.Reader) <-chan order {
	orders := make(chan order)
	go func() {
		defer close(orders)
		lines := bufio.NewScanner(in)
		lines.Buffer(nil, maxLine+len("\r\n"))
		for lines.Scan() {
			var o order
			o.broken = json.Unmarshal(lines.Bytes(), &o.join) != nil
			select {
			case orders <- o:
			case <-ctx.Done():
				return
			}
		}
	}()
	return orders
}

func (b *rehearsalBot) say(m message) {
	m.V = protocolVersion
	line, err := encode(m)
	if err == nil {
		b.write(line)
	}
}

func (b *rehearsalBot) state(state string) { b.say(message{Type: typeState, State: state}) }

func (b *rehearsalBot) write(line []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.silent {
		_, _ = b.out.Write(line) // a host that is gone shows by the end of input
	}
}

// hush ends everything the bot says.
func (b *rehearsalBot) hush() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.silent = true
}

func (b *rehearsalBot) beat(ctx context.Context) {
	ticker := time.NewTicker(heartbeatPeriod)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			b.say(message{Type: typeHeartbeat})
		}
	}
}

// obey carries out orders until there is nothing left to do.
func (b *rehearsalBot) obey(ctx context.Context) int {
	for {
		select {
		case <-ctx.Done():
			return exitClean
		case o, ok := <-b.orders:
			switch {
			case !ok:
				return exitClean
			case o.broken:
				return exitBadInput
			case o.Type == typeLeave:
				b.state("leaving")
				return exitClean
			case o.Type != typeJoin:
				b.say(message{Type: typeFailed, Code: codeUnsupported})
			default:
				if code, finished := b.join(ctx, o.join); finished {
					return code
				}
			}
		}
	}
}

// linger waits for the order to leave, or the end of input.
func (b *rehearsalBot) linger(ctx context.Context) int {
	for {
		select {
		case <-ctx.Done():
			return exitClean
		case o, ok := <-b.orders:
			if !ok || o.Type == typeLeave {
				return exitClean
			}
		}
	}
}

// join is one attempt. finished is false if the bot may be told to try again.
func (b *rehearsalBot) join(ctx context.Context, j join) (code int, finished bool) {
	b.state("authenticating")
	b.state("connecting")
	if code, finished := b.misbehave(ctx, j); finished {
		return code, true
	}
	d, err := openStandIn(j.Options[optionStandIn])
	if err != nil {
		b.say(message{Type: typeFailed, Code: codeUnsupported, Message: err.Error()})
		return 0, false
	}
	defer d.close()
	scenario := b.scenario
	if slices.Contains(botScenarios, scenario) {
		scenario = scenarioNormal
	}
	entry, err := d.join(ctx, j, scenario)
	switch {
	case err != nil:
		b.say(message{Type: typeFailed, Code: codeNetwork, Message: err.Error()})
		return 0, false
	case entry.NativeCode != 0:
		b.say(message{Type: typeFailed, NativeCode: entry.NativeCode})
		if entry.NativeCode == nativeUserAbsent || entry.NativeCode == nativeUnknown {
			b.say(message{Type: typeEnded, Reason: "left"}) // as the native SDK does
		}
		return 0, false
	}
	b.say(message{Type: typeLog, Level: "info", Text: "brought by " + entry.BroughtBy})
	return b.attend(ctx, d, entry), true
}

// visit is one look at how the bot fares inside.
type visit struct {
	status
	err error
}

// attend stays in the meeting until it ends, or the host wants the bot back.
func (b *rehearsalBot) attend(ctx context.Context, d *door, e entry) int {
	ctx, cancel := context.WithCancel(ctx)
	visits := make(chan visit)
	var watching sync.WaitGroup
	defer watching.Wait()
	defer cancel()
	state := "in_meeting"
	if e.WaitingRoom {
		state = "waiting_room"
	}
	watching.Go(func() { d.watch(ctx, e.Session, state, visits) })
	b.state(state)
	for {
		if state == "in_meeting" {
			switch b.scenario {
			case scenarioCrashInside:
				_, _ = fmt.Fprintln(b.errw, "segmentation fault (as rehearsed)")
				return exitCrashed
			case scenarioExit:
				return exitClean
			}
		}
		select {
		case <-ctx.Done():
			return b.leave(d, e.Session, state)
		case o, ok := <-b.orders:
			switch {
			case b.scenario == scenarioIgnoresLeave && !ok:
				b.orders = nil
			case b.scenario != scenarioIgnoresLeave && (!ok || o.Type == typeLeave):
				return b.leave(d, e.Session, state)
			}
		case v := <-visits:
			switch {
			case v.err != nil:
				b.say(message{Type: typeEnded, Reason: "lost"})
				return exitClean
			case v.State == "ended":
				b.say(message{Type: typeEnded, Reason: v.Reason, NativeCode: v.NativeCode})
				return exitClean
			case v.State != state:
				state = v.State
				b.state(state)
			}
		}
	}
}

func (b *rehearsalBot) leave(d *door, session, state string) int {
	b.state("leaving")
	if err := d.leave(session); err != nil {
		_, _ = fmt.Fprintln(b.errw, "leaving:", err)
	}
	if state == "in_meeting" {
		b.say(message{Type: typeEnded, Reason: "left"})
	}
	return exitClean
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
