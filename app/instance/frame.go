package instance

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"
)

// A frame is four bytes of length, big-endian, and so much JSON.
const (
	maxFrame     = 2 << 20  // a request with 1 MiB of standard input, in base64
	maxInterrupt = 1 << 10  // what a caller may send after its request
	chunk        = 64 << 10 // of output
)

var (
	errTooLong = errors.New("the message is too long")
	errNotUTF8 = errors.New("the message is not UTF-8")
)

// greeting is the first frame, from the primary.
type greeting struct {
	V int `json:"v"`
}

// interrupt is what a caller may send after its request, twice.
type interrupt struct {
	Interrupt bool `json:"interrupt"`
}

// answer is one of: the request was taken, output, the exit code, or a refusal.
// The last two are final.
type answer struct {
	Taken   bool    `json:"taken,omitempty"`
	Out     []byte  `json:"out,omitempty"`
	Err     []byte  `json:"err,omitempty"`
	Exit    *int    `json:"exit,omitempty"`
	Refused refusal `json:"refused,omitempty"`
}

// refusal says why a request is not carried out.
type refusal string

const (
	refusedGarbage refusal = "garbage"
	refusedVersion refusal = "version"
	refusedVerb    refusal = "verb"
	refusedEnding  refusal = "ending"
)

func writeFrame(w io.Writer, message any) error {
	text, err := json.Marshal(message)
	if err != nil {
		return err
	}
	if len(text) > maxFrame {
		return errTooLong
	}
	frame := binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(text)), uint32(len(text)))
	_, err = w.Write(append(frame, text...))
	return err
}

// readFrame takes no more memory than really arrives, whatever the length says.
func readFrame(r io.Reader, most uint32, message any) error {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return err
	}
	length := binary.BigEndian.Uint32(head[:])
	if length > most {
		return errTooLong
	}
	text, err := io.ReadAll(io.LimitReader(r, int64(length)))
	switch {
	case err != nil:
		return err
	case len(text) < int(length):
		return io.ErrUnexpectedEOF
	case !utf8.Valid(text):
		return errNotUTF8
	}
	return json.Unmarshal(text, message)
}
