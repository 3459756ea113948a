//go:build !windows && !darwin

package autostart

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// entry is the group of a desktop entry that matters, as in
// https://specifications.freedesktop.org/desktop-entry-spec/latest/
type entry map[string]string

// mostOfEntry is more than any entry has.
const mostOfEntry = 64 << 10

func newEntry(program string) string {
	return "[Desktop Entry]\n" +
		"Type=Application\n" +
		"Name=Behalf\n" +
		"Comment=Send your own assistant to Zoom meetings\n" +
		"Icon=" + appID + "\n" +
		"Exec=" + escaped(command(program)) + "\n" +
		"TryExec=" + escaped(program) + "\n" +
		"Terminal=false\n" +
		"StartupNotify=false\n" +
		"X-GNOME-Autostart-enabled=true\n"
}

// command is what Exec says. A single % begins a field code; and GLib does not find
// a program with any in its path, unless another one starts it.
func command(program string) string {
	exec := quoted(program) + " " + hidden
	if !strings.Contains(program, "%") {
		return exec
	}
	return "env " + strings.ReplaceAll(exec, "%", "%%")
}

// readEntry follows a link, as desktops do: some people keep their configuration
// elsewhere.
func readEntry(path string) (entry, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > mostOfEntry { // to open a pipe would wait
		return nil, fmt.Errorf("no desktop entry: %v of %d bytes", info.Mode(), info.Size())
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(file, mostOfEntry))
	return parseEntry(string(text)), err
}

func parseEntry(text string) entry {
	e, ours := entry{}, false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			ours = line == "[Desktop Entry]"
			continue
		}
		if key, value, is := strings.Cut(line, "="); ours && is {
			e[strings.TrimSpace(key)] = unescaped(strings.TrimSpace(value))
		}
	}
	return e
}

// switchedOff says whether the person has switched it off in the settings of
// their desktop: Xfce, KDE and others write the first key, GNOME and Cinnamon the
// second, MATE the third.
func (e entry) switchedOff() bool {
	return e["Hidden"] == "true" || e["X-GNOME-Autostart-enabled"] == "false" || e["X-MATE-Autostart-enabled"] == "false"
}

// program is what the entry starts, or what it makes sure of before that and is
// not there.
func (e entry) program(path string) string {
	if try := e["TryExec"]; try != "" {
		if try = found(try, path); !present(try) {
			return try
		}
	}
	words := words(e["Exec"])
	if len(words) > 0 && filepath.Base(words[0]) == "env" { // with variables, perhaps
		words = words[1:]
		for len(words) > 0 && strings.Contains(words[0], "=") {
			words = words[1:]
		}
	}
	if len(words) == 0 {
		return ""
	}
	return found(words[0], path)
}

// found looks for a program where the desktop does.
func found(program, path string) string {
	if strings.Contains(program, "/") {
		return program
	}
	for _, dir := range filepath.SplitList(path) {
		if at := filepath.Join(dir, program); present(at) {
			return at
		}
	}
	return program
}

func present(program string) bool {
	info, err := os.Stat(program)
	return err == nil && runnable(info)
}

// reserved are the characters for which an argument of Exec needs quotes, and
// special those of them that need a backslash even there.
const (
	reserved = " \t\n\"'\\><~|&;$*?#()`"
	special  = "\"`$\\"
)

// quoted is an argument as Exec has it, and a shell, too.
func quoted(argument string) string {
	if argument != "" && !strings.ContainsAny(argument, reserved) {
		return argument
	}
	var q strings.Builder
	for _, b := range []byte(argument) { // a path need not be UTF-8
		if strings.IndexByte(special, b) >= 0 {
			q.WriteByte('\\')
		}
		q.WriteByte(b)
	}
	return `"` + q.String() + `"`
}

// words takes the arguments of Exec apart, as GLib and others do: by the rules of
// a shell, of which those of the specification are a part.
func words(exec string) (found []string) {
	var word strings.Builder
	var quote byte
	begun, escape := false, false
	for _, b := range []byte(exec) {
		switch {
		case escape:
			if quote != 0 && strings.IndexByte(special, b) < 0 {
				word.WriteByte('\\')
			}
			word.WriteByte(b)
			escape = false
		case b == '\\' && quote != '\'':
			escape, begun = true, true
		case quote == 0 && (b == '"' || b == '\''):
			quote, begun = b, true
		case quote != 0 && b == quote:
			quote = 0
		case quote == 0 && strings.IndexByte(" \t\n", b) >= 0:
			if begun {
				found = append(found, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteByte(b)
			begun = true
		}
	}
	if begun {
		found = append(found, word.String())
	}
	for i := range found {
		found[i] = strings.ReplaceAll(found[i], "%%", "%")
	}
	return found
}

// escaped is text as a value of an entry, and unescaped the other way round.
func escaped(text string) string {
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(text)
}

func unescaped(value string) string {
	return strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\t`, "\t", `\r`, "\r", `\s`, " ").Replace(value)
}
