//go:build !darwin

package dock

// Show does nothing: elsewhere a window that is hidden has no icon.
func Show(bool) {}
