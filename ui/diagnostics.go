package ui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// machine is what the state does not know about where the program runs.
type machine struct {
	version, commit, system, tray, language string
}

// diagnostics describe a state for whoever helps, in English as in a log: by
// states, kinds, codes and counts. Of what comes from people, Zoom or bots
// nothing gets in, because every word is one of ours: what is not among those
// known here is called "other".
func diagnostics(s app.State, m machine) string {
	lines := []string{
		strings.TrimSpace("Behalf " + m.version + " " + m.commit),
		"System: " + cmp.Or(m.system, "unknown"),
		"Tray: " + m.tray,
		"Keychain: " + known(s.Keychain.Kind, "secret-service", "macos-keychain", "windows-credential-manager", "memory") + ", " +
			known(s.Keychain.State, app.KeychainOK, app.KeychainLocked, app.KeychainAbsent, app.KeychainMemory),
		"Zoom app: " + zoomAppFacts(s.Settings.ZoomApp),
		"Zoom app of the other cloud: " + zoomAppFacts(s.Settings.OtherCloud),
	}
	if s.Vendor.Company != "" { // whose it is, is nobody's business
		lines = append(lines, fmt.Sprintf("Set up by a company: the Zoom app in use: %t, an assistant: %t", s.FromVendor(), s.Vendor.Assistant != nil))
	}
	if s.TestServer || s.Rehearsal {
		lines = append(lines, fmt.Sprintf("Test server: %t, rehearsal: %t", s.TestServer, s.Rehearsal))
	}
	lines = append(lines, accountFacts(s.Accounts)...)
	lines = append(lines, assistantFacts(s.Assistants)...)
	lines = append(lines, settingFacts(s.Settings, m.language)...)
	lines = append(lines,
		"Check: "+checkFacts(s.Checkup),
		"Test of an assistant: "+testFacts(s.Test),
		"Under way: "+phaseFacts(s.Active()),
		fmt.Sprintf("Of the latest %d runs: %s", len(s.Recent), outcomeFacts(s.Recent)),
		"Latest faults: "+faultFacts(s))
	return strings.Join(lines, "\n")
}

// known is a word of ours as it is.
func known[T ~string](word T, ours ...T) string {
	switch {
	case slices.Contains(ours, word):
		return string(word)
	case word == "":
		return "unknown"
	}
	return "other"
}

// code is a fault's, by its kind.
func code(f *fault.Fault) string {
	if f == nil {
		return "ok"
	}
	return fault.New(f.Kind).Code
}

func zoomAppFacts(z app.ZoomApp) string {
	if z.ClientID == "" {
		return "none"
	}
	redirect, signature := "comes back by itself", "no signature address"
	if z.PastesCallback() {
		redirect = "address is pasted"
	}
	if z.SignatureURL != "" {
		signature = "a signature address"
	}
	return strings.Join([]string{
		known(z.Kind, app.PublicClient, app.ConfidentialClient), known(z.Cloud, app.CloudZoom, app.CloudGov), redirect, signature,
	}, ", ")
}

func accountFacts(accounts []app.Account) []string {
	lines := []string{"Accounts: " + strconv.Itoa(len(accounts))}
	for _, a := range accounts {
		var scopes []string
		for _, scope := range app.Scopes() {
			if app.HasScope(a.Scopes, scope.Name) {
				scopes = append(scopes, scope.Name)
			}
		}
		lines = append(lines, "- "+strings.Join([]string{
			known(a.State, app.Connected, app.SignInNeeded, app.PermissionMissing, app.AppMisconfigured, app.Unreachable),
			code(a.Fault), known(a.Cloud, app.CloudZoom, app.CloudGov), "may " + cmp.Or(strings.Join(scopes, " "), "nothing"),
		}, ", "))
	}
	return lines
}

func assistantFacts(assistants []app.Assistant) []string {
	lines := []string{"Assistants: " + strconv.Itoa(len(assistants))}
	for _, a := range assistants {
		lines = append(lines, fmt.Sprintf("- %s, %s, records: %t",
			known(a.Kind, app.ProcessAssistant, app.CommandAssistant, app.RehearsalAssistant), code(a.Fault), a.Record))
	}
	return lines
}

