package lang

// Name is what a language calls itself, so that whoever needs it can read it.
// An unknown one is called by its code.
func Name(language string) string {
	switch language {
	case "de":
		return "Deutsch"
	case "en":
		return "English"
	case "es":
		return "Español"
	case "fr":
		return "Français"
	case "ja":
		return "日本語"
	case "pt":
		return "Português"
	}
	return language
}
