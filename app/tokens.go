package app

import (
	"context"

	"behalf/app/fault"
)

// TokenKind is a kind of token that can be minted.
type TokenKind string

// The kinds, named as on the command line.
const (
	TokenOnBehalf       TokenKind = "obf"
	TokenZAK            TokenKind = "zak"
	TokenLocalRecording TokenKind = "local-recording"
)

// scope is the permission that a kind of token takes.
func (k TokenKind) scope() string {
	switch k {
	case TokenZAK:
		return ScopeZAK
	case TokenLocalRecording:
		return ScopeRecording
	}
	return ScopeToken
}

// Mint gives one fresh token to somebody's own bot.
func (c *Core) Mint(ctx context.Context, kind TokenKind, account, meetingID string) (Minted, error) {
	s := c.State()
	a, err := s.PickAccount(account)
	if err != nil {
		return Minted{}, err
	}
	z := s.Settings.App(a.Cloud)
	if err := z.Check(); err != nil {
		return Minted{}, err
	}
	return c.mint(ctx, kind, z, a, meetingID)
}

// mint asks Zoom, and takes from every answer what it says about the account.
func (c *Core) mint(ctx context.Context, kind TokenKind, z ZoomApp, a Account, meetingID string) (m Minted, err error) {
	told := c.telling()
	switch kind {
	case TokenZAK:
		m, err = c.cfg.Zoom.ZAK(ctx, z, a)
	case TokenLocalRecording:
		m, err = c.cfg.Zoom.LocalRecording(ctx, z, a, meetingID)
	default:
		m, err = c.cfg.Zoom.OnBehalf(ctx, z, a, meetingID)
	}
	err = a.stillEnded(err)
	told(func() { c.proved(a.ID, kind.scope(), err) })
	return m, err
}

// errand is what a run's tokens are for.
type errand struct {
	zoomApp   ZoomApp
	account   Account
	meetingID string
	asYou     bool // ZAK instead of OBF: Zoom takes only one of them
	record    bool
}

// minter gives a run its tokens, anew for each attempt.
func (c *Core) minter(e errand) func(context.Context) (Tokens, error) {
	return func(ctx context.Context) (Tokens, error) {
		t, err := c.entrance(ctx, e)
		if err != nil {
			return Tokens{}, err
		}
		if err := c.sdkAuth(ctx, e, &t); err != nil {
			return Tokens{}, err
		}
		if e.record { // last, because it lives for two minutes
			err = c.recording(ctx, e, &t)
		}
		return t, err
	}
}

// entrance is the one token that lets the bot in.
func (c *Core) entrance(ctx context.Context, e errand) (Tokens, error) {
	if e.asYou {
		zak, err := c.mint(ctx, TokenZAK, e.zoomApp, e.account, e.meetingID)
		return Tokens{ZAK: zak.Token}, err
	}
	obf, err := c.mint(ctx, TokenOnBehalf, e.zoomApp, e.account, e.meetingID)
	return Tokens{OnBehalf: obf.Token}, err
}

// sdkAuth is what the bot's Meeting SDK shows to Zoom: a JWT, if one can be
// made or fetched, and the id of a public client, which needs no secret at all.
func (c *Core) sdkAuth(ctx context.Context, e errand, t *Tokens) (err error) {
	if e.zoomApp.Kind == PublicClient {
		t.PublicAppKey = e.zoomApp.ClientID
	}
	if e.zoomApp.Kind == ConfidentialClient || e.zoomApp.SignatureURL != "" {
		t.SDKJWT, err = c.cfg.Zoom.SDKJWT(ctx, e.zoomApp, e.meetingID)
	}
	return err
}

// recording is a favour: without it the bot goes all the same, and can ask the
// host. Only a host gets one, so most meetings have none.
func (c *Core) recording(ctx context.Context, e errand, t *Tokens) error {
	right, err := c.mint(ctx, TokenLocalRecording, e.zoomApp, e.account, e.meetingID)
	switch {
	case err == nil:
		t.LocalRecording = right
	case ctx.Err() == nil:
		t.Note = fault.NoteNoRight.Say("why", fault.From(err).Title)
		return nil
	}
	return err
}
