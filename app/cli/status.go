package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
)

type statusJSON struct {
	Version    string          `json:"version"`
	TestServer bool            `json:"test_server"`
	Keychain   keychainJSON    `json:"keychain"`
	ZoomApp    zoomAppJSON     `json:"zoom_app"`
	Accounts   []accountJSON   `json:"accounts"`
	Assistants []assistantJSON `json:"assistants"`
	Runs       []runJSON       `json:"runs"`
	Situation  app.Situation   `json:"situation"`
}

type keychainJSON struct {
	Kind  string            `json:"kind"`
	State app.KeychainState `json:"state"`
}

type zoomAppJSON struct {
	ClientID    string         `json:"client_id"`
	Kind        app.ClientKind `json:"kind"`
	RedirectURI string         `json:"redirect_uri"`
	Cloud       app.Cloud      `json:"cloud"`
}

type accountJSON struct {
	ID           string           `json:"id"`
	UserID       string           `json:"user_id"`
	AccountID    string           `json:"account_id"`
	Name         string           `json:"name"`
	Email        string           `json:"email"`
	Cloud        app.Cloud        `json:"cloud"`
	Default      bool             `json:"default"`
	State        app.AccountState `json:"state"`
	Scopes       scopesJSON       `json:"scopes"`
	LastProvedAt *time.Time       `json:"last_proved_at"`
	Fault        *fault.Fault     `json:"fault"`
}

type scopesJSON struct {
	Granted         []string `json:"granted"`
	Missing         []string `json:"missing"`
	OptionalMissing []string `json:"optional_missing"`
}

type assistantJSON struct {
	Name  string            `json:"name"`
	Kind  app.AssistantKind `json:"kind"`
	Ready bool              `json:"ready"`
	Fault *fault.Fault      `json:"fault"`
}

type runJSON struct {
	ID        string     `json:"id"`
	MeetingID string     `json:"meeting_id"`
	Assistant string     `json:"assistant"`
	Phase     app.Phase  `json:"phase"`
	Attempt   int        `json:"attempt"`
	StartedAt *time.Time `json:"started_at"`
	NextTryAt *time.Time `json:"next_try_at"`
}

func zoomAppOf(z app.ZoomApp) zoomAppJSON {
	return zoomAppJSON{z.ClientID, z.Kind, z.RedirectURI, z.Cloud}
}

func accountOf(a app.Account) accountJSON {
	optional := append(app.MissingScopes(a.Scopes, app.ScopeWanted), app.MissingScopes(a.Scopes, app.ScopeOptional)...)
	return accountJSON{
		ID: a.ID, UserID: a.UserID, AccountID: a.AccountID, Name: a.Name, Email: a.Email, Cloud: a.Cloud, Default: a.Default, State: a.State,
		Scopes:       scopesJSON{append([]string{}, a.Scopes...), app.MissingScopes(a.Scopes, app.ScopeNeeded), optional},
		LastProvedAt: stamp(a.LastProvedAt), Fault: a.Fault,
	}
}

func assistantOf(a app.Assistant) assistantJSON {
	return assistantJSON{a.Name, a.Kind, a.Fault == nil, a.Fault}
}

func runOf(r app.Run) runJSON {
	last := r.Last()
	return runJSON{r.ID, r.MeetingID, r.Assistant, last.Phase, last.Attempt, stamp(r.StartedAt), stamp(last.NextTryAt)}
}

func statusOf(s app.State) statusJSON {
	out := statusJSON{
		Version: s.Version, TestServer: s.TestServer,
		Keychain: keychainJSON{s.Keychain.Kind, s.Keychain.State}, ZoomApp: zoomAppOf(s.Settings.ZoomApp),
		Accounts: []accountJSON{}, Assistants: []assistantJSON{}, Runs: []runJSON{},
		Situation: s.Situation(),
	}
	for _, a := range s.Accounts {
		out.Accounts = append(out.Accounts, accountOf(a))
	}
	for _, a := range s.Assistants {
		out.Assistants = append(out.Assistants, assistantOf(a))
	}
	for _, r := range s.Active() {
		out.Runs = append(out.Runs, runOf(r))
	}
	return out
}

