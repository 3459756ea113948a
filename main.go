// Command behalf brings your own assistant into a Zoom meeting, in your name.
package main

import (
	"embed"
	"os"

	"behalf/app/boot"
)

var (
	// So that go run, go build and the fyne tool agree on name, id and version.
	//go:embed FyneApp.toml
	metadata []byte

	// The bots that Behalf knows how to run.
	//go:embed packaging/bots/presets/*.json
	presets embed.FS

	// What a company has set up for its people: docs/vendor.md.
	//go:embed packaging/vendor.toml
	vendor []byte

	version string // of a packaged build: packaging/project.sh
)

func main() {
	os.Exit(boot.Main(boot.Build{Metadata: metadata, Presets: presets, Vendor: vendor, Version: version}))
}
