package app

import (
	"slices"
	"strings"
)

// Artifact is something that an assistant made and that is worth keeping. The
// zero value is none.
type Artifact struct {
	Kind  string // as the assistant calls it: recording, transcript, …
	Path  string // absolute
	Title string
}

// Artifacts are what the run's assistant made, in the order it said so.
func (r Run) Artifacts() []Artifact {
	var made []Artifact
	for _, e := range r.Events {
		if e.Artifact != (Artifact{}) {
			made = append(made, e.Artifact)
		}
	}
	return made
}

// harmless are the endings of what programs show and don't carry out: plain
// text, sound, moving and still pictures. Pages, archives, and what may hold
// macros or formulas are not among them.
var harmless = []string{
	"txt", "md", "log", "json", "jsonl", "vtt", "srt", "pdf",
	"wav", "mp3", "m4a", "aac", "ogg", "oga", "opus", "flac",
	"mp4", "m4v", "mkv", "webm", "mov", "avi", "png", "jpg", "jpeg", "gif", "webp",
}

// MayOpen says whether a click may open what is called so: a bot's output is
// foreign, and must not be started by somebody who wants to look at it. A name
// without an ending is taken for a folder's; whoever opens it sees whether it
// is one.
func MayOpen(name string) bool {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	dot := strings.LastIndexByte(name, '.')
	return dot < 0 || slices.Contains(harmless, strings.ToLower(name[dot+1:]))
}
