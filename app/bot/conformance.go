package bot

import (
	"context"
	"os"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// Report is what Conformance found.
type Report struct {
	Bot        string
	BotVersion string
	SDKVersion string
	Features   []string
	Steps      []app.Step
}

// OK says whether every rule held.
func (r Report) OK() bool {
	for _, s := range r.Steps {
		if !s.OK {
			return false
		}
	}
	return len(r.Steps) > 0
}

func (r *Report) add(name string, began time.Time, f *fault.Fault) bool {
	r.Steps = append(r.Steps, app.Step{Name: name, OK: f == nil, Took: time.Since(began), Fault: f})
	return f == nil
}

// Conformance tries an assistant on the rules that hold without a meeting: it
// can be started, introduces itself in time, and goes in time, with exit code
// 0, when it is told to leave and when its input ends. No token is handed out.
func (s *Supervisor) Conformance(ctx context.Context, a app.Assistant) Report {
	var report Report
	began := time.Now()
	l, err := s.launch(a)
	if !report.add("program", began, fault.From(err)) {
		return report
	}
	for i, order := range []struct {
		name string
		line []byte
	}{{"leave", leaveLine()}, {"end_of_input", nil}} {
		began = time.Now()
		hello, late := s.greetAndGo(ctx, l, order.line)
		if i == 0 {
			report.Bot, report.BotVersion, report.SDKVersion, report.Features = hello.Bot, hello.BotVersion, hello.SDKVersion, hello.Features
			f := late
			if hello.Type == typeHello {
				f = nil
			}
			if !report.add("hello", began, f) {
				return report
			}
		}
		report.add(order.name, began, late)
	}
	return report
}

// greetAndGo starts a bot, waits for its hello, gives it the order and waits
// for its end. Whatever goes wrong, nothing of it is left.
func (s *Supervisor) greetAndGo(ctx context.Context, l launch, order []byte) (hello message, f *fault.Fault) {
	folder, err := os.MkdirTemp("", "behalf-test-")
	if err != nil {
		return message{}, fault.Wrap(fault.StorageFailed, err, "path", os.TempDir())
	}
	defer func() { _ = os.RemoveAll(folder) }()
	r := newRun(ctx, s.config, app.Job{}, func(app.Event) {})
	r.launch, r.folder = l, folder
	defer r.cancel()
	defer r.bury()
	defer func() { r.retire(true) }()
	if o := r.start(); o.then != goOn {
		return message{}, verdict(o)
	}
	hello = r.hello
	r.bot.tell(order)
	r.limit(s.config.Limits.Leave)
	for {
		switch sig := r.next(); sig.kind {
		case limitPassed:
			return hello, fault.New(fault.BotHung)
		case botGone:
			if r.bot.exit != exitClean {
				f = fault.New(fault.BotCrashed)
			}
			r.forget()
			return hello, f
		case runOver:
			return hello, verdict(sig.outcome)
		}
	}
}

func verdict(o outcome) *fault.Fault {
	if o.fault == nil {
		return fault.New(fault.Stopped)
	}
	return o.fault
}
