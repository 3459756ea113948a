package keychain

import (
	"errors"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"github.com/zalando/go-keyring"
	"golang.org/x/sys/windows"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// The tests below use the Credential Manager of whoever runs them: on Windows
// itself, or under wine (packaging/windows/test-store.sh). What they put there
// lies under this service, and they take it away again.
const testService = "app.behalf.Behalf.test-of-the-store"

// credentialManager gives the system's store, empty, and cleans up after the test.
func credentialManager(t *testing.T) *Store {
	t.Helper()
	s := Open(testService)
	clean := func() {
		if err := s.DeleteAll(t.Context()); err != nil {
			t.Errorf("cleaning up: %v", err)
		}
	}
	clean()
	t.Cleanup(func() { _ = keyring.DeleteAll(testService) }) // the test has ended, and its context
	return s
}

// credential is CREDENTIALW of wincred.h.
type credential struct {
	Flags, Type             uint32
	TargetName, Comment     *uint16
	LastWritten             windows.Filetime
	BlobSize                uint32
	Blob                    *byte
	Persist, AttributeCount uint32
	Attributes              uintptr
	TargetAlias, UserName   *uint16
}

const (
	genericCredential = 1
	localMachine      = 2
)

var (
	advapi        = windows.NewLazySystemDLL("advapi32.dll")
	credWrite     = advapi.NewProc("CredWriteW")
	credEnumerate = advapi.NewProc("CredEnumerateW")
	credFree      = advapi.NewProc("CredFree")
)

// write puts an entry into the store past go-keyring, as another program does.
func write(t *testing.T, target, user string, blob []byte) error {
	t.Helper()
	wide := func(text string) *uint16 {
		p, err := windows.UTF16PtrFromString(text)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	c := credential{
		Type: genericCredential, TargetName: wide(target), UserName: wide(user), Persist: localMachine,
		BlobSize: uint32(len(blob)), Blob: unsafe.SliceData(blob),
	}
	if ok, _, err := credWrite.Call(uintptr(unsafe.Pointer(&c)), 0); ok == 0 {
		return err
	}
	return nil
}

// entries counts what the store has under a prefix.
func entries(t *testing.T, prefix string) int {
	t.Helper()
	filter, err := windows.UTF16PtrFromString(prefix + "*")
	if err != nil {
		t.Fatal(err)
	}
	var count uint32
	var list uintptr
	ok, _, err := credEnumerate.Call(uintptr(unsafe.Pointer(filter)), 0,
		uintptr(unsafe.Pointer(&count)), uintptr(unsafe.Pointer(&list)))
	if errors.Is(err, windows.ERROR_NOT_FOUND) && ok == 0 {
		return 0
	}
	if ok == 0 {
		t.Fatal(err)
	}
	_, _, _ = credFree.Call(list) // it returns nothing
	return int(count)
}

func TestWindowsState(t *testing.T) {
	want := app.Keychain{Kind: "windows-credential-manager", Name: "Windows Credential Manager", State: app.KeychainOK}
	if got := credentialManager(t).State(t.Context()); got != want {
		t.Errorf("%+v", got)
	}
}

func TestF27WindowsTakesEverySize(t *testing.T) {
	s := credentialManager(t)
	name := strings.Repeat("n", maxName)
	for _, length := range []int{0, 1, 1280, 1281, 2400, 2560, 2561, 3000, 8000, maxValue / 4, maxValue} {
		for kind, character := range map[string]string{"ASCII": "x", "2 bytes each": "ü", "4 bytes each": "😀"} {
			value := strings.Repeat(character, length)
			if len(value) > maxValue {
				continue
			}
			mustSet(t, s, name, value) // over the one before, of another size
			if got, found := mustGet(t, s, name); !found || got != value {
				t.Errorf("%d characters, %s: %d bytes came back", length, kind, len(got))
			}
		}
	}
	// The last one has replaced a smaller one: no part of that is left.
	want := (maxValue + headRoom + smallItem - 1) / smallItem
	mustSet(t, s, name, text(maxValue))
	if got := entries(t, testService+":"); got != want {
		t.Errorf("%d bytes lie in %d entries, want %d", maxValue, got, want)
	}
	mustSet(t, s, name, "short")
	if got := entries(t, testService+":"); got != 1 {
		t.Errorf("a short value lies in %d entries", got)
	}
	if err := s.Delete(t.Context(), name); err != nil || entries(t, testService+":") != 0 {
		t.Errorf("Delete leaves %d entries, %v", entries(t, testService+":"), err)
	}
	if _, found := mustGet(t, s, name); found {
		t.Error("found after Delete")
	}
	if err := s.Delete(t.Context(), name); err != nil {
		t.Errorf("deleting what is absent: %v", err)
	}
}

func TestWindowsDeleteAllLeavesNothing(t *testing.T) {
	s := credentialManager(t)
	neighbour := testService + "2"
	if err := keyring.Set(neighbour, "a", "kept"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = keyring.DeleteAll(neighbour) }) // best effort
	for _, name := range []string{"a", "b", "probe"} {
		mustSet(t, s, name, text(8000))
	}
	if err := s.DeleteAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := entries(t, testService+":"); left != 0 {
		t.Errorf("%d entries are left", left)
	}
	if got, err := keyring.Get(neighbour, "a"); err != nil || got != "kept" {
		t.Errorf("another service's entry: %q, %v", got, err)
	}
}

// The limits that the doubles of the other systems' tests have are those of
// go-keyring on this one. (Windows has the same; wine takes more.)
func TestF27WindowsLimitsAreReal(t *testing.T) {
	s := credentialManager(t)
	if err := keyring.Set(testService, "a", text(2560)); err != nil {
		t.Errorf("2560 bytes: %v", err)
	}
	if err := keyring.Set(testService, "a", text(2561)); !errors.Is(err, keyring.ErrSetDataTooBig) {
		t.Errorf("2561 bytes: %v", err)
	}
	if err := keyring.Set(text(512), "a", "x"); !errors.Is(err, keyring.ErrSetDataTooBig) {
		t.Errorf("a service of 512 bytes: %v", err)
	}
	s.place.items.size = 3000 // as if the sizes were wrong
	err := s.Set(t.Context(), "b", secret.New(text(2900)))
	if !fault.Is(err, fault.KeychainFailed) || !errors.Is(err, keyring.ErrSetDataTooBig) {
		t.Error(err)
	}
	if _, found := mustGet(t, s, "b"); found {
		t.Error("something is kept")
	}
}

func TestF28WindowsForeignEntry(t *testing.T) {
	s := credentialManager(t)
	for kind, blob := range map[string][]byte{
		"UTF-16, as Windows' own programs": []byte(wide("hunter2")),
		"UTF-8":                            []byte("hunter2"),
		"no text":                          {0, 1, 0xff, 0xfe},
		"nothing":                          nil,
	} {
		if err := write(t, testService+":tokens", "somebody", blob); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if _, found := mustGet(t, s, "tokens"); found {
			t.Errorf("%s: taken for ours", kind)
		}
		mustSet(t, s, "tokens", text(8000))
		if got, found := mustGet(t, s, "tokens"); !found || got != text(8000) {
			t.Errorf("%s: not healed", kind)
		}
		// The same in the place of a part.
		if err := write(t, testService+":tokens/a/1", "somebody", blob); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if _, found := mustGet(t, s, "tokens"); found {
			t.Errorf("%s: a mixed value came back", kind)
		}
		if err := s.Delete(t.Context(), "tokens"); err != nil || entries(t, testService+":") != 0 {
			t.Errorf("%s: Delete leaves %d entries, %v", kind, entries(t, testService+":"), err)
		}
	}
}

// windowsKind goes by the numbers of Windows, so they must come through.
func TestF26WindowsErrorsAreNumbers(t *testing.T) {
	credentialManager(t)
	err := keyring.Set(testService, strings.Repeat("n", 40000), "x")
	var number syscall.Errno
	if !errors.As(err, &number) {
		t.Errorf("a name of 40000 characters: %T %v", err, err)
	}
}
