package cli

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/meeting"
)

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
	runs := p.History(cmd.Context(), limit)
	if c.json {
		return c.whole(WriteJSON, runs)
	}
	lines := []string{}
	for r, err := range runs {
		if err != nil {
			return err
		}
		lines = append(lines, sayRun(r)...)
	}
	if len(lines) == 0 {
		lines = append(lines, "No past runs.")
	}
	return c.print(nil, lines...)
}

// whole prints past runs only when all of them could be read: half an object
// would be worse than none.
func (c *command) whole(write func(io.Writer, iter.Seq2[app.Run, error]) error, runs iter.Seq2[app.Run, error]) error {
	var all bytes.Buffer
	if err := write(&all, runs); err != nil {
		return err
	}
	_, err := all.WriteTo(c.Out)
	return wrap(err)
}

// sayRun is a past run in lines: when, where, who, how it ended, what was saved.
func sayRun(r app.Run) []string {
	last := r.Last()
	what := sayReason(last.Reason)
	if last.Fault != nil {
		what = last.Fault.Title
	}
	lines := []string{strings.Join([]string{
		r.StartedAt.Local().Format("2006-01-02 15:04"), meeting.Grouped(r.MeetingID), r.Assistant, what,
	}, " · ")}
	for i, a := range r.Artifacts() {
		if i == fewArtifacts {
			return append(lines, fmt.Sprintf("    … and %d more; --json lists all", len(r.Artifacts())-i))
		}
		lines = append(lines, "    "+sayArtifact(a))
	}
	return lines
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
				runs := p.History(cmd.Context(), most)
				if c.json {
					return c.whole(WriteJSON, runs)
				}
				return c.whole(WriteCSV, runs)
			})
		},
	}
	cmd.Flags().BoolVar(&asCSV, "csv", false, "as CSV")
	return cmd
}
