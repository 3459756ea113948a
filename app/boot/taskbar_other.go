//go:build !windows

package boot

// joinTaskbar has nothing to do: elsewhere the desktop entry or the bundle says
// which program a window belongs to.
func joinTaskbar() error { return nil }
