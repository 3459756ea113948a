package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// pastRunJSON is a run of history --json.
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

// WriteJSON writes past runs as history --json does: one object, in one line.
// They are written as they come, since a long history does not fit into memory.
func WriteJSON(w io.Writer, runs iter.Seq2[app.Run, error]) error {
	var piece bytes.Buffer
	enc := json.NewEncoder(&piece)
	enc.SetEscapeHTML(false)
	before := `{"runs":[`
	for r, err := range runs {
		if err != nil {
			return err
		}
		piece.Reset()
		if err := enc.Encode(pastRunOf(r)); err != nil {
			return wrap(err)
		}
		if _, err := fmt.Fprintf(w, "%s%s", before, bytes.TrimSuffix(piece.Bytes(), []byte("\n"))); err != nil {
			return wrap(err)
		}
		before = ","
	}
	if before == "," {
		before = ""
	}
	_, err := io.WriteString(w, before+"]}\n")
	return wrap(err)
}

// WriteCSV writes past runs as a table for spreadsheets (RFC 4180), in UTF-8.
func WriteCSV(w io.Writer, runs iter.Seq2[app.Run, error]) error {
	table := csv.NewWriter(w)
	table.UseCRLF = true
	// What it can't write, Flush and Error tell in the end.
	_ = table.Write([]string{"id", "meeting_id", "host", "assistant", "account", "started_at", "ended_at", "attempts", "outcome", "reason", "fault"})
	for r, err := range runs {
		if err != nil {
			return err
		}
		last, code := r.Last(), ""
		if last.Fault != nil {
			code = last.Fault.Code
		}
		cells := []string{
			r.ID, r.MeetingID, r.Host, r.Assistant, r.Account, clock(r.StartedAt), clock(r.EndedAt),
			strconv.Itoa(last.Attempt), string(last.Phase), string(last.Reason), code,
		}
		for i, cell := range cells {
			cells[i] = plain(cell)
		}
		if err := table.Write(cells); err != nil {
			return wrap(err)
		}
	}
	table.Flush()
	return wrap(table.Error())
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
		return "'" + cell
	}
	return cell
}
