package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"behalf/ui/lang"
)

// spoken gives a picture words for a screen reader.
type spoken struct {
	widget.BaseWidget
	words   string
	picture fyne.CanvasObject
}

func newSpoken(words string, picture fyne.CanvasObject) *spoken {
	s := &spoken{words: words, picture: picture}
	s.ExtendBaseWidget(s)
	return s
}

func (s *spoken) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.picture) }

// AccessibilityLabel is what the picture says.
func (s *spoken) AccessibilityLabel() string { return s.words }

// AccessibilityRole is text: Fyne knows none for pictures.
func (s *spoken) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel says how far a step is; its words stand beside the dot.
func (d *dot) AccessibilityLabel() string {
	switch d.state {
	case current:
		return lang.L("dot.current")
	case done:
		return lang.L("dot.done")
	case failed:
		return lang.L("check.failed")
	}
	return lang.L("dot.tocome")
}

// AccessibilityRole is text.
func (d *dot) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
