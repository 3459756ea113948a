package boot

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"

	"behalf/app/bot"
	"behalf/app/fault"
)

// folders say where everything of one person lies.
type folders struct {
	data    string   // private, 0700
	exports string   // where a person finds what they export; theirs
	service string   // name of our entries in the keychain
	toolkit []string // what the toolkit makes for itself; nothing of ours is in it
}

const (
	appID           = "app.behalf.Behalf"
	keychainService = appID
)

// fontIndex is a list of the system's fonts that Fyne's library for them keeps,
// under a name for all programs that use it; whoever misses it makes it anew.
const fontIndex = "font_index_v6.cache"

// toolkitFolders are where Fyne keeps preferences and cache of a program. It
// makes them whether or not they are used.
func toolkitFolders() (found []string) {
	for _, base := range []func() (string, error){os.UserConfigDir, os.UserCacheDir} {
		if dir, err := base(); err == nil {
			found = append(found, filepath.Join(dir, "fyne", appID))
		}
	}
	if cache, err := os.UserCacheDir(); err == nil {
		found = append(found, filepath.Join(cache, fontIndex))
	}
	return found
}

// foldersFrom keeps a test server's data, and its keychain entries, apart from
// the real ones: a real grant must never be sent to a test server.
func foldersFrom(getenv func(string) string, test bool) (folders, error) {
	if home := getenv(envHome); home != "" {
		data, err := filepath.Abs(home)
		if err != nil {
			return folders{}, fault.Wrap(fault.StorageFailed, err, "path", home)
		}
		return folders{data, filepath.Join(data, "exports"), keychainService + "." + short(data), toolkitFolders()}, nil
	}
	if test {
		return folders{filepath.Join(xdg.DataHome, "behalf-test"), xdg.UserDirs.Download, keychainService + ".test", toolkitFolders()}, nil
	}
	return folders{filepath.Join(xdg.DataHome, "behalf"), xdg.UserDirs.Download, keychainService, toolkitFolders()}, nil
}

func short(path string) string {
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:4])
}

func (f folders) database() string { return filepath.Join(f.data, "behalf.db") }
func (f folders) log() string      { return filepath.Join(f.data, "behalf.log") }
func (f folders) runs() string     { return filepath.Join(f.data, "runs") }
func (f folders) instance() string { return filepath.Join(f.data, "instance") }
func (f folders) locks() string    { return filepath.Join(f.data, "locks") }

// make creates the private folder.
func (f folders) make() error {
	if err := os.MkdirAll(f.data, 0o700); err != nil {
		return fault.Wrap(fault.StorageFailed, err, "path", f.data)
	}
	return nil
}

// remove deletes what Behalf wrote, by name, and the folder only if nothing
// else lies in it: BEHALF_HOME may be a folder that is not ours alone. last
// removes the folder of the lock: up to then nobody else may begin here.
func (f folders) remove(last func() error) error {
	errs := []error{bot.NewFiles(f.runs(), openFile).Erase()}
	names := append([]string{f.locks()}, f.toolkit...)
	for _, pattern := range []string{f.database() + "*", filepath.Join(f.data, "behalf*.log*")} {
		found, err := filepath.Glob(pattern)
		errs = append(errs, err)
		names = append(names, found...)
	}
	for _, name := range names {
		errs = append(errs, os.RemoveAll(name))
	}
	if err := errors.Join(append(errs, last())...); err != nil {
		return fault.Wrap(fault.StorageFailed, err, "path", f.data)
	}
	for _, name := range f.toolkit {
		if filepath.Base(name) == appID { // in a folder of all programs of the toolkit
			removeEmpty(filepath.Dir(name))
		}
	}
	removeEmpty(f.data)
	return nil
}

// removeEmpty removes a folder, unless something of somebody else's is in it. A
// link to one is somebody's arrangement, and would go however full that is.
func removeEmpty(folder string) {
	if info, err := os.Lstat(folder); err == nil && info.IsDir() {
		_ = os.Remove(folder) // else it is not empty
	}
}
