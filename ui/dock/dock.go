// Package dock keeps Behalf out of the Dock of a Mac while its window is closed:
// then it is a program of the menu bar alone. Nothing of it is Fyne's, so that it
// can be checked from elsewhere.
package dock
