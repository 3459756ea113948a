package bot

import (
	"io"
	"os/exec"
	"sync"
	"time"

	"behalf/app"
)

// stragglers is how long pipes are read after the program's end. Only a child
// that left the group can still hold them open.
const stragglers = 2 * time.Second

// process is one bot program, with everything it started. Its owner reads
// events until they are closed; by then nothing of it is left.
type process struct {
	events chan event
	stderr tail
	exit   int // its exit code, once events is closed; -1: ended by a signal

	launch launch
	group  *group
	orders chan []byte   // lines on their way to its standard input; nil ends it
	ending chan ending   // the one order to end it
	ended  chan struct{} // closed: the program has ended, its group was killed
}

// ending says how long each step of ending a process may take.
type ending struct {
	leave, term time.Duration
	kill        <-chan struct{} // closed: no more waiting
}

// start starts the program in a folder.
func start(l launch, folder string, hide *redactor) (*process, error) {
	cmd := exec.Command(l.program, l.args...) //nolint:noctx // a ctx would kill the program alone; control ends its group
	cmd.Dir, cmd.Env = folder, l.env
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	group, err := newGroup(l, folder)
	if err != nil { // nobody would look after it, so it must not run
		return nil, err
	}
	group.own(cmd)
	if err := cmd.Start(); err != nil {
		group.close()
		return nil, err
	}
	if err := group.claim(cmd); err != nil { // nor if it can't be controlled
		_ = cmd.Process.Kill()
		group.close() // before it is buried: its number is the group's
		_ = cmd.Wait()
		return nil, err
	}
	p := &process{
		events: make(chan event, 16),
		stderr: tail{hide: hide},
		launch: l,
		group:  group,
		orders: make(chan []byte, 4),
		ending: make(chan ending, 1),
		ended:  make(chan struct{}),
	}
	var readers, others sync.WaitGroup
	p.listen(&readers, stdout, stderr)
	others.Go(func() { p.write(stdin) })
	others.Go(p.control)
	go func() {
		defer close(p.events)
		p.wait(cmd)
		settle(&readers, stdout, stderr)
		_ = stdin.Close() // unblocks a write that nobody will read
		others.Wait()
		p.launch.private.remove()
	}()
	return p, nil
}

// listen begins to read what the program writes. One that does not speak the
// protocol is introduced by what is known of it.
func (p *process) listen(readers *sync.WaitGroup, stdout, stderr io.Reader) {
	if p.launch.command == nil {
		readers.Go(func() { p.read(overheard(stdout, p.launch.overOut)) })
		readers.Go(func() { p.stderr.read(overheard(stderr, p.launch.overErr)) })
		return
	}
	p.launch.command.begin(p)
	p.events <- event{message: p.launch.command.hello()}
	in := interpreter{patterns: p.launch.command.patterns, each: func(m message) {
		p.launch.private.drop() // whoever speaks of the meeting has read about it
		p.events <- event{message: m}
	}}
	hear := func(line string, whole bool) {
		p.stderr.add(line)
		if whole {
			in.hear(line)
		}
	}
	readers.Go(func() { readLines(stdout, hear) })
	readers.Go(func() { readLines(stderr, hear) })
}

// overheard is a pipe along which somebody else reads; nil: nobody.
func overheard(pipe io.Reader, by io.Writer) io.Reader {
	if by == nil {
		return pipe
	}
	return io.TeeReader(pipe, by)
}

// wait waits for the end of the program and then kills whatever it left
// behind. It is not cmd.Wait, which would close the pipes before all of what
// was written has been read.
func (p *process) wait(cmd *exec.Cmd) {
	state, err := cmd.Process.Wait()
	p.exit = -1
	if err == nil {
		p.exit = state.ExitCode()
	}
	p.group.close()
	close(p.ended)
}

// settle waits until everything that was written has been read. Pipes that
// somebody still holds open are closed.
func settle(readers *sync.WaitGroup, pipes ...io.Closer) {
	timer := time.AfterFunc(stragglers, func() {
		for _, pipe := range pipes {
			_ = pipe.Close()
		}
	})
	readers.Wait()
	if timer.Stop() {
		for _, pipe := range pipes {
			_ = pipe.Close() // they were only read
		}
	}
}

// read hands on what the program says. After a breach of the protocol it only
// keeps the pipe from filling up.
func (p *process) read(stdout io.Reader) {
	readMessages(stdout, func(ev event) { p.events <- ev })
	_, _ = io.Copy(io.Discard, stdout) // ends with the pipe
}

// write brings orders to the program. It is a goroutine of its own because a
// program that does not read must not hold up anybody.
func (p *process) write(stdin io.WriteCloser) {
	for {
		select {
		case line := <-p.orders:
			if line == nil {
				_ = stdin.Close()
				return
			}
			_, _ = stdin.Write(line) // a program that is gone shows by its exit
		case <-p.ended:
			return
		}
	}
}

// tell sends an order; nil ends the program's input. It never waits.
func (p *process) tell(line []byte) {
	select {
	case p.orders <- line:
	default: // it does not read at all: its limits will tell
	}
}

// end begins to end the program and everything it started, and returns at
// once. Only the first call counts.
func (p *process) end(how ending) {
	select {
	case p.ending <- how:
	default:
	}
}

// control ends the process when it is told to: leave, or what the program knows
// instead, and end of input; then the group is terminated; then it is killed.
func (p *process) control() {
	var how ending
	select {
	case <-p.ended:
		return
	case how = <-p.ending:
	}
	switch p.launch.stop() {
	case stopByLeave:
		p.tell(leaveLine())
	case app.StopByInterrupt:
		p.group.interrupt()
	case app.StopByTerminate:
		p.group.terminate()
	}
	p.tell(nil)
	if p.endsWithin(how.leave, how.kill) {
		return
	}
	p.group.terminate()
	if p.endsWithin(how.term, how.kill) {
		return
	}
	p.group.kill()
}

// endsWithin waits for the end of the program and says whether it came in time.
func (p *process) endsWithin(limit time.Duration, kill <-chan struct{}) bool {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-p.ended:
		return true
	case <-timer.C:
	case <-kill:
	}
	return false
}
