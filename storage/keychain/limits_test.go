package keychain

import (
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/zalando/go-keyring"

	"behalf/app/fault"
	"behalf/app/secret"
)

// The services that boot opens are of this length or shorter.
const longService = "app.behalf.Behalf.0123abcd"

// windowsLimits refuses what go-keyring and the Credential Manager behind it
// refuse.
type windowsLimits struct {
	*memory
	service string
}

func (w windowsLimits) Set(name, text string) error {
	const longestTarget, longestUser = 32767, 513
	units := func(s string) int { return len(utf16.Encode([]rune(s))) }
	switch {
	case len(text) > 2560, len(w.service) >= 512:
		return keyring.ErrSetDataTooBig
	case units(w.service+":"+name) > longestTarget, units(name) > longestUser:
		return errors.New("the parameter is incorrect")
	}
	return w.memory.Set(name, text)
}

// macLimits refuses what go-keyring refuses: a command that is too long. It
// also refuses one that would be read as two.
type macLimits struct {
	*memory
	service string
}

var macQuotes = regexp.MustCompile(`[^\w@%+=:,./-]`)

func macQuote(s string) string {
	if s == "" || macQuotes.MatchString(s) {
		return "'" + strings.ReplaceAll(s, "'", `'"'"'`) + "'"
	}
	return s
}

func (m macLimits) Set(name, text string) error {
	coded := "go-keyring-base64:" + base64.StdEncoding.EncodeToString([]byte(text))
	command := fmt.Sprintf("add-generic-password -U -s %s -a %s -w %s\n", macQuote(m.service), macQuote(name), macQuote(coded))
	switch {
	case len(command) > 4096:
		return keyring.ErrSetDataTooBig
	case strings.Count(command, "\n") != 1:
		return errors.New("two commands")
	}
	return m.memory.Set(name, text)
}

// limited gives a store with a system's sizes, over a backend with its limits.
func limited(goos, service string) (*Store, *memory) {
	m := newMemory()
	var b backend = m
	switch goos {
	case "windows":
		b = windowsLimits{m, service}
	case "darwin":
		b = macLimits{m, service}
	}
	return open(b, itemSize(goos)), m
}

// The doubles above must refuse what is just over and take what is just under,
// or the tests below say nothing.
func TestF27TheLimitsAreThoseOfTheStores(t *testing.T) {
	windows, mac := windowsLimits{newMemory(), "s"}, macLimits{newMemory(), "s"}
	for length, ok := range map[int]bool{2560: true, 2561: false} {
		if err := windows.Set("a", text(length)); (err == nil) != ok || err != nil && !errors.Is(err, keyring.ErrSetDataTooBig) {
			t.Errorf("windows, %d bytes: %v", length, err)
		}
	}
	if err := (windowsLimits{newMemory(), text(512)}).Set("a", ""); !errors.Is(err, keyring.ErrSetDataTooBig) {
		t.Errorf("windows, a long service: %v", err)
	}
	if err := windows.Set(text(514), ""); err == nil {
		t.Error("windows took a long name")
	}
	// 4 096, less 36 of the command, a prefix of 18 and two names of 1, holds 4 040 of base64.
	for length, ok := range map[int]bool{3030: true, 3031: false} {
		if err := mac.Set("a", text(length)); (err == nil) != ok || err != nil && !errors.Is(err, keyring.ErrSetDataTooBig) {
			t.Errorf("macOS, %d bytes: %v", length, err)
		}
	}
	if err := mac.Set("a\ndelete-keychain", ""); err == nil {
		t.Error("macOS took two commands for one")
	}
}

