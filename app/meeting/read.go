package meeting

// Read reads a text.
func Read(text string) Reading { return Reading{Kind: KindInvalid, Why: WhyNoNumber} }
