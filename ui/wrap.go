package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/segmenter"
)

// wrapped breaks words into lines that fit: where Unicode allows a line to end,
// which is between words and, in Japanese, between most signs; inside of a word
// that is too long; or, for addresses, anywhere.
func wrapped(words string, anywhere bool, fits func(string) bool) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(words, "\n") {
		pieces := []string{paragraph}
		if !anywhere {
			pieces = unbreakable(paragraph)
		}
		line := ""
		for _, piece := range pieces {
			if line != "" && !fits(strings.TrimRight(line+piece, " ")) {
				lines, line = append(lines, strings.TrimRight(line, " ")), ""
			}
			for piece != "" && !fits(strings.TrimRight(piece, " ")) {
				head := longest(piece, fits)
				lines, piece = append(lines, head), piece[len(head):]
			}
			line += piece
		}
		if line != "" || paragraph == "" {
			lines = append(lines, strings.TrimRight(line, " "))
		}
	}
	return lines
}

// unbreakable cuts a paragraph where a line may end.
func unbreakable(paragraph string) (pieces []string) {
	var s segmenter.Segmenter
	s.InitWithString(paragraph)
	for lines := s.LineIterator(); lines.Next(); {
		pieces = append(pieces, string(lines.Line().Text))
	}
	return pieces
}

// longest is the most of words that fits, at least a letter.
func longest(words string, fits func(string) bool) string {
	runes := []rune(words)
	low, high := 1, len(runes)
	for low < high {
		if middle := (low + high + 1) / 2; fits(string(runes[:middle])) {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return string(runes[:low])
}

// shortened cuts words to what fits, with an ellipsis.
func shortened(words string, fits func(string) bool) string {
	if fits(words) {
		return words
	}
	return strings.TrimRight(longest(words, func(head string) bool { return fits(head + "…") }), " ") + "…"
}

// ellipsized cuts words to a width.
func ellipsized(words string, size float32, style fyne.TextStyle, width float32) string {
	if width <= 0 {
		return words
	}
	return shortened(words, func(head string) bool { return textWidth(head, size, style) <= width })
}

func textWidth(words string, size float32, style fyne.TextStyle) float32 {
	measured, _ := fyne.CurrentApp().Driver().RenderedTextSize(words, size, style, fontFor(style, words))
	return measured.Width
}

// fontFor spares memory: for each style, Fyne loads the font and with it a set
// to fall back to, emoji and symbols and one of the system, five megabytes in
// all. Bold and monospaced words that the font itself has get it alone; the
// normal style, which every field needs, keeps its set.
func fontFor(style fyne.TextStyle, words string) fyne.Resource {
	if (style.Bold || style.Monospace) && familiar(words) {
		return theme.Current().Font(style)
	}
	return nil
}

// familiar says whether the fonts that Fyne brings have every letter: Latin,
// Greek, Cyrillic and the usual punctuation.
func familiar(words string) bool {
	for _, r := range words {
		if r > 0x52F && (r < 0x2010 || r > 0x2026) {
			return false
		}
	}
	return true
}