func settingFacts(s app.Settings, language string) []string {
	pace := known(s.Pace, app.PaceQuick, app.PaceGentle)
	if s.Pace == app.PaceUsual {
		pace = "usual"
	}
	return []string{
		fmt.Sprintf("Waits %d minutes, pace %s, keeps runs %d days, remembers passcodes: %t",
			s.Patience/time.Minute, pace, s.Keep/oneDay, !s.ForgetRecent),
		fmt.Sprintf("Language %s, chosen: %t; appearance %s; icon for bars: %s; starts hidden: %t",
			language, s.Language != "", chosen(s.Appearance), chosen(s.TrayIcon), s.StartHidden),
		fmt.Sprintf("Notifies of joined: %t, needs you: %t, ended: %t", !s.Mute.Joined, !s.Mute.NeedsYou, !s.Mute.Ended),
	}
}

func chosen(shade string) string {
	if shade == "" {
		return "automatic"
	}
	return known(shade, "light", "dark")
}

func checkFacts(c *app.Checkup) string {
	if c == nil {
		return "none yet"
	}
	var steps []string
	for _, s := range c.Steps {
		steps = append(steps, known(s.Name, app.CheckStepNames()...)+" "+stepFact(s))
	}
	return strings.Join(append(steps, unfinished(c)...), ", ")
}

// testFacts counts: the rules are the bot's to keep, and have long names.
func testFacts(c *app.Checkup) string {
	if c == nil {
		return "none yet"
	}
	outcomes := map[string]int{}
	for _, s := range c.Steps {
		outcomes[stepFact(s)]++
	}
	return strings.Join(append(counts(outcomes), unfinished(c)...), ", ")
}

func unfinished(c *app.Checkup) []string {
	if c.Running != "" {
		return []string{"under way"}
	}
	return nil
}

func stepFact(s app.Step) string {
	if s.Skipped != "" {
		return "skipped"
	}
	return code(s.Fault)
}

func phaseFacts(runs []app.Run) string {
	phases := map[string]int{}
	for _, r := range runs {
		phases[knownPhase(r.Phase())]++
	}
	return cmp.Or(strings.Join(counts(phases), ", "), "nothing")
}

func outcomeFacts(runs []app.Run) string {
	outcomes := map[string]int{}
	for _, r := range runs {
		outcomes[knownPhase(r.Phase())+"/"+knownReason(r.Last().Reason)]++
	}
	return cmp.Or(strings.Join(counts(outcomes), ", "), "nothing")
}

func knownPhase(p app.Phase) string {
	return known(p, app.Minting, app.Starting, app.WaitingForYou, app.Connecting, app.WaitingForHost, app.WaitingRoom,
		app.InMeeting, app.Ended, app.Failed, app.StoppedByYou)
}

func knownReason(r app.Reason) string {
	return known(r, app.ReasonLeft, app.ReasonHostEnded, app.ReasonRemoved, app.ReasonYouLeft, app.ReasonLost, app.ReasonGaveUp,
		app.ReasonStopped, app.ReasonRefused, app.ReasonBotFailed, app.ReasonNotAuthorized, app.ReasonUnreachable, app.ReasonInterrupted)
}

// counts writes how many there are of each, the most first.
func counts(of map[string]int) []string {
	names := slices.SortedFunc(maps.Keys(of), func(a, b string) int {
		return cmp.Or(cmp.Compare(of[b], of[a]), cmp.Compare(a, b))
	})
	for i, name := range names {
		names[i] = name + " " + strconv.Itoa(of[name])
	}
	return names
}

// mostFaults are told of; those before them have been overtaken.
const mostFaults = 10

func faultFacts(s app.State) string {
	var codes []string
	if s.Notice != nil {
		codes = append(codes, code(s.Notice.Fault))
	}
	for _, r := range slices.Concat(s.Runs, s.Recent) {
		if f := r.Last().Fault; f != nil {
			codes = append(codes, code(f))
		}
	}
	return cmp.Or(strings.Join(codes[:min(len(codes), mostFaults)], ", "), "none")
}
