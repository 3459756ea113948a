package boot_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// keeper writes down what it is told, and leaves at once.
const keeper = `#!/bin/sh
echo '{"v":1,"type":"hello","bot":"keeper","bot_version":"1","features":["on_behalf"]}'
read -r order
echo "$order" >> ORDERS
echo '{"v":1,"type":"state","state":"in_meeting"}'
echo '{"v":1,"type":"ended","reason":"left"}'
`

const passcode = "ZZTESTPWD.1"

// The passcode of a meeting outlasts the process, in the keychain and nowhere
// else, until its last run goes.
func TestThePasscodeOutlastsTheProgram(t *testing.T) {
	d, _ := signedIn(t)
	before := d.keyringItems()
	orders := filepath.Join(t.TempDir(), "orders")
	d.addBot("Keeper", strings.ReplaceAll(keeper, "ORDERS", orders))
	d.must("send", "--assistant", "Keeper", "https://us02web.zoom.us/j/81234567890?pwd="+passcode)
	if n := d.keyringItems(); n != before+1 {
		t.Errorf("%d entries in the keyring, %d before", n, before)
	}
	d.must("send", "--assistant", "Keeper", "812 3456 7890")
	told, err := os.ReadFile(orders)
	if n := strings.Count(string(told), `"pwd":"`+passcode+`"`); err != nil || n != 2 {
		t.Errorf("of two times it was told %d: %v", n, err)
	}
	for _, found := range searchFiles(d.get("BEHALF_HOME"), []string{passcode}) {
		t.Errorf("the passcode is in %s", found)
	}
	d.must("history", "clear")
	if n := d.keyringItems(); n != before {
		t.Errorf("%d entries in the keyring after the history went, %d before", n, before)
	}
}

// A run that ends with an erase, because of it, must not bring its passcode
// back.
func TestF31EraseWithARunUnderWay(t *testing.T) {
	d, _ := signedIn(t)
	gate := filepath.Join(t.TempDir(), "gate") // the assistant leaves when it opens
	if err := syscall.Mkfifo(gate, 0o600); err != nil {
		t.Fatal(err)
	}
	owner := d.staysWith(sitter+"read -r now < "+gate+"\n", "https://us02web.zoom.us/j/81234567890?pwd="+passcode)
	d.eventually("the passcode is kept", func() (bool, string) { return d.keyringItems() == 2, "" })
	d.must("erase", "--yes")
	open, err := os.OpenFile(gate, os.O_RDWR, 0) // does not wait for an assistant that has ended by itself
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = open.Close() }()
	if _, err := open.WriteString("now\n"); err != nil {
		t.Fatal(err)
	}
	_ = owner.Wait() // ended by the erase
	if n := d.keyringItems(); n != 0 {
		t.Errorf("%d entries in the keyring", n)
	}
}
