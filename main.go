// Command behalf brings your own assistant into a Zoom meeting, in your name.
package main

import (
	"embed"
	"os"

	"behalf/app/boot"
)

// metadata is embedded so that go run, go build and the fyne tool all give the
// program the same name, id and version.
//
//go:embed FyneApp.toml
var metadata []byte

// presets are the bots that Behalf knows how to run.
//
//go:embed packaging/bots/presets/*.json
var presets embed.FS

// version is that of a packaged build (packaging/project.sh).
var version string

func main() { os.Exit(boot.Main(boot.Build{Metadata: metadata, Presets: presets, Version: version})) }
