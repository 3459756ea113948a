package ui

import (
	"bytes"
	"testing"
)

// Lines are as wide in points at every scale.
func TestLinesOfIconsGrowWithTheScale(t *testing.T) {
	w, _ := openWindow(t, ready())
	icon := glyph("history", colorText)
	name := icon.Name()
	if !bytes.Contains(icon.Content(), []byte(`stroke-width="1.8"`)) {
		t.Errorf("%s", icon.Content())
	}
	w.win.Canvas().(interface{ SetScale(float32) }).SetScale(2)
	if icon.Name() == name || !bytes.Contains(icon.Content(), []byte(`stroke-width="3.6"`)) {
		t.Errorf("%s is %s", icon.Name(), icon.Content())
	}
}
