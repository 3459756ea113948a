package bot

import (
	"slices"
	"strings"
	"testing"
)

// What loads code into a program, or has its runtime run other code, is not handed
// on to an assistant, unless the person has set it for that one.
func TestF64AnAssistantInheritsNothingThatLoadsCode(t *testing.T) {
	for _, name := range []string{"LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "DYLD_INSERT_LIBRARIES", "NODE_OPTIONS", "ELECTRON_RUN_AS_NODE", "PYTHONPATH", "BASH_ENV"} {
		t.Setenv(name, "planted")
	}
	for _, entry := range environment(nil) {
		if strings.HasSuffix(entry, "=planted") {
			t.Errorf("an assistant gets %s", entry)
		}
	}
	if !slices.Contains(environment([]string{"NODE_OPTIONS=own"}), "NODE_OPTIONS=own") {
		t.Error("what the person has set for an assistant does not reach it")
	}
}
