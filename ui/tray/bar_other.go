//go:build !windows

package tray

// lightBar can't be asked for.
func lightBar() (is, known bool) { return false, false }
