//go:build !darwin

package presence

// scheme is that of the Zoom client's own links.
const scheme = "zoommtg"
