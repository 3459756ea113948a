package tray

import "golang.org/x/sys/windows/registry"

// lightBar asks for the colour of the taskbar, which a person sets beside that
// of the windows.
func lightBar() (is, known bool) {
	const personalize = `Software\Microsoft\Windows\CurrentVersion\Themes\Personalize`
	key, err := registry.OpenKey(registry.CURRENT_USER, personalize, registry.QUERY_VALUE)
	if err != nil {
		return false, false // Windows before there was a choice
	}
	defer func() { _ = key.Close() }() // only read
	light, _, err := key.GetIntegerValue("SystemUsesLightTheme")
	return light != 0, err == nil
}
