// Package boot is the composition root, the only package that knows everybody.
// It owns the order of start and stop and nothing else: folders, servers and
// log first; then the instance lock; then storage, keychain, auth, Zoom and
// bots; then the core; last a view. It closes them in the opposite order.
//
// What packages of one level need of each other is handed over here as a
// function or a small interface. No rule of the program lives here.
package boot

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"runtime"

	"github.com/BurntSushi/toml"
	"golang.org/x/term"

	"behalf/app/autostart"
	"behalf/app/bot"
	"behalf/app/cli"
	"behalf/app/fault"
	"behalf/app/update"
)

// Build is what was compiled into this program.
type Build struct {
	Metadata []byte // FyneApp.toml
	Presets  fs.FS
	Vendor   []byte // packaging/vendor.toml
	Version  string // of a packaged build; empty: that of the metadata
}

// Main runs the program and returns its exit code.
func Main(b Build) int {
	version, releases, err := b.metadata()
	if err != nil {
		return die(err)
	}
	presets, vendor, err := b.known(runtime.GOOS)
	if err != nil {
		return die(err)
	}
	s, err := serversFrom(os.Getenv)
	if err != nil {
		return die(err)
	}
	f, err := foldersFrom(os.Getenv, s.test)
	if err != nil {
		return die(err)
	}
	ctx, now, release := interrupts(context.Background())
	defer release()

	h := &host{metadata: b.Metadata, presets: presets, vendor: vendor, version: version, releases: releases, servers: s, folders: f}
	h.log, h.logFile = openLog(f)
	ctx, h.end = context.WithCancel(ctx)
	defer h.end()
	h.knowSelf(os.Getenv)
	code := cli.Main(ctx, h.environment(os.Args[1:], now))
	if err := h.close(ctx, now); err != nil {
		fmt.Fprintln(os.Stderr, "behalf:", fault.From(err))
		code = max(code, fault.ExitUnexpected)
	}
	return code
}

// knowSelf finds out where this program lies, and so what would start at login.
// That start belongs to the real Zoom and to the data in their usual place: what
// starts is told of no other.
func (h *host) knowSelf(getenv func(string) string) {
	self, err := os.Executable()
	if err != nil {
		h.log.Warn("not known where this program lies", "err", err) // it may have come as a package
		return
	}
	h.self = self
	if getenv(envHome) == "" && !h.servers.test {
		h.login = autostart.New(self)
	}
}

// die ends the program before there is a command line to complain.
func die(err error) int {
	f := fault.From(err)
	fmt.Fprintln(os.Stderr, "behalf:", f)
	return f.Exit
}

// metadata is the program's version, and where its releases are announced: no
// setting says that, nor the environment.
func (b Build) metadata() (version string, releases update.Place, err error) {
	var m struct {
		Website string
		Details struct{ Version string }
		Updates struct{ Address, Key string }
	}
	err = toml.Unmarshal(b.Metadata, &m)
	return cmp.Or(b.Version, m.Details.Version), update.Place{Address: m.Updates.Address, Key: m.Updates.Key, Home: m.Website}, err
}

// environment is the world around this process's own command line.
func (h *host) environment(args []string, now <-chan struct{}) cli.Env {
	tty := term.IsTerminal(int(os.Stdout.Fd()))
	return cli.Env{
		Args: args, In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Now: now,
		InTTY: term.IsTerminal(int(os.Stdin.Fd())), OutTTY: tty, Color: tty && os.Getenv("NO_COLOR") == "", Version: h.version,
		Open: h.open(args, now), OpenURL: openURL, ReadFile: readInvitation, ReadDefinition: readDefinition, Window: h.window, Rehearse: h.rehearse, Scenarios: bot.Scenarios(),
		Erase: h.erase, Quit: h.endOther, StandIn: h.standIn,
		RehearsalBot: func(ctx context.Context, args []string) int {
			return bot.RehearsalBot(ctx, args, os.Stdin, os.Stdout, os.Stderr)
		},
	}
}
