package cli

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
)

type pastRunJSON struct {
	ID        string         `json:"id"`
	MeetingID string         `json:"meeting_id"`
	Host      string         `json:"host"`
	Assistant string         `json:"assistant"`
	Account   string         `json:"account"`
	StartedAt *time.Time     `json:"started_at"`
	EndedAt   *time.Time     `json:"ended_at"`
	Attempts  int            `json:"attempts"`
	Outcome   app.Phase      `json:"outcome"`
	Reason    app.Reason     `json:"reason"`
	Fault     *fault.Fault   `json:"fault"`
	Artifacts []artifactJSON `json:"artifacts"`
	Events    []stepJSON     `json:"events"`
}

func pastRunOf(r app.Run) pastRunJSON {
	last := r.Last()
	out := pastRunJSON{
		ID: r.ID, MeetingID: r.MeetingID, Host: r.Host, Assistant: r.Assistant, Account: r.Account,
		StartedAt: stamp(r.StartedAt), EndedAt: stamp(r.EndedAt), Attempts: last.Attempt,
		Outcome: last.Phase, Reason: last.Reason, Fault: last.Fault, Artifacts: []artifactJSON{}, Events: []stepJSON{},
	}
	for _, a := range r.Artifacts() {
		out.Artifacts = append(out.Artifacts, artifactJSON(a))
	}
	for _, e := range r.Events {
		out.Events = append(out.Events, stepOf(r.ID, e))
	}
	return out
}

func (c *command) history() *cobra.Command {
	limit := 20
	list := &cobra.Command{
		Use: "list", Short: "List them, newest first", Args: cobra.NoArgs,
		RunE: c.owning("history", func(cmd *cobra.Command, _ []string, p Program) error {
			return c.pastRuns(cmd, p, limit)
		}),
	}
	cmd := &cobra.Command{Use: "history", Short: "Past runs", Args: cobra.NoArgs, RunE: list.RunE}
	cmd.PersistentFlags().IntVar(&limit, "limit", limit, "at most so many (0: all)")
	cmd.AddCommand(list, c.historyClear(), c.historyExport(&limit))
	return cmd
}

// fewArtifacts is how many of a run are said in words.
const fewArtifacts = 5

func (c *command) pastRuns(cmd *cobra.Command, p Program, limit int) error {
	runs, err := p.History(cmd.Context(), limit)
	if err != nil {
		return err
	}
	if c.json {
		return c.runsAsJSON(runs)
	}
	lines := []string{}
	for _, r := range runs {
		last := r.Last()
		what := sayReason(last.Reason)
		if last.Fault != nil {
			what = last.Fault.Title
		}
		lines = append(lines, strings.Join([]string{
			r.StartedAt.Local().Format("2006-01-02 15:04"), meeting.Grouped(r.MeetingID), r.Assistant, what,
		}, " · "))
		for i, a := range r.Artifacts() {
			if i == fewArtifacts {
				lines = append(lines, fmt.Sprintf("    … and %d more; --json lists all", len(r.Artifacts())-i))
				break
			}
			lines = append(lines, "    "+sayArtifact(a))
		}
	}
	if len(lines) == 0 {
		lines = append(lines, "No past runs.")
	}
	return c.print(nil, lines...)
}

func (c *command) runsAsJSON(runs []app.Run) error {
	out := []pastRunJSON{}
	for _, r := range runs {
		out = append(out, pastRunOf(r))
	}
	return c.object(map[string]any{"runs": out})
}

func (c *command) historyClear() *cobra.Command {
	var files bool
	cmd := &cobra.Command{
		Use: "clear [--files]", Short: "Delete all past runs", Args: cobra.NoArgs,
		Long: "Deletes the list of past runs. What assistants saved stays where it is, until it is older than the\n" +
			"settings want past runs kept; with --files it is deleted now, and can't be brought back.",
		RunE: c.owning("history", func(cmd *cobra.Command, _ []string, p Program) error {
			if err := p.Ask(cmd.Context(), app.ClearHistory{Files: files}); err != nil {
				return err
			}
			said := "History is empty. What assistants saved is still in " + p.State().FilesIn
			if files {
				said = "History is empty, and what assistants saved is deleted."
			}
			return c.print(map[string]bool{"cleared": true, "files": files}, said)
		}),
	}
	cmd.Flags().BoolVar(&files, "files", false, "delete what the assistants saved, too")
	return cmd
}

func (c *command) historyExport(limit *int) *cobra.Command {
	var asCSV bool
	cmd := &cobra.Command{
		Use: "export --csv|--json", Short: "Write them to standard output", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asCSV == c.json {
				return usage("export as --csv or as --json")
			}
			most := *limit
			if !cmd.Flags().Changed("limit") {
				most = 0 // an export is whole unless asked otherwise
			}
			return c.act(cmd, "history", nil, func(p Program) error {
				runs, err := p.History(cmd.Context(), most)
				if err != nil {
					return err
				}
				if c.json {
					return c.runsAsJSON(runs)
				}
				return c.runsAsCSV(runs)
			})
		},
	}
	cmd.Flags().BoolVar(&asCSV, "csv", false, "as CSV")
	return cmd
}

func (c *command) runsAsCSV(runs []app.Run) error {
	w := csv.NewWriter(c.Out)
	rows := [][]string{{"id", "meeting_id", "host", "assistant", "account", "started_at", "ended_at", "attempts", "outcome", "reason", "fault"}}
	for _, r := range runs {
		last, code := r.Last(), ""
		if last.Fault != nil {
			code = last.Fault.Code
		}
		rows = append(rows, []string{
			r.ID, r.MeetingID, r.Host, plain(r.Assistant), plain(r.Account), clock(r.StartedAt), clock(r.EndedAt),
			strconv.Itoa(last.Attempt), string(last.Phase), string(last.Reason), code,
		})
	}
	return wrap(w.WriteAll(rows))
}

func clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// plain keeps a spreadsheet from taking a name for a formula.
func plain(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return fmt.Sprintf("'%s", cell)
	}
	return cell
}
