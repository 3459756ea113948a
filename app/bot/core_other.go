//go:build unix && !linux

package bot

// forbidCore does nothing: only Linux lets one process limit another.
func forbidCore(int) {}
