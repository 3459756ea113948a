//go:build !linux && !windows && !darwin

package boot

import "runtime"

// system is what the system is called.
func system() string { return runtime.GOOS }
