//go:build !darwin

package instance

// Opened has nothing to hear of: here, a link or a file comes to another process
// as an argument.
func Opened(func(what string)) error { return nil }
