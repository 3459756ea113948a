package presence

import "golang.org/x/sys/windows/registry"

// Installed says whether a Zoom client takes links of its own scheme.
func Installed() bool {
	key, err := registry.OpenKey(registry.CLASSES_ROOT, scheme+`\shell\open\command`, registry.QUERY_VALUE)
	if err != nil {
		return false
	}
	defer func() { _ = key.Close() }() // only read
	command, _, err := key.GetStringValue("")
	return err == nil && command != ""
}
