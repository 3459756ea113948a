package boot_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/net/websocket"
)

// browser is a real Chromium on the session's display, opened by the program
// itself through xdg-open, as on a person's machine.
type browser struct {
	d       *desktop
	profile string
}

// xdgOpen stands for the desktop's settings: it knows only what the default
// browser is. Chromium's own background requests would find no network here.
const xdgOpen = `#!/bin/sh
exec %s %s --user-data-dir=%s --remote-debugging-port=0 --remote-allow-origins='*' --no-first-run --no-default-browser-check \
  --disable-gpu --disable-quic --disable-background-networking --disable-component-update --disable-sync --password-store=basic "$1"
`

func (d *desktop) installBrowser() *browser {
	d.tb.Helper()
	chromium, err := lookup("chromium", "chromium-browser", "google-chrome")
	if err != nil {
		d.tb.Fatalf("%v; `make test` installs what is missing", err)
	}
	b := &browser{d: d, profile: filepath.Join(d.home, "chromium")}
	sandboxed := ""
	if os.Getuid() == 0 { // Chromium refuses to sandbox itself for root
		sandboxed = "--no-sandbox"
	}
	bin := filepath.Join(d.home, "bin")
	if err := os.Mkdir(bin, 0o700); err != nil {
		d.tb.Fatal(err)
	}
	script := fmt.Sprintf(xdgOpen, chromium, sandboxed, b.profile)
	if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte(script), 0o700); err != nil { //nolint:gosec // it must be executable
		d.tb.Fatal(err)
	}
	d.set("PATH", bin+":"+d.get("PATH"))
	return b
}

func lookup(names ...string) (path string, err error) {
	for _, name := range names {
		if path, err = exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", err
}

type tab struct {
	Type, URL string
	Socket    string `json:"webSocketDebuggerUrl"`
}

// tabs asks Chromium which pages are open.
func (b *browser) tabs() ([]tab, error) {
	port, err := os.ReadFile(filepath.Join(b.profile, "DevToolsActivePort"))
	if err != nil {
		return nil, err
	}
	first, _, _ := strings.Cut(string(port), "\n")
	resp, err := http.Get("http://127.0.0.1:" + first + "/json/list")
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }() // it was only read
	var tabs []tab
	return tabs, json.NewDecoder(resp.Body).Decode(&tabs)
}

// awaitPage waits for a page at an address that holds part.
func (b *browser) awaitPage(part string) tab {
	b.d.tb.Helper()
	var found tab
	b.d.eventually("a page at "+part, func() (bool, string) {
		tabs, err := b.tabs()
		for _, t := range tabs {
			if t.Type == "page" && strings.Contains(t.URL, part) {
				found = t
				return true, ""
			}
		}
		return false, fmt.Sprint(len(tabs), " tabs ", err)
	})
	return found
}

// press presses a button once it is there.
func (b *browser) press(t tab, selector string) {
	b.d.tb.Helper()
	script := fmt.Sprintf(`(() => { const it = document.querySelector(%q); it?.click(); return it !== null })()`, selector)
	b.d.eventually("the button "+selector, func() (bool, string) { return b.evaluate(t, script) == true, t.URL })
}

// evaluate runs a line of script in a page and gives its value.
func (b *browser) evaluate(t tab, script string) any {
	b.d.tb.Helper()
	ws, err := websocket.Dial(t.Socket, "", "http://127.0.0.1")
	if err != nil {
		b.d.tb.Fatal(err)
	}
	defer func() { _ = ws.Close() }() // asked once
	ask := map[string]any{"id": 1, "method": "Runtime.evaluate", "params": map[string]any{"expression": script, "returnByValue": true}}
	if err := websocket.JSON.Send(ws, ask); err != nil {
		b.d.tb.Fatal(err)
	}
	var answer struct {
		Result struct {
			Result struct{ Value any }
		}
	}
	if err := websocket.JSON.Receive(ws, &answer); err != nil {
		b.d.tb.Fatal(err)
	}
	return answer.Result.Result.Value
}
