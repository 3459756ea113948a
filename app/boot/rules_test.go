package boot_test

import (
	"encoding/json"
	"testing"

	"behalf/app/bot"
	"behalf/assets"
)

// The window names every rule that a test of a bot tries.
func TestEveryRuleHasWords(t *testing.T) {
	data, err := assets.Files.ReadFile(assets.Translations + "/en.json")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]any{}
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	for _, name := range bot.RuleNames() {
		if words["test.rule."+name] == nil {
			t.Errorf("%s has no words", name)
		}
	}
}
