package bot

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"

	"github.com/google/jsonschema-go/jsonschema"

	"behalf/app/fault"
	protocol "behalf/docs/bot-protocol"
)

// witness reads along with all that a bot under test writes. It looks for
// secrets, in whatever form, and for lines that the published schema forbids.
type witness struct {
	grammar map[string]*jsonschema.Resolved // by type

	mu      sync.Mutex
	forms   [][]byte // in which secrets can be found
	longest int      // of them
	leaked  string   // where one was found first
	invalid string   // what is wrong with the first line that is
}

// definitions is where the schema says what a line is.
const definitions = "#/$defs/"

// published are the types of lines from a bot.
var published = []string{typeHello, typeState, typeFailed, typeEnded, typeArtifact, typeHeartbeat, typeLog}

func newWitness() (*witness, error) {
	var whole jsonschema.Schema
	if err := json.Unmarshal(protocol.Schema, &whole); err != nil {
		return nil, err
	}
	w := &witness{grammar: map[string]*jsonschema.Resolved{}}
	for _, kind := range published {
		part := jsonschema.Schema{Ref: definitions + kind, Defs: whole.Defs}
		grammar, err := part.Resolve(nil)
		if err != nil {
			return nil, err
		}
		w.grammar[kind] = grammar
	}
	return w, nil
}

func (w *witness) learn(secret string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, form := range disguises(secret) {
		w.forms = append(w.forms, form)
		w.longest = max(w.longest, len(form))
	}
}

// disguises are the forms in which a secret can be found: as it is, in an
// address, and in Base64 at each of its three alignments, without the ends that
// depend on the neighbours.
func disguises(secret string) [][]byte {
	percent := ""
	for _, b := range []byte(secret) {
		percent += fmt.Sprintf("%%%02X", b)
	}
	forms := [][]byte{[]byte(secret), []byte(url.QueryEscape(secret)), []byte(url.PathEscape(secret)), []byte(percent)}
	for shift := range 3 {
		padded := append(make([]byte, shift), secret...)
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if encoded := encoding.EncodeToString(padded); len(encoded) > 16 {
				forms = append(forms, []byte(encoded[4:len(encoded)-4]))
			}
		}
	}
	return forms
}

func (w *witness) leak() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.leaked
}

func (w *witness) wrong() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.invalid
}

func (w *witness) stdout() io.Writer {
	return &overhearing{witness: w, name: fault.OnStandardOutput.Say(), lines: true}
}

func (w *witness) stderr() io.Writer {
	return &overhearing{witness: w, name: fault.OnStandardError.Say()}
}

// overhearing is one of a bot's two streams.
type overhearing struct {
	*witness
	name  string
	lines bool
	rest  []byte // in which a secret may have begun
	line  []byte // the beginning of one
}

// Write never fails: it only listens.
func (o *overhearing) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	heard := append(o.rest, p...)
	for _, form := range o.forms {
		if o.leaked == "" && bytes.Contains(heard, form) {
			o.leaked = o.name
		}
	}
	o.rest = bytes.Clone(heard[max(0, len(heard)-o.longest):])
	if o.lines {
		o.split(p)
	}
	return len(p), nil
}

// split checks whole lines. What is too long for one is the reader's affair.
func (o *overhearing) split(p []byte) {
	for {
		before, after, whole := bytes.Cut(p, []byte("\n"))
		if len(o.line) <= maxLine {
			o.line = append(o.line, before...)
		}
		if !whole {
			return
		}
		if o.invalid == "" {
			o.invalid = o.check(trimEnd(o.line))
		}
		o.line, p = nil, after
	}
}

// check says what is wrong with a line; empty: nothing.
func (w *witness) check(line []byte) string {
	var fields map[string]any
	if json.Unmarshal(line, &fields) != nil {
		return fault.SchemaNoJSON.Say()
	}
	kind, _ := fields["type"].(string)
	grammar := w.grammar[kind]
	if grammar == nil {
		return fault.SchemaNoSuchType.Say("type", kind)
	}
	if err := grammar.Validate(fields); err != nil {
		where := strings.Split(err.Error(), "validating ") // from the whole to the part that is wrong
		return kind + strings.TrimPrefix(strings.TrimPrefix(where[len(where)-1], definitions[1:]+kind), "/properties") + "."
	}
	return ""
}
