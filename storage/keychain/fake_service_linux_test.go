package keychain

import (
	"maps"
	"strconv"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

const (
	ofService    = "org.freedesktop.Secret.Service"
	ofCollection = "org.freedesktop.Secret.Collection"
	ofItem       = "org.freedesktop.Secret.Item"
	ofPrompt     = "org.freedesktop.Secret.Prompt"
	ofSession    = "org.freedesktop.Secret.Session"
	ofProperties = "org.freedesktop.DBus.Properties"

	pathSession = dbus.ObjectPath("/org/freedesktop/secrets/session/s1")
	pathPrompt  = dbus.ObjectPath("/org/freedesktop/secrets/prompt/p1")
	noPrompt    = dbus.ObjectPath("/")
)

// fakeService is a Secret Service that behaves as the real ones only do with
// a person in front of them, or when they are broken.
type fakeService struct {
	silent chan struct{} // while open, no method answers; nil: all do
	answer chan bool     // what a person does with a window: type the password, or dismiss it
	asks   bool          // a window before every change, as KeePassXC has
	denies string        // the error with which every change is refused

	conn *dbus.Conn

	mu      sync.Mutex
	locked  bool
	prompts int
	made    int
	items   map[dbus.ObjectPath]fakeItem
}

type fakeItem struct {
	attributes map[string]string
	value      []byte
}

type fakeSecret struct {
	Session     dbus.ObjectPath
	Parameters  []byte
	Value       []byte
	ContentType string
}

// serve puts the service on a bus, until the test ends.
func (f *fakeService) serve(t *testing.T, env []string) {
	t.Helper()
	f.items = map[dbus.ObjectPath]fakeItem{}
	conn := connect(t, env)
	f.conn = conn
	for _, o := range []struct {
		path  dbus.ObjectPath
		iface string
		table map[string]any
	}{
		{pathRoot, ofService, map[string]any{"OpenSession": f.openSession, "Unlock": f.unlock}},
		{pathRoot, ofProperties, map[string]any{"Get": f.serviceProperty}},
		{pathLogin, ofCollection, map[string]any{"SearchItems": f.searchItems, "CreateItem": f.createItem}},
		{pathLogin, ofProperties, map[string]any{"Get": f.collectionProperty}},
		{pathSession, ofSession, map[string]any{"Close": func() *dbus.Error { return nil }}},
		{pathPrompt, ofPrompt, map[string]any{"Prompt": f.prompt}},
	} {
		if err := conn.ExportMethodTable(o.table, o.path, o.iface); err != nil {
			t.Fatal(err)
		}
	}
	if reply, err := conn.RequestName(busSecrets, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("%v, %v", reply, err)
	}
}

func (f *fakeService) hang() {
	if f.silent != nil {
		<-f.silent
	}
}

func (f *fakeService) prompted() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.prompts
}

func (f *fakeService) serviceProperty(_, _ string) (dbus.Variant, *dbus.Error) {
	f.hang()
	return dbus.MakeVariant([]dbus.ObjectPath{pathLogin}), nil
}

func (f *fakeService) collectionProperty(_, _ string) (dbus.Variant, *dbus.Error) {
	f.hang()
	f.mu.Lock()
	defer f.mu.Unlock()
	return dbus.MakeVariant(f.locked), nil
}

func (f *fakeService) openSession(string, dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	f.hang()
	return dbus.MakeVariant(""), pathSession, nil
}

func (f *fakeService) unlock(objects []dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	f.hang()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.locked {
		return nil, pathPrompt, nil
	}
	return objects, noPrompt, nil
}

// prompt opens a window; what comes of it is signalled later.
func (f *fakeService) prompt(string) *dbus.Error {
	f.mu.Lock()
	f.prompts++
	f.mu.Unlock()
	go func() {
		var yes bool
		select {
		case yes = <-f.answer:
		case <-f.conn.Context().Done():
			return
		}
		unlocked := []dbus.ObjectPath{}
		f.mu.Lock()
		if yes {
			f.locked, unlocked = false, append(unlocked, pathLogin)
		}
		f.mu.Unlock()
		_ = f.conn.Emit(pathPrompt, ofPrompt+".Completed", !yes, dbus.MakeVariant(unlocked)) // an end of the bus ends the test
	}()
	return nil
}

func (f *fakeService) searchItems(wanted map[string]string) ([]dbus.ObjectPath, *dbus.Error) {
	f.hang()
	f.mu.Lock()
	defer f.mu.Unlock()
	found := []dbus.ObjectPath{}
	for path, item := range f.items {
		fits := true
		for name, value := range wanted {
			fits = fits && item.attributes[name] == value
		}
		if fits {
			found = append(found, path)
		}
	}
	return found, nil
}

func (f *fakeService) change() (ask bool, refused *dbus.Error) {
	if f.denies != "" {
		return false, dbus.NewError(f.denies, nil)
	}
	return f.asks, nil
}

func (f *fakeService) createItem(properties map[string]dbus.Variant, secret fakeSecret, _ bool) (dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	f.hang()
	if ask, refused := f.change(); ask || refused != nil {
		return noPrompt, pathPrompt, refused
	}
	attributes, ok := properties[ofItem+".Attributes"].Value().(map[string]string)
	if !ok {
		return noPrompt, noPrompt, dbus.MakeFailedError(errName)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.made++
	path := pathLogin + dbus.ObjectPath("/"+strconv.Itoa(f.made))
	for known, item := range f.items {
		if maps.Equal(item.attributes, attributes) {
			path = known
		}
	}
	f.items[path] = fakeItem{attributes, secret.Value}
	err := f.conn.ExportMethodTable(map[string]any{
		"GetSecret": func(session dbus.ObjectPath) (fakeSecret, *dbus.Error) {
			f.hang()
			f.mu.Lock()
			defer f.mu.Unlock()
			return fakeSecret{session, nil, f.items[path].value, "text/plain"}, nil
		},
		"Delete": func() (dbus.ObjectPath, *dbus.Error) {
			f.hang()
			if ask, refused := f.change(); ask || refused != nil {
				return pathPrompt, refused
			}
			f.mu.Lock()
			defer f.mu.Unlock()
			delete(f.items, path)
			return noPrompt, nil
		},
	}, path, ofItem)
	if err != nil {
		return noPrompt, noPrompt, dbus.MakeFailedError(err)
	}
	return path, noPrompt, nil
}