func TestF27EverySizeFitsEveryStore(t *testing.T) {
	name := strings.Repeat("n", maxName)
	for _, goos := range []string{"linux", "windows", "darwin"} {
		for _, service := range []string{"s", longService, strings.Repeat("s ", maxService/2)} {
			for _, length := range []int{0, 1, 1280, 1281, 2400, 2560, 2561, 3000, 8000, 64 << 10} {
				for kind, value := range map[string]string{
					"ASCII": text(length), "2 bytes each": strings.Repeat("ü", length),
					"3 bytes each": strings.Repeat("€", length), "4 bytes each": strings.Repeat("😀", length),
					"mixed": strings.Repeat("aü€😀", (length+3)/4),
				} {
					s, m := limited(goos, service)
					err := s.Set(t.Context(), name, secret.New(value))
					if len(value) > maxValue {
						if !fault.Is(err, fault.KeychainFailed) || len(m.items) != 0 {
							t.Errorf("%s: %d bytes: %v, %d items were written", goos, len(value), err, len(m.items))
						}
						continue
					}
					if err != nil {
						t.Errorf("%s: %d characters, %s: %v", goos, length, kind, err)
						continue
					}
					for _, item := range m.items { // some stores keep text, not bytes
						if !utf8.ValidString(item) {
							t.Errorf("%s: %d characters, %s: cut inside a character", goos, length, kind)
						}
					}
					if got, found := mustGet(t, s, name); !found || got != value {
						t.Errorf("%s: %d characters, %s: %d bytes came back", goos, length, kind, len(got))
					}
					if err := s.Delete(t.Context(), name); err != nil || len(m.items) != 0 {
						t.Errorf("%s: %d characters, %s: Delete leaves %d items, %v", goos, length, kind, len(m.items), err)
					}
				}
			}
		}
	}
}

func TestF27AValueTakesNoMoreItemsThanItMust(t *testing.T) {
	for _, goos := range []string{"linux", "windows", "darwin"} {
		for _, length := range []int{1, 1280, 2400, 2560, 8000, maxValue} {
			s, m := limited(goos, longService)
			mustSet(t, s, "a", text(length))
			want := 1
			if goos != "linux" {
				want = (length + headRoom + smallItem - 1) / smallItem
			}
			if len(m.items) != want {
				t.Errorf("%s: %d bytes lie in %d items, want %d", goos, length, len(m.items), want)
			}
		}
	}
}

func TestF27NamesFitEveryStore(t *testing.T) {
	for name, ok := range map[string]bool{
		"": false, "a": true, "tokens-0123abcd": true, "a b@example.com": true,
		strings.Repeat("a", maxName): true, strings.Repeat("a", maxName+1): false,
		"a/a/0": false, "a\x00b": false, "a\nb": false, "a'b": false, `a"b`: false, "ü": false, "\xff": false,
	} {
		s, m := limited("darwin", longService)
		err := s.Set(t.Context(), name, secret.New("x"))
		_, found, errGet := s.Get(t.Context(), name)
		errDelete := s.Delete(t.Context(), name)
		for _, err := range []error{err, errGet, errDelete} {
			if (err == nil) != ok || err != nil && !fault.Is(err, fault.KeychainFailed) {
				t.Errorf("%q: %v", name, err)
			}
		}
		if found != ok || len(m.items) != 0 {
			t.Errorf("%q: found %v, %d items left", name, found, len(m.items))
		}
	}
	for service, ok := range map[string]bool{
		"": false, longService: true, strings.Repeat("a", maxService+1): false, "a\nb": false, "a'b": false,
	} {
		if err := (systemStore{service}).usable(); errors.Is(err, errName) == ok {
			t.Errorf("service %q: %v", service, err)
		}
	}
}

// What a store refuses for its size is a fault, never a value cut short.
func TestF27TooBigForTheStore(t *testing.T) {
	m := newMemory()
	s := open(windowsLimits{m, "s"}, 3000) // as if the sizes were wrong
	if err := s.Set(t.Context(), "a", secret.New(text(8000))); !fault.Is(err, fault.KeychainFailed) || !errors.Is(err, keyring.ErrSetDataTooBig) {
		t.Error(err)
	}
	if _, found := mustGet(t, s, "a"); found {
		t.Error("something is kept")
	}
}
