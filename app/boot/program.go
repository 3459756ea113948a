package boot

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"behalf/app"
	"behalf/app/bot"
	"behalf/app/presence"
	"behalf/app/secret"
	"behalf/app/update"
	"behalf/auth"
	"behalf/auth/sandbox"
	"behalf/auth/zoom"
	"behalf/storage"
	"behalf/storage/keychain"
)

// program is a core with everything it needs.
type program struct {
	*app.Core
	store *storage.DB
	auth  *auth.Auth
	vault *keychain.Store
	bots  *bot.Supervisor
	files *bot.Files
	http  *http.Transport
}

type programOptions struct {
	version   string
	self      string // where the program lies; empty: not known
	releases  update.Place
	presets   []app.Preset
	vendor    app.Vendor
	servers   servers
	folders   folders
	vault     *keychain.Store
	rehearsal bool
	history   bool // load the past runs too
	stays     bool // runs for days, so somebody has to look after the accounts
	tidy      bool // close what a crash left open; only under the instance lock
	autostart app.Autostart
	log       *slog.Logger
}

// startProgram opens storage and puts the adapters behind the core's ports.
func startProgram(ctx context.Context, o programOptions) (*program, error) {
	store, err := storage.Open(ctx, o.folders.database())
	if err != nil {
		return nil, err
	}
	files := bot.NewFiles(o.folders.runs(), openFile)
	if o.tidy {
		if err := store.Interrupted(ctx, time.Now()); err != nil {
			return nil, errors.Join(err, store.Close())
		}
		if err := files.RemovePrivate(); err != nil { // nothing else suffers from it
			o.log.Error("what a run left can't be removed", "err", err)
		}
	}
	p := &program{store: store, vault: o.vault, files: files, http: newTransport()}
	p.bots = bot.New(bot.Config{
		RunsDir: o.folders.runs(), Self: os.Executable, StandIn: o.servers.standIn(), NewStandIn: standInForTests,
		Presence: presence.New().Look, Log: o.log,
	})
	var minter *zoom.Client
	p.auth, minter = signIn(o, &http.Client{Transport: p.http})
	var kept app.Store = store
	if !o.history {
		kept = brief{store}
	}
	var tick <-chan time.Time
	if o.stays {
		tick = time.Tick(time.Minute)
	}
	p.Core, err = app.Start(ctx, app.Config{
		Version: o.version, TestServer: o.servers.test, Rehearsal: o.rehearsal, Presets: o.presets, Vendor: o.vendor,
		Store: kept, Accounts: p.auth, Passcodes: keychain.Passcodes{Store: o.vault}, Zoom: minter, Bots: p.bots, Files: files,
		Autostart: o.autostart, Releases: update.New(o.releases, o.self, p.http), OpenInZoom: openInZoom(o.servers), Log: o.log, Tick: tick,
	})
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	o.vault.OnWait(p.KeychainWaits)
	return p, nil
}

// standInForTests starts one where a meeting goes on until somebody ends it.
func standInForTests() (bot.StandIn, error) {
	zoom, err := sandbox.Start(sandbox.Options{MeetingLasts: -1})
	if err != nil {
		return nil, err // not zoom: a nil one in an interface is none
	}
	return zoom, nil
}

// brief is the store of a verb: it doesn't load the past runs.
type brief struct{ *storage.DB }

func (b brief) Load(ctx context.Context) (app.Saved, error) { return b.LoadBrief(ctx) }

// signIn ties auth and zoom together: auth asks zoom who signed in, zoom asks
// auth for access tokens.
func signIn(o programOptions, client *http.Client) (*auth.Auth, *zoom.Client) {
	tokens := &access{}
	z := zoom.New(zoom.Config{
		HTTP: client, Access: tokens, APIURL: o.servers.api, Now: time.Now,
		Secret: func(ctx context.Context, c app.Cloud) (secret.Text, error) { return tokens.ClientSecret(ctx, c) },
	})
	tokens.Auth = auth.New(auth.Config{
		Vault: o.vault, Keychain: o.vault.State, LockDir: o.folders.locks(), HTTP: client, AuthURL: o.servers.authURL,
		ValidAPI: zoom.ValidAPI, Profile: z.Profile, Now: time.Now,
		KeepInMemory: o.vault.KeepInMemory, CancelKeychain: o.vault.Cancel,
	})
	return tokens.Auth, z
}

// access closes the circle: zoom is made first, with a place for auth.
type access struct{ *auth.Auth }

// newTransport has a limit for every step, so that no request hangs. Proxies
// are those of the environment; loopback never goes through one.
func newTransport() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 15 * time.Second,
		IdleConnTimeout:       30 * time.Second,
		MaxIdleConnsPerHost:   2,
		ForceAttemptHTTP2:     true,
		TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS12},
	}
}

// close stops the runs, politely until ctx ends, and closes what was opened.
func (p *program) close(ctx context.Context) error {
	p.Close(ctx)
	p.auth.Close()
	p.http.CloseIdleConnections()
	return p.store.Close()
}
