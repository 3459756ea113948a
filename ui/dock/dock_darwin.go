package dock

import "github.com/ebitengine/purego/objc"

// What NSApplicationActivationPolicy calls Regular and Accessory.
const (
	inDock = iota
	menuBarOnly
)

// Show puts Behalf into the Dock and the list of running programs, or takes it
// away. The bundle begins without (LSUIElement), but the toolkit makes every
// program a regular one. Only on the UI goroutine.
func Show(shown bool) {
	policy := menuBarOnly
	if shown {
		policy = inDock
	}
	program := objc.ID(objc.GetClass("NSApplication")).Send(objc.RegisterName("sharedApplication"))
	program.Send(objc.RegisterName("setActivationPolicy:"), policy)
}
