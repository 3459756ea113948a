package boot

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"behalf/app/cli"
	"behalf/app/instance"
)

// A running Behalf takes each verb that the command line opens a program for,
// and no other: one that is missing would fail as long as the window is open.
func TestEveryVerbOfTheCommandLineIsTakenAtTheDoor(t *testing.T) {
	served := []string{"open"} // which is the command line without a verb
	for _, c := range cli.Tree(cli.Env{Served: true}).Commands() {
		if c.Name() != "help" && c.Name() != "completion" {
			served = append(served, c.Name())
		}
	}
	slices.Sort(served)
	taken := slices.Sorted(slices.Values(instance.Verbs))
	if !slices.Equal(served, taken) {
		t.Errorf("served are %q,\ntaken %q", served, taken)
	}
	opened := openedVerbs(t)
	for _, verb := range opened {
		if !slices.Contains(instance.Verbs, verb) {
			t.Errorf("%s opens a program and is not taken", verb)
		}
	}
	if len(opened) != len(served)-2 { // all but open and quit
		t.Errorf("%q are found to open a program", opened)
	}
}

var opens = regexp.MustCompile(`c\.(?:owning\(|act\(cmd, )"([a-z]+)"`)

// openedVerbs are the names under which the source of the command line opens a
// program.
func openedVerbs(t *testing.T) (verbs []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "cli", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range opens.FindAllStringSubmatch(string(source), -1) {
			if !slices.Contains(verbs, m[1]) {
				verbs = append(verbs, m[1])
			}
		}
	}
	return verbs
}