func (c *command) status() *cobra.Command {
	return &cobra.Command{
		Use: "status", Short: "Accounts, keychain, assistants and runs under way", Args: cobra.NoArgs,
		RunE: c.owning("status", func(cmd *cobra.Command, _ []string, p Program) error {
			if err := p.Ask(cmd.Context(), app.Look{}); err != nil {
				return err
			}
			s := p.State()
			return c.print(statusOf(s), c.statusText(s)...)
		}),
	}
}

func (c *command) statusText(s app.State) []string {
	var lines []string
	add := func(label string, parts ...string) {
		lines = append(lines, pad(label)+strings.Join(parts, " · "))
	}
	if s.TestServer {
		add("Server", c.paint(amber, "Test server: not the real Zoom"))
	}
	z := s.Settings.ZoomApp
	if z.ClientID == "" {
		add("Zoom app", c.paint(amber, "not set up yet"), "behalf setup --client-id ID")
	} else {
		parts := []string{z.ClientID, string(z.Kind) + " client", string(z.Cloud)}
		if s.FromVendor() {
			parts = append(parts, "from "+s.Vendor.Company)
		}
		add("Zoom app", parts...)
	}
	add("Keychain", s.Keychain.Name, c.keychainWord(s.Keychain.State))
	for _, a := range s.Accounts {
		add("Account", c.accountText(a, len(s.Accounts) > 1)...)
		if a.Fault != nil {
			lines = append(lines, pad("")+a.Fault.Error())
		}
	}
	if len(s.Accounts) == 0 {
		add("Account", c.paint(amber, "none"), "behalf connect")
	}
	if words := saySituation(s.Situation()); words != "" && z.ClientID != "" {
		add("App owner", words)
	}
	for _, a := range s.Assistants {
		if a.Fault != nil {
			add("Assistant", a.Name, c.paint(red, a.Fault.Title))
		} else {
			add("Assistant", a.Name, string(a.Kind), c.paint(green, "ready"))
		}
	}
	if len(s.Assistants) == 0 {
		add("Assistant", c.paint(amber, "none"), "behalf assistants add NAME -- PROGRAM")
	}
	for _, r := range s.Active() {
		add("Run", r.ID, meeting.Grouped(r.MeetingID), r.Assistant, sayPhase(r.Last()))
	}
	return lines
}

func (c *command) accountText(a app.Account, oneOfSeveral bool) []string {
	parts := []string{a.Name}
	if a.Email != "" {
		parts = append(parts, a.Email)
	}
	if a.Cloud == app.CloudGov {
		parts = append(parts, "ZoomGov")
	}
	if a.Default && oneOfSeveral {
		parts = append(parts, "default")
	}
	parts = append(parts, c.stateWord(a.State))
	if !a.LastProvedAt.IsZero() {
		parts = append(parts, "last proved good "+a.LastProvedAt.Local().Format("2006-01-02 15:04"))
	}
	return parts
}

func pad(label string) string { return label + strings.Repeat(" ", max(1, 11-len(label))) }

func (c *command) keychainWord(k app.KeychainState) string {
	switch k {
	case app.KeychainOK:
		return c.paint(green, "ok")
	case app.KeychainMemory:
		return c.paint(amber, "only until you quit")
	default:
		return c.paint(red, string(k))
	}
}

func (c *command) stateWord(s app.AccountState) string {
	words := map[app.AccountState]string{
		app.Connected: "connected", app.SignInNeeded: "sign-in needed", app.PermissionMissing: "permission missing",
		app.AppMisconfigured: "the Zoom app is misconfigured", app.Unreachable: "Zoom could not be reached",
	}
	if s == app.Connected {
		return c.paint(green, words[s])
	}
	return c.paint(amber, words[s])
}
