package lang

import "testing"

func TestEveryLanguageHasAName(t *testing.T) {
	for _, language := range append(Languages(), "de", "fr", "es", "pt", "ja") {
		if Name(language) == language {
			t.Errorf("%s has no name of its own", language)
		}
	}
}
